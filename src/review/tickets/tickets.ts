/** Tickets: one per fault, small enough for one owner, provable when done. */
import { type Finding, SEVERITIES, type Severity } from '../../model/finding.js';
import { ownerOf } from '../../model/owner.js';
import type { Rule } from '../../model/rule.js';
import type { Ticket } from '../../model/ticket.js';
import { formatNumber } from '../../util/numbers.js';
import { formatSpan } from '../../util/times.js';
import { type Material, ruleOf } from '../material.js';
import { textFor } from '../rule-text.js';
import { exampleOf } from './examples.js';
import { faultsOf } from './groups.js';
import { verificationOf } from './verification.js';

const PRIORITY: Readonly<Record<Severity, Ticket['priority']>> = {
  critical: 'Highest',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Low',
};
const EFFORTS = ['hours', 'days', 'weeks'] as const;
const MOST_LINES = 5;
const MOST_KEYS = 20;

/**
 * The key depends on the fingerprint alone, so that every audit of the same fault gives the same one. Twelve
 * hexadecimal characters: with ten thousand tickets in a tracker the odds of two alike are one in five million.
 */
export function ticketKey(fingerprint: string): string {
  return `caseharden-${fingerprint.slice(0, 12)}`;
}

/** In the order of the remediation plan. @param alertNames name of the alert that would have caught a finding, by its id. */
export function ticketsOf(material: Material, alertNames: ReadonlyMap<string, string>): Ticket[] {
  const faults = faultsOf(material.findings, material.rules);
  const keys = new Map(faults.flatMap((group) => group.map(({ id }) => [id, ticketKey(group[0]?.fingerprint ?? '')] as const)));
  return blocked(faults.flatMap((group) => ticketOf(group, material, alertNames, keys)));
}

function ticketOf(
  group: readonly Finding[],
  material: Material,
  alertNames: ReadonlyMap<string, string>,
  keyOf: ReadonlyMap<string, string>,
): Ticket[] {
  const [first] = group;
  if (!first) return [];
  const rules = group.map((finding) => ruleOf(finding, material.rules));
  const { control } = rules[0]?.remedy ?? { control: 'monitoring' };
  const severity = SEVERITIES.find((one) => group.some((finding) => finding.severity === one)) ?? first.severity;
  const keys = group.map(({ fingerprint }) => ticketKey(fingerprint));
  const causes = [...new Set(group.flatMap(({ causedBy }) => causedBy.flatMap((id) => keyOf.get(id) ?? [])))].filter(
    (key) => key !== keys[0],
  );
  const ticket: Ticket = {
    key: keys[0] ?? '',
    keys,
    finding: first.id,
    findings: group.map(({ id }) => id),
    fingerprints: group.map(({ fingerprint }) => fingerprint),
    rules: [...new Set(group.map(({ rule }) => rule))],
    category: first.category,
    severity,
    summary: summaryOf(first, rules[0]?.remedy.summary ?? first.title),
    problem: group.map((finding, at) => problemOf(finding, rules[at])).join(' '),
    window: windowOf(group),
    evidence: evidenceOf(group),
    records: allKeys(group).slice(0, MOST_KEYS),
    recordTotal: recordTotal(group),
    change: changeOf(group, rules),
    example: exampleOf(first, control, material),
    acceptance: [...new Set(group.flatMap((finding, at) => rules[at]?.remedy.accept.map((line) => textFor(finding, line)) ?? []))],
    verification: verificationOf(group, rules, material),
    alert: group.flatMap(({ id }) => alertNames.get(id) ?? [])[0] ?? null,
    rollback: [...new Set(group.map((finding, at) => textFor(finding, rules[at]?.remedy.rollback ?? '')))].join(' '),
    effort: EFFORTS[Math.max(...rules.map(({ remedy }) => EFFORTS.indexOf(remedy.effort)))] ?? 'days',
    priority: PRIORITY[severity],
    labels: [...labelsOf(group, keys, control, severity), ...(ownerOf(material.owners ?? {}, first.subject)?.owner.labels ?? [])],
    ...ownership(first, material),
    blockedBy: [],
    causedBy: causes,
  };
  return [ticket];
}

