/** tickets/jira.csv: for Jira's CSV import. Description in wiki markup, one label per Labels column. */
import type { Review, Ticket } from '../model/review.js';
import { formatNumber } from '../util/numbers.js';
import { csv, oneLine, wiki, wikiBlock } from './escape.js';
import { parseProse, type Span } from './prose.js';

/** RFC 4180 with a header; every row has the same number of columns, as the importer demands. */
export function renderJiraCsv({ tickets }: Review): string {
  const labels = Math.max(1, ...tickets.map((ticket) => ticket.labels.length));
  const header = ['Summary', 'Issue Type', 'Priority', 'Description', ...Array<string>(labels).fill('Labels'), 'Component'];
  const rows = tickets.map((ticket) => [
    oneLine(ticket.summary),
    'Task',
    ticket.priority,
    descriptionOf(ticket),
    ...Array.from({ length: labels }, (_, at) => (ticket.labels[at] ?? '').replace(/\s+/g, '-')),
    oneLine(ticket.component ?? ''),
  ]);
  return [header, ...rows].map((row) => `${row.map(csv).join(',')}\r\n`).join('');
}

function descriptionOf(ticket: Ticket): string {
  return [
    section('Problem', wiki(ticket.problem)),
    section(
      'Evidence',
      ticket.evidence
        .map(
          ({ place, excerpt, why }) =>
            `* ${wiki(oneLine(place))}: ${wiki(oneLine(why))}${excerpt === '' ? '' : `\n{noformat}${wikiBlock(excerpt)}{noformat}`}`,
        )
        .join('\n'),
    ),
    section('Records', recordsOf(ticket)),
    section('Change', wikiProse(ticket.change)),
    section('Acceptance criteria', ticket.acceptance.map((line) => `* ${wiki(oneLine(line))}`).join('\n')),
    section('Verification', `{noformat}${wikiBlock(ticket.verification)}{noformat}`),
    section('Alert', ticket.alert === null ? '' : wiki(ticket.alert)),
    section('Rollback', wiki(ticket.rollback)),
    section('Effort', ticket.effort),
    section('Blocked by', ticket.blockedBy.map(wiki).join(', ')),
    `Key: ${wiki(ticket.key)} · finding ${wiki(ticket.finding)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(title: string, body: string): string {
  return body === '' ? '' : `h3. ${title}\n${body}`;
}

function recordsOf({ records, recordTotal }: Ticket): string {
  if (records.length === 0) return '';
  const more = recordTotal - records.length;
  return `${records.map((key) => wiki(oneLine(key))).join(', ')}${more > 0 ? ` and ${formatNumber(more)} more in findings.json` : ''}`;
}

function wikiProse(text: string): string {
  return parseProse(text)
    .map((block) => {
      if (block.kind === 'code') return `{noformat}\n${wikiBlock(block.text)}\n{noformat}`;
      if (block.kind === 'list') return block.items.map((item) => `${block.ordered ? '#' : '*'} ${wikiSpans(item)}`).join('\n');
      return wikiSpans(block.spans);
    })
    .join('\n\n');
}

function wikiSpans(spans: readonly Span[]): string {
  return spans
    .map(({ kind, text }) => (kind === 'code' ? `{{${wiki(text)}}}` : kind === 'strong' ? `*${wiki(text)}*` : wiki(text)))
    .join('');
}
