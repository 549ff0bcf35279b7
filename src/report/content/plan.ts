/** Remediation plan, and the content of a ticket for all trackers. */
import type { Review } from '../../model/review.js';
import type { Ticket } from '../../model/ticket.js';
import { formatNumber } from '../../util/numbers.js';
import { cut } from '../escape.js';
import { firstKeys } from '../words.js';
import { type Block, code, codes, fold, heading, type Line, list, prose, refs, type Span, table, text } from './blocks.js';

const MOST_KEYS = 20;
const LONGEST_KEY = 60;

export function plan({ tickets }: Review): Block[] {
  if (tickets.length === 0) return [text('No tickets: nothing was found.')];
  const rows = tickets.map((ticket, at): Line[] => [
    String(at + 1),
    ticket.summary,
    ticket.priority,
    ticket.effort,
    refs(ticket.findings),
    ticket.blockedBy.length > 0 ? codes(ticket.blockedBy) : '—',
    ticket.team ?? ticket.assignee ?? ticket.component ?? '—',
    { code: ticket.key },
  ]);
  return [
    ...table('Remediation plan', ['#', 'Ticket', 'Priority', 'Effort', 'Findings', 'After', 'For', 'Key'], rows, [0]),
    text(
      'The same tickets stand with evidence in the folder ',
      { code: 'tickets' },
      ', ready for Jira, GitHub, GitLab, Linear and Azure DevOps, and as Markdown.',
    ),
    ...tickets.flatMap((ticket) => fold(ticket.summary, planBlocks(ticket))),
  ];
}

/** What the review does not say beside the finding already. */
function planBlocks(ticket: Ticket): Block[] {
  const alert: Span[] = ticket.alert ? [' Alert: ', { code: ticket.alert }, '.'] : [];
  return [
    text(ticket.problem),
    text('The change stands with ', { finding: ticket.finding }, '. Done when:'),
    ...list(ticket.acceptance),
    text(`Verify: ${ticket.verification.how}`),
    code(ticket.verification.command, 'sh'),
    text(`Roll back: ${ticket.rollback}`, ...alert),
  ];
}

/** A ticket as it goes into a tracker; the parts that are empty are left out. */
export function ticketBlocks(ticket: Ticket): Block[] {
  return [
    ...part('Problem', [text(ticket.problem)]),
    ...part('Evidence', ticket.evidence.flatMap(evidence)),
    ...part('Records affected', records(ticket)),
    ...part('Change', [...prose(ticket.change), ...example(ticket)]),
    ...part('Acceptance criteria', list(ticket.acceptance)),
    ...part('Verification', verification(ticket)),
    ...part('Alert', ticket.alert === null ? [] : [text({ code: ticket.alert }, ' in monitoring/prometheus-rules.yml will prove it.')]),
    ...part('Rollback', ticket.rollback === '' ? [] : [text(ticket.rollback)]),
    ...part('Planning', planning(ticket)),
    text(
      'Key: ',
      { code: ticket.key },
      `. Findings: ${ticket.findings.join(', ')}. Keep the label, so that the next audit knows this ticket.`,
    ),
  ];
}

function part(title: string, blocks: readonly Block[]): Block[] {
  return blocks.length > 0 ? [heading(title), ...blocks] : [];
}

function evidence({ file, line, why, excerpt }: Ticket['evidence'][number]): Block[] {
  return [text({ code: `${file}:${line}` }, ` — ${why}`), ...(excerpt === '' ? [] : [code(excerpt)])];
}

function records({ records: keys, recordTotal }: Ticket): Block[] {
  const { shown, more } = firstKeys(keys, recordTotal, MOST_KEYS);
  if (recordTotal === 0) return [];
  const left = more > 0 ? ` and ${formatNumber(more)} more in findings.json` : '';
  return [text({ strong: `${formatNumber(recordTotal)}: ` }, ...codes(shown.map((key) => cut(key, LONGEST_KEY))), left)];
}

function example({ example: shown }: Ticket): Block[] {
  if (shown === null) return [];
  return [text({ strong: 'For instance' }, shown.about === '' ? ':' : ` (${shown.about}):`), code(shown.text, shown.language)];
}

function verification({ verification: { how, command, expect } }: Ticket): Block[] {
  return [text(how), code(command, 'sh'), text(`Expected: ${expect}`)];
}

function planning(ticket: Ticket): Block[] {
  const lines: Line[] = [
    `Effort: ${ticket.effort}`,
    `Priority: ${ticket.priority}, severity ${ticket.severity}`,
    ...(ticket.component === null ? [] : [`Component: ${ticket.component}`]),
    ...(ticket.team === null && ticket.assignee === null
      ? []
      : [`Owner: ${[ticket.team, ticket.assignee].filter((one) => one !== null).join(', ')}`]),
    ...(ticket.blockedBy.length > 0 ? [['Blocked by ', ...codes(ticket.blockedBy)]] : []),
    ...(ticket.causedBy.length > 0 ? [['Caused by ', ...codes(ticket.causedBy)]] : []),
  ];
  return list(lines);
}