/** Most mends are the caller's; the configuration says who that is. */
function ownership({ subject }: Finding, { owners = {} }: Material) {
  const owner = ownerOf(owners, subject)?.owner;
  return {
    component: owner?.component ?? subject.source ?? subject.target,
    componentFrom: owner?.component === undefined ? ('input' as const) : ('configuration' as const),
    team: owner?.team ?? null,
    assignee: owner?.assignee ?? null,
    project: owner?.project ?? null,
    fields: owner?.fields ?? {},
  };
}

/**
 * Causes are mended first. Dead letters are not replayed before a repeat is safe at their target: the replay would do
 * again what was done already.
 */
function blocked(tickets: readonly Ticket[]): Ticket[] {
  return tickets.map((ticket) => {
    const safety = tickets.filter(
      (other) =>
        ticket.labels.includes('dead-letter') &&
        other.labels.includes('idempotency') &&
        other.component === ticket.component &&
        !other.causedBy.includes(ticket.key),
    );
    return { ...ticket, blockedBy: [...new Set([...ticket.causedBy, ...safety.map(({ key }) => key)])] };
  });
}

function labelsOf(group: readonly Finding[], keys: readonly string[], control: string, severity: Severity): string[] {
  const categories = group.map(({ category }) => category);
  return [...new Set(['caseharden', ...keys, ...[...categories, control].map((word) => word.replace(/_/g, '-')), `severity-${severity}`])];
}

/** A summary that does not name its subject gets it in front. */
function summaryOf(finding: Finding, template: string): string {
  const { operation, target } = finding.subject;
  const filled = textFor(finding, template).replace(/\.$/, '');
  const named = [operation, target].some((name) => name !== null && filled.includes(name));
  const where = named ? null : (operation ?? target);
  const text = (where ? `${where}: ${filled}` : filled).replace(/\s+/g, ' ');
  return [...text].length <= 200 ? text : `${[...text].slice(0, 199).join('')}…`;
}

function problemOf(finding: Finding, rule: Rule | undefined): string {
  const when = finding.window ? ` Seen ${formatSpan(finding.window.start, finding.window.end)}.` : '';
  const records = finding.records.total > 0 ? ` Records harmed: ${formatNumber(finding.records.total)}.` : '';
  const causes = finding.causedBy.length > 0 ? ` It follows from ${finding.causedBy.join(', ')}.` : '';
  return `${finding.title.replace(/\.?$/, '.')}${when}${records}${causes} ${rule ? textFor(finding, rule.why) : ''}`.trim();
}

/** One change where the findings of the group ask for one; otherwise each under the name of its part. */
function changeOf(group: readonly Finding[], rules: readonly Rule[]): string {
  const parts = group.map((finding, at) => ({
    title: textFor(finding, rules[at]?.remedy.summary ?? ''),
    text: textFor(finding, rules[at]?.remedy.change ?? '').trim(),
  }));
  const different = parts.filter(({ text }, at) => parts.findIndex((one) => one.text === text) === at);
  return different.length === 1
    ? (different[0]?.text ?? '')
    : different.map(({ title, text }, at) => (at === 0 ? text : `**${title}.** ${text}`)).join('\n\n');
}

function windowOf(group: readonly Finding[]): Ticket['window'] {
  const windows = group.flatMap(({ window }) => window ?? []).sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const end = windows.map((window) => window.end).sort((a, b) => Date.parse(b) - Date.parse(a))[0];
  return windows[0] && end ? { start: windows[0].start, end } : null;
}

function evidenceOf(group: readonly Finding[]): Ticket['evidence'] {
  const each = Math.max(2, Math.floor(MOST_LINES / group.length));
  return group
    .flatMap(({ evidence }) => evidence.slice(0, group.length === 1 ? MOST_LINES : each))
    .slice(0, MOST_LINES)
    .map(({ file, line, excerpt, why }) => ({ file, line, excerpt, why }));
}

function allKeys(group: readonly Finding[]): string[] {
  return [...new Set(group.flatMap(({ records }) => records.keys))];
}

/** Keys are listed up to a bound: beyond it the greatest total is the least that is certain. */
function recordTotal(group: readonly Finding[]): number {
  const all = group.every(({ records }) => records.keys.length === records.total);
  return all ? allKeys(group).length : Math.max(...group.map(({ records }) => records.total));
}
