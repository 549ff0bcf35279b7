/** Monitoring and alerting, testing matrix, runbook, remediation plan, method. */
import type { Review, Ticket } from '../../model/review.js';
import { formatNumber } from '../../util/numbers.js';
import { md, mdCode, mdFence } from '../escape.js';
import { OUTCOME_WORDS } from '../words.js';
import { blocks, bullets, prose, table } from './text.js';

export function monitoring({ alerts }: Review): string {
  if (alerts.length === 0) return 'No alert is suggested: nothing was found that one would have caught.';
  return blocks(
    'The same rules stand in `monitoring/prometheus-rules.yml`. Each needs the metric that it names.',
    ...alerts.map((alert) =>
      blocks(
        `**${md(alert.name)}** (${alert.severity}, for ${alert.finding}, holds for ${md(alert.for)}): ${md(alert.summary)}`,
        mdFence(alert.expr, 'promql'),
        `Metric: ${md(alert.metric)}`,
      ),
    ),
  );
}

export function tests({ tests: rows }: Review): string {
  if (rows.length === 0) return 'No rule could judge this input, so no failure of these flows is known to test for.';
  return table(
    ['Fault', 'Inject', 'Expected', 'Check', 'Seen here'],
    rows.map(({ fault, inject, expect, check, findings }) => [md(fault), md(inject), md(expect), md(check), findings.join(', ') || 'no']),
  );
}

export function runbook({ runbook: steps }: Review): string {
  if (steps.length === 0) return 'Nothing of medium severity or above was found, so there is nothing to triage or to repair.';
  return blocks(
    ...steps.map(({ title, steps: lines, findings }) =>
      blocks(`### ${md(title)} (${findings.join(', ')})`, lines.map((line, at) => `${at + 1}. ${stepText(line)}`).join('\n')),
    ),
  );
}

/** A step that ends in a command shows it as code. */
function stepText(line: string): string {
  const command = /^(.*?: )(jq .*|caseharden .*)$/.exec(line);
  return command ? `${md(command[1] ?? '')} ${mdCode(command[2] ?? '', 400)}` : md(line);
}

export function plan({ tickets }: Review): string {
  if (tickets.length === 0) return 'No tickets: nothing was found.';
  const rows = tickets.map((ticket, at) => [
    String(at + 1),
    md(ticket.summary),
    ticket.priority,
    ticket.effort,
    ticket.finding,
    ticket.blockedBy.map((key) => mdCode(key)).join(', ') || '—',
    mdCode(ticket.key),
  ]);
  return blocks(
    table(['#', 'Ticket', 'Priority', 'Effort', 'Finding', 'After', 'Key'], rows),
    'The same tickets stand in `tickets/jira.csv`, with evidence.',
    ...tickets.map(ticketText),
  );
}

function ticketText(ticket: Ticket): string {
  return blocks(
    `### ${md(ticket.summary)}`,
    md(ticket.problem),
    ticket.recordTotal > 0
      ? `${formatNumber(ticket.recordTotal)} records harmed; the change stands with ${ticket.finding}.`
      : `The change stands with ${ticket.finding}.`,
    blocks('Done when:', bullets(ticket.acceptance.map(md))),
    `Verify: ${verification(ticket.verification)}`,
    `Roll back: ${md(ticket.rollback)}${ticket.alert ? ` Alert: ${mdCode(ticket.alert)}.` : ''}`,
  );
}

function verification(text: string): string {
  const [words = '', command] = text.split(' Then: ');
  return command === undefined ? prose(text) : `${prose(words)} Then: ${mdCode(command, 400)}`;
}

export function method({ tool, rules, inputs }: Review): string {
  const rows = rules.map(({ rule, outcome, findings, parameters }) => [
    mdCode(rule),
    OUTCOME_WORDS[outcome],
    formatNumber(findings),
    md(
      Object.entries(parameters)
        .map(([name, value]) => `${name} ${formatNumber(value)}`)
        .join(', '),
    ) || '—',
  ]);
  return blocks(
    `${tool.name} ${tool.version}. ${rules.length === 0 ? 'No rule was run.' : ''}`.trim(),
    table(['Rule', 'Outcome', 'Findings', 'Parameters'], rows, [2]),
    table(
      ['Input', 'SHA-256'],
      inputs.map(({ path, sha256 }) => [mdCode(path), mdCode(sha256)]),
    ),
  );
}
