/** Tickets: one per fault, small enough for one owner, provable when done. */
import type { Finding, Severity } from '../model/finding.js';
import type { Ticket } from '../model/review.js';
import { formatNumber } from '../util/numbers.js';
import { formatSpan } from '../util/times.js';
import { type Material, ruleOf } from './material.js';
import { textFor } from './rule-text.js';

const PRIORITY: Readonly<Record<Severity, Ticket['priority']>> = {
  critical: 'Highest',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Low',
};
const MOST_LINES = 5;
const MOST_KEYS = 20;

/** In the order of the remediation plan. */
export function ticketsOf(material: Material, alertNames: ReadonlyMap<string, string>): Ticket[] {
  const keys = ticketKeys(material.findings);
  return [...material.findings]
    .sort((a, b) => a.priority - b.priority)
    .map((finding) => ticketOf(finding, material, alertNames.get(finding.id) ?? null, keys));
}

/** Eight characters of the fingerprint, as many more as it takes to tell two findings apart. */
function ticketKeys(findings: readonly Finding[]): ReadonlyMap<string, string> {
  const unique = (length: number) => new Set(findings.map(({ fingerprint }) => fingerprint.slice(0, length))).size === findings.length;
  const length = [8, 12, 16].find(unique) ?? 16;
  return new Map(findings.map(({ id, fingerprint }) => [id, `caseharden-${fingerprint.slice(0, length)}`]));
}

function ticketOf(finding: Finding, material: Material, alert: string | null, keys: ReadonlyMap<string, string>): Ticket {
  const rule = ruleOf(finding, material.rules);
  const text = (template: string) => textFor(finding, template);
  return {
    key: keys.get(finding.id) ?? '',
    finding: finding.id,
    summary: summaryOf(finding, rule.remedy.summary),
    problem: problemOf(finding, text(rule.why)),
    evidence: finding.evidence.slice(0, MOST_LINES).map(({ file, line, excerpt, why }) => ({ place: `${file}:${line}`, excerpt, why })),
    records: finding.records.keys.slice(0, MOST_KEYS),
    recordTotal: finding.records.total,
    change: text(rule.remedy.change),
    acceptance: rule.remedy.accept.map(text),
    verification: `${text(rule.remedy.verify)} Then: caseharden audit NEW_LOGS --out after && ! grep -q ${finding.fingerprint} after/findings.json`,
    alert,
    rollback: text(rule.remedy.rollback),
    effort: rule.remedy.effort,
    priority: PRIORITY[finding.severity],
    labels: [
      'caseharden',
      keys.get(finding.id) ?? '',
      finding.category.replace(/_/g, '-'),
      rule.remedy.control.replace(/_/g, '-'),
      `severity-${finding.severity}`,
    ],
    component: finding.subject.source ?? finding.subject.target,
    blockedBy: finding.causedBy.flatMap((cause) => keys.get(cause) ?? []),
  };
}

/** A summary that does not name its subject gets it in front. */
function summaryOf(finding: Finding, template: string): string {
  const where = finding.subject.operation ?? finding.subject.target;
  const filled = textFor(finding, template).replace(/\.$/, '');
  const text = (where && !filled.includes(where) ? `${where}: ${filled}` : filled).replace(/\s+/g, ' ');
  return text.length <= 200 ? text : `${[...text].slice(0, 199).join('')}…`;
}

function problemOf(finding: Finding, why: string): string {
  const when = finding.window ? ` Seen ${formatSpan(finding.window.start, finding.window.end)}.` : '';
  const records = finding.records.total > 0 ? ` Records harmed: ${formatNumber(finding.records.total)}.` : '';
  const causes = finding.causedBy.length > 0 ? ` It follows from ${finding.causedBy.join(', ')}.` : '';
  return `${finding.title.replace(/\.?$/, '.')}${when}${records}${causes} ${why}`;
}
