/** Tickets for GitHub, GitLab, Linear and Azure DevOps, as their APIs and importers take them. */
import type { Review } from '../../model/review.js';
import type { Ticket } from '../../model/ticket.js';
import { ticketBlocks } from '../content/plan.js';
import { cut, oneLine } from '../escape.js';
import { blockHtml } from '../html/blocks.js';
import { blocksMarkdown } from '../markdown.js';
import { csvText, label } from './jira-csv.js';

type Tickets = Pick<Review, 'tickets'>;

/** GitHub refuses a longer title (256) or body (65,536). */
const GITHUB = { title: 256, body: 65_536 };
/** GitHub refuses a longer name of a label; GitLab and Linear allow more. */
const LONGEST_LABEL = 50;

const labelsOf = (ticket: Ticket): string[] => ticket.labels.map((one) => cut(label(one), LONGEST_LABEL));
const titleOf = (ticket: Ticket): string => cut(oneLine(ticket.summary), GITHUB.title);
const bodyOf = (ticket: Ticket): string => cut(blocksMarkdown(ticketBlocks(ticket)), GITHUB.body);

/** tickets/github.json: one body of POST /repos/OWNER/REPO/issues each. */
export function renderGithub({ tickets }: Tickets): string {
  return json(tickets.map((ticket) => ({ title: titleOf(ticket), body: bodyOf(ticket), labels: labelsOf(ticket) })));
}

/** tickets/gitlab.json: one body of POST /projects/ID/issues each; labels that are missing are made by that call. */
export function renderGitlabJson({ tickets }: Tickets): string {
  return json(tickets.map((ticket) => ({ title: titleOf(ticket), description: bodyOf(ticket), labels: labelsOf(ticket).join(',') })));
}

/** tickets/gitlab.csv: title and description first; a quick action at its end sets the labels that the project has. */
export function renderGitlabCsv({ tickets }: Tickets): string {
  const rows = tickets.map((ticket) => {
    const action = `/label ${labelsOf(ticket)
      .map((one) => `~"${one.replace(/"/g, '')}"`)
      .join(' ')}`;
    return [titleOf(ticket), `${bodyOf(ticket)}\n${action}\n`];
  });
  return csvText([['title', 'description'], ...rows]);
}

const LINEAR_PRIORITY: Readonly<Record<Ticket['priority'], string>> = { Highest: 'Urgent', High: 'High', Medium: 'Medium', Low: 'Low' };

/** tickets/linear.csv: columns as Linear's own export has them, which its importer reads. */
export function renderLinear({ tickets }: Tickets): string {
  const rows = tickets.map((ticket) => [
    titleOf(ticket),
    bodyOf(ticket),
    'Todo',
    LINEAR_PRIORITY[ticket.priority],
    oneLine(ticket.assignee ?? ''),
    labelsOf(ticket)
      .map((one) => one.replace(/,/g, ''))
      .join(', '),
  ]);
  return csvText([['Title', 'Description', 'Status', 'Priority', 'Assignee', 'Labels'], ...rows]);
}

const AZURE_PRIORITY: Readonly<Record<Ticket['priority'], string>> = { Highest: '1', High: '2', Medium: '3', Low: '4' };

/** tickets/azure-devops.csv: for the import of queries in Azure Boards. Task is a type in every process; descriptions are HTML. */
export function renderAzure({ tickets }: Tickets): string {
  const rows = tickets.map((ticket) => [
    'Task',
    cut(oneLine(ticket.summary), 255),
    ticketBlocks(ticket)
      .map((block) => blockHtml(block).markup)
      .join(''),
    AZURE_PRIORITY[ticket.priority],
    labelsOf(ticket)
      .map((one) => one.replace(/;/g, ''))
      .join('; '),
    oneLine(ticket.assignee ?? ''),
  ]);
  return csvText([['Work Item Type', 'Title', 'Description', 'Priority', 'Tags', 'Assigned To'], ...rows]);
}

/** tickets/markdown/KEY.md, for everybody else. */
export function renderTicketPages({ tickets }: Tickets): [name: string, text: string][] {
  return tickets.map((ticket) => [
    `markdown/${ticket.key}.md`,
    `${blocksMarkdown([{ kind: 'heading', line: ticket.summary }]).replace(/^### /, '# ')}\nLabels: ${labelsOf(ticket)
      .map((one) => `\`${one.replace(/`/g, '')}\``)
      .join(', ')}\n\n${bodyOf(ticket)}`,
  ]);
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
