/** tickets/jira-bulk-N.json: bodies of POST /rest/api/3/issue/bulk of Jira Cloud, at most 50 issues each. */
import type { Review } from '../../model/review.js';
import type { Ticket } from '../../model/ticket.js';
import { ticketBlocks } from '../content/plan.js';
import { cut, oneLine } from '../escape.js';
import { blocksAdf } from './adf.js';
import { label } from './jira-csv.js';

/** Most issues of one request, and the longest summary, by Atlassian's reference of the call. */
const MOST_ISSUES = 50;
const LONGEST_SUMMARY = 255;
/** Stands for the project where the configuration names none; the call answers 400 until it is replaced. */
export const PROJECT = 'PROJ';

/** Requests by file name; one with no issues where there are no tickets, so that a script finds its file. */
export function renderJiraBulk({ tickets }: Pick<Review, 'tickets'>): [name: string, text: string][] {
  const requests = Math.max(1, Math.ceil(tickets.length / MOST_ISSUES));
  return Array.from({ length: requests }, (_, at) => {
    const issueUpdates = tickets.slice(at * MOST_ISSUES, (at + 1) * MOST_ISSUES).map((ticket) => issueOf(ticket));
    return [`jira-bulk-${at + 1}.json`, `${JSON.stringify({ issueUpdates }, null, 2)}\n`];
  });
}

/** A component that the project does not have makes Jira refuse the issue: only one of the configuration is given. The description names the other. */
function issueOf(ticket: Ticket): object {
  return {
    fields: {
      project: { key: ticket.project ?? PROJECT },
      issuetype: { name: 'Task' },
      summary: cut(oneLine(ticket.summary), LONGEST_SUMMARY),
      description: blocksAdf(ticketBlocks(ticket)),
      labels: ticket.labels.map(label),
      priority: { name: ticket.priority },
      ...(ticket.componentFrom === 'configuration' && ticket.component !== null ? { components: [{ name: ticket.component }] } : {}),
    },
  };
}
