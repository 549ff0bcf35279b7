/** The verdict: at most five lines that can be pasted into a chat. */
import type { Finding } from '../model/finding.js';
import type { Review } from '../model/review.js';
import { count, formatDuration, formatNumber, formatShare } from '../util/numbers.js';
import { formatSpan, formatTime } from '../util/times.js';
import { harmText } from './harm.js';
import { isSerious, type Material, ruleOf, subjectText, sum } from './material.js';
import { textFor } from './rule-text.js';

const SHOWN = 4;

/** What happened, how bad, what to do first. */
export function verdictOf(material: Material, parts: Pick<Review, 'span' | 'lag' | 'blindSpots' | 'claims'>): string[] {
  const serious = material.findings.filter(isSerious);
  const [first = '', ...more] = serious.length > 0 ? harmed(material, serious, parts) : healthy(material, parts);
  const hidden = material.suppressed?.length ?? 0;
  return [hidden > 0 ? `${first} ${count(hidden, 'finding')} suppressed by the configuration.` : first, ...more];
}

function harmed(material: Material, serious: readonly Finding[], { span, lag, claims }: Pick<Review, 'span' | 'lag' | 'claims'>): string[] {
  const severities = (['critical', 'high', 'medium'] as const).flatMap((severity) => {
    const found = serious.filter((finding) => finding.severity === severity).length;
    return found > 0 ? [`${formatNumber(found)} ${severity}`] : [];
  });
  const lines = [
    `${count(serious.length, 'fault')} found${spread(severities, serious.length)}. ${lookedAt(material, span)}`,
    `Harm: ${harms(serious)}.`,
  ];
  lines.push(...rootLine(serious));
  lines.push(...noticed(lag, claims));
  lines.push(`First: ${firstStep(material, serious)}`);
  return lines;
}

/** `: 1 critical, 2 high`; `, all high`; `, high`. */
function spread(severities: readonly string[], total: number): string {
  const [only = ''] = severities;
  if (severities.length > 1) return `: ${severities.join(', ')}`;
  return `, ${total > 1 ? 'all ' : ''}${only.replace(/^\S+ /, '')}`;
}

/** Two findings of one category are told apart by their subject. */
function harms(serious: readonly Finding[]): string {
  const alike = (finding: Finding) => serious.filter(({ category }) => category === finding.category).length > 1;
  const phrases = [...new Set(serious.map((finding) => harmText(finding) + (alike(finding) ? ` (${subjectText(finding.subject)})` : '')))];
  const more = phrases.length - SHOWN;
  return phrases.slice(0, SHOWN).join('; ') + (more > 0 ? `; and ${formatNumber(more)} more` : '');
}

/** The gravest chain: its root and everything that follows. */
function rootLine(serious: readonly Finding[]): string[] {
  const root = serious.find((finding) => finding.causedBy.length === 0 && finding.leadsTo.length > 0);
  if (!root) return [];
  const follows = new Set<string>(root.leadsTo);
  // a set that grows while it is walked is walked to its end
  for (const id of follows) serious.find((finding) => finding.id === id)?.leadsTo.forEach((next) => void follows.add(next));
  return [`Root: ${root.title} (${root.id}). From it ${follows.size > 1 ? 'follow' : 'follows'} ${[...follows].join(', ')}.`];
}

function noticed({ firstHarm, firstAlert, firstNotice }: Review['lag'], claims: Review['claims']): string[] {
  const told = [firstAlert, firstNotice].filter((time) => time !== null).sort()[0];
  const wrong = claims.filter(({ verdict }) => verdict === 'contradicted').length;
  const doubt = wrong > 0 ? ` The logs contradict ${count(wrong, 'claim')} of the incident report.` : '';
  if (firstHarm === null || told === undefined) return doubt === '' ? [] : [doubt.trim()];
  const by = told === firstAlert ? 'alert' : 'notice in the incident report';
  const later = formatDuration(Date.parse(told) - Date.parse(firstHarm));
  return [`Noticed: harm began ${formatTime(firstHarm)}; first ${by} ${later} later (${formatTime(told)}).${doubt}`];
}

function firstStep(material: Material, serious: readonly Finding[]): string {
  const first = [...serious].sort((a, b) => a.priority - b.priority)[0];
  if (!first) return '';
  const { summary, effort } = ruleOf(first, material.rules).remedy;
  const change = textFor(first, summary).replace(/\.$/, '');
  const named = [first.subject.operation, first.subject.target].some((name) => name !== null && change.includes(name));
  const where = named ? '' : `, ${subjectText(first.subject)}`;
  return `${change} (${first.id}${where}; a matter of ${effort}).`;
}

function lookedAt({ totals, facts }: Material, span: Review['span']): string {
  const when = span ? `, ${formatSpan(span.start, span.end)}` : '';
  const calls = sum(facts.operations, (operation) => operation.calls);
  const seen =
    calls > 0
      ? `${count(calls, 'call')} in ${count(totals.files, 'file')}`
      : `${count(totals.records, 'record')} in ${count(totals.files, 'file')}`;
  return `Looked at ${seen}${when}.`;
}

function healthy(material: Material, { span, blindSpots }: Pick<Review, 'span' | 'blindSpots'>): string[] {
  const lines = [`No finding of medium severity or above. ${lookedAt(material, span)}`];
  const calls = sum(material.facts.operations, (operation) => operation.calls);
  const ok = sum(material.facts.operations, (operation) => operation.ok + operation.replayed);
  const retried = sum(material.facts.operations, (operation) => operation.retried);
  const good = sum(material.facts.signals, ({ signal, events }) => (signal === 'succeeded' ? events : 0));
  // Where only what failed is told of as a call, a share of them would speak of a day on which nothing worked.
  if (calls > 0 && ok === 0 && good > 0)
    lines.push(
      `${count(calls, 'call')} failed in passing; ${count(good, 'line')} ${good === 1 ? 'tells' : 'tell'} of work that went well.`,
    );
  else if (calls > 0)
    lines.push(`${formatShare(ok / calls)} of the calls succeeded; repeated attempts: ${formatNumber(retried)} of ${formatNumber(calls)}.`);
  const minor = material.findings.length;
  if (minor > 0)
    lines.push(
      `${count(minor, 'minor finding')}: ${material.findings
        .slice(0, 2)
        .map(({ title }) => title)
        .join('; ')}.`,
    );
  lines.push(judged(material));
  const spot = blindSpots[0];
  lines.push(spot ? `First: nothing is urgent. To see more: ${spot.close}` : 'First: nothing is urgent.');
  return lines;
}

function judged({ outcomes }: Material): string {
  const judgedOnes = outcomes.filter(({ outcome }) => outcome === 'found' || outcome === 'clear').length;
  const blind = outcomes.length - judgedOnes;
  return `${count(judgedOnes, 'rule')} of ${formatNumber(outcomes.length)} could judge this input${blind > 0 ? `; ${formatNumber(blind)} could not, see blind spots` : ''}.`;
}
