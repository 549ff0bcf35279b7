/** Monitoring and alerting, testing matrix, runbook, remediation plan, method. */
import type { Review, Ticket } from '../../model/review.js';
import { formatNumber } from '../../util/numbers.js';
import { OUTCOME_WORDS } from '../words.js';
import { type Block, code, codes, fold, heading, type Line, list, prose, refs, type Span, table, text } from './blocks.js';

export function monitoring({ alerts }: Review): Block[] {
  if (alerts.length === 0) return [text('No alert is suggested: nothing was found that one would have caught.')];
  return [
    text('The same rules stand in ', { code: 'monitoring/prometheus-rules.yml' }, '. Each needs the metric that it names.'),
    ...alerts.flatMap((alert) => [
      text(
        { strong: alert.name },
        ` (${alert.severity}, for `,
        { finding: alert.finding },
        `, must hold for ${alert.for}): ${alert.summary}`,
      ),
      code(alert.expr, 'promql'),
      text(`Metric: ${alert.metric}`),
    ]),
  ];
}

export function tests({ tests: rows }: Review): Block[] {
  if (rows.length === 0) return [text('No rule could judge this input, so no failure of these flows is known to test for.')];
  const lines = rows.map(({ fault, inject, expect, check, findings }): Line[] => [fault, inject, expect, check, refs(findings, 'no')]);
  return table('Testing matrix', ['Fault', 'Inject', 'Expected', 'Check', 'Seen here'], lines);
}

export function runbook({ runbook: steps }: Review): Block[] {
  if (steps.length === 0) return [text('Nothing of medium severity or above was found, so there is nothing to triage or to repair.')];
  return steps.flatMap(({ title, steps: lines, findings }) => [
    findings.length > 0 ? heading(`${title} (`, ...refs(findings), ')') : heading(title),
    ...list(lines.map(step), true),
  ]);
}

/** A step that ends in a command shows it as code. */
function step(line: string): Line {
  const command = /^(.*?: )(jq .*|caseharden .*)$/.exec(line);
  return command ? [command[1] ?? '', { code: command[2] ?? '' }] : line;
}

export function plan({ tickets }: Review): Block[] {
  if (tickets.length === 0) return [text('No tickets: nothing was found.')];
  const rows = tickets.map((ticket, at): Line[] => [
    String(at + 1),
    ticket.summary,
    ticket.priority,
    ticket.effort,
    { finding: ticket.finding },
    ticket.blockedBy.length > 0 ? codes(ticket.blockedBy) : '—',
    { code: ticket.key },
  ]);
  return [
    ...table('Remediation plan', ['#', 'Ticket', 'Priority', 'Effort', 'Finding', 'After', 'Key'], rows, [0]),
    text('The same tickets stand in ', { code: 'tickets/jira.csv' }, ', with evidence.'),
    ...tickets.flatMap((ticket) => fold(ticket.summary, ticketBlocks(ticket))),
  ];
}

function ticketBlocks(ticket: Ticket): Block[] {
  const alert: Span[] = ticket.alert ? [' Alert: ', { code: ticket.alert }, '.'] : [];
  return [
    text(ticket.problem),
    text('The change stands with ', { finding: ticket.finding }, '. Done when:'),
    ...list(ticket.acceptance),
    ...verification(ticket.verification),
    text(`Roll back: ${ticket.rollback}`, ...alert),
  ];
}

function verification(content: string): Block[] {
  const [words = '', command] = content.split(' Then: ');
  return command === undefined ? prose(content) : [text(`Verify: ${words} Then:`), code(command, 'sh')];
}

export function method({ tool, rules, inputs }: Review): Block[] {
  const rows = rules.map(({ rule, outcome, findings, parameters }): Line[] => [
    { code: rule },
    OUTCOME_WORDS[outcome],
    formatNumber(findings),
    Object.entries(parameters)
      .map(([name, value]) => `${name} ${formatNumber(value)}`)
      .join(', ') || '—',
  ]);
  return [
    text(`${tool.name} ${tool.version}.${rules.length === 0 ? ' No rule was run.' : ''}`),
    ...table('Rules', ['Rule', 'Outcome', 'Findings', 'Parameters'], rows, [2]),
    ...fold(
      'Hashes of the inputs',
      table(
        'Hashes',
        ['Input', 'SHA-256'],
        inputs.map(({ path, sha256 }) => [{ code: path }, { code: sha256 }]),
      ),
    ),
  ];
}
