/**
 * tickets/jira.csv: for Jira's CSV import. One label per Labels column, descriptions in wiki markup, times in the
 * format that the import wizard offers first (dd/MMM/yy h:mm a), in UTC.
 */
import type { Review } from '../../model/review.js';
import type { Ticket } from '../../model/ticket.js';
import { ticketBlocks } from '../content/plan.js';
import { csv, oneLine } from '../escape.js';
import { blocksWiki } from './wiki.js';

/** RFC 4180 with a header; every row has the same number of columns, as the importer demands. */
export function renderJiraCsv({ tickets }: Pick<Review, 'tickets'>): string {
  const labels = Math.max(1, ...tickets.map((ticket) => ticket.labels.length));
  const more = [...new Set(tickets.flatMap(({ fields }) => Object.keys(fields)))].sort();
  const header = [
    ...['Summary', 'Issue Type', 'Priority', 'Description', ...Array<string>(labels).fill('Labels')],
    ...[
      'Component',
      'Assignee',
      'Harm Began',
      'Harm Ended',
      ...(tickets.some(({ project }) => project !== null) ? ['Project Key'] : []),
      ...more,
    ],
  ];
  return csvText([header, ...tickets.map((ticket) => header.map(cellsOf(ticket, more)))]);
}

/** What stands in a column; each Labels column takes the next label. */
function cellsOf(ticket: Ticket, more: readonly string[]): (column: string) => string {
  const labels = ticket.labels.map(label);
  const cells: Readonly<Record<string, () => string>> = {
    Summary: () => oneLine(ticket.summary),
    'Issue Type': () => 'Task',
    Priority: () => ticket.priority,
    Description: () => blocksWiki(ticketBlocks(ticket)),
    Labels: () => labels.shift() ?? '',
    Component: () => oneLine(ticket.component ?? ''),
    Assignee: () => oneLine(ticket.assignee ?? ''),
    'Harm Began': () => jiraTime(ticket.window?.start),
    'Harm Ended': () => jiraTime(ticket.window?.end),
    'Project Key': () => oneLine(ticket.project ?? ''),
  };
  return (column) => (more.includes(column) ? oneLine(ticket.fields[column] ?? '') : (cells[column]?.() ?? ''));
}

/** Rows of text as CSV. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csv).join(',')}\r\n`).join('');
}

/** A label holds no blank. */
export function label(text: string): string {
  return oneLine(text).replace(/\s+/g, '-');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `14/Apr/26 2:02 PM`; empty where there is no time. */
function jiraTime(rfc3339: string | undefined): string {
  if (rfc3339 === undefined) return '';
  const at = new Date(rfc3339);
  const hour = at.getUTCHours();
  const [day, year, minute] = [at.getUTCDate(), at.getUTCFullYear() % 100, at.getUTCMinutes()].map((part) => String(part).padStart(2, '0'));
  return `${day}/${MONTHS[at.getUTCMonth()]}/${year} ${hour % 12 || 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`;
}
