/** Two audits: what is new, worse, unchanged, better and gone, and which blind spots opened or closed. */
import { type ComparedFinding, type Comparison, FindingChange } from '../../model/comparison.js';
import { type Finding, SEVERITIES } from '../../model/finding.js';
import type { Review } from '../../model/review.js';
import { count } from '../../util/numbers.js';
import { sum } from '../material.js';
import { judge, measureChanges } from './judge.js';
import { type Pair, pairFindings } from './pair.js';
import { trafficOf, workOf } from './traffic.js';

/** Pure: the same two reviews give the same comparison. */
export function compareReviews(before: Review, after: Review, version: string): Comparison {
  const findings = pairFindings(allOf(before), allOf(after))
    .map((pair) => compared(pair, before, after))
    .sort(worstFirst);
  const counts = Object.fromEntries(
    FindingChange.options.map((change) => [change, findings.filter((one) => one.change === change).length]),
  );
  const blindSpots = spotsOf(before, after);
  const comparison = { before: sideOf(before), after: sideOf(after), counts: counts as Comparison['counts'], findings, blindSpots };
  return { schemaVersion: '1', tool: { name: 'caseharden', version }, verdict: verdictOf(comparison), ...comparison };
}

/** A suppressed finding is still there. */
const allOf = ({ findings, suppressed }: Review): Finding[] => [...findings, ...suppressed];

function compared(pair: Pair, before: Review, after: Review): ComparedFinding {
  const finding = (pair.after ?? pair.before) as Finding;
  const traffic = trafficOf(before, after, finding.subject);
  const counted = (pair.after ? after : before).ruleTexts[finding.rule]?.counted ?? [];
  const measures = measureChanges(pair.before, pair.after, counted, traffic);
  return {
    ...changeOf(pair, before, after, () => judge(pair.before as Finding, pair.after as Finding, measures, traffic)),
    fingerprint: finding.fingerprint,
    rule: finding.rule,
    category: finding.category,
    subject: finding.subject,
    before: seen(pair.before),
    after: seen(pair.after),
    renamed: pair.renamed,
    traffic,
    measures,
  };
}

function changeOf(pair: Pair, before: Review, after: Review, judged: () => Pick<ComparedFinding, 'change' | 'reason'>) {
  if (pair.before && pair.after) return judged();
  const finding = (pair.after ?? pair.before) as Finding;
  const [here, there] = pair.after ? [after, before] : [before, after];
  if (pair.after)
    return {
      change: 'new' as const,
      reason: couldJudge(there, finding) ? 'the earlier input has nothing of it' : 'the earlier input could not tell',
    };
  if (!couldJudge(there, finding))
    return { change: 'not_judged' as const, reason: 'the later input cannot tell; see the blind spots that opened' };
  const { basis, before: then, after: now } = trafficOf(here, there, finding.subject);
  if (basis === 'work' && then > 0 && now === 0)
    return { change: 'not_judged' as const, reason: 'the later input shows no work of this operation' };
  return { change: 'gone' as const, reason: 'the later input shows such work and no such fault' };
}

/** Whether the rule ran and could judge that system. */
function couldJudge(review: Review, { rule, subject }: Finding): boolean {
  const outcome = review.rules.find((one) => one.rule === rule);
  if (!outcome || outcome.outcome === 'not_judged' || outcome.outcome === 'error') return false;
  return !outcome.blind.some(({ targets }) => subject.target !== null && targets.includes(subject.target));
}

const seen = (finding: Finding | null): ComparedFinding['before'] =>
  finding && { id: finding.id, severity: finding.severity, title: finding.title, suppressed: finding.state === 'suppressed' };

const ORDER: readonly FindingChange[] = ['new', 'worse', 'unchanged', 'better', 'not_judged', 'gone'];

function worstFirst(a: ComparedFinding, b: ComparedFinding): number {
  const [x, y] = [a.after ?? a.before, b.after ?? b.before];
  const rank = (one: typeof x) => SEVERITIES.indexOf(one?.severity ?? 'info');
  return ORDER.indexOf(a.change) - ORDER.indexOf(b.change) || rank(x) - rank(y) || ((x?.id ?? '') < (y?.id ?? '') ? -1 : 1);
}

function sideOf(review: Review): Comparison['before'] {
  const { span, totals, facts, findings, suppressed } = review;
  const calls = sum(facts.operations, (one) => one.calls);
  return { span, files: totals.files, calls, work: workOf(review), findings: findings.length, suppressed: suppressed.length };
}

function spotsOf(before: Review, after: Review): Comparison['blindSpots'] {
  const without = (spots: Review['blindSpots'], others: Review['blindSpots']) =>
    spots.filter(({ what, close }) => !others.some((other) => other.what === what && other.close === close));
  return { opened: without(after.blindSpots, before.blindSpots), closed: without(before.blindSpots, after.blindSpots) };
}

function verdictOf({ counts, findings, blindSpots }: Pick<Comparison, 'counts' | 'findings' | 'blindSpots'>): string[] {
  const said = FindingChange.options.flatMap((change) => (counts[change] > 0 ? [`${counts[change]} ${change.replace('_', ' ')}`] : []));
  const lines = [said.length > 0 ? `${count(findings.length, 'finding')} compared: ${said.join(', ')}.` : 'Neither audit found anything.'];
  const first = findings.find(({ change }) => change === 'new' || change === 'worse');
  lines.push(first?.after ? `First: ${first.after.title} (${first.after.id}, ${first.change}).` : 'Nothing is new, nothing got worse.');
  const { opened, closed } = blindSpots;
  if (opened.length + closed.length > 0) lines.push(`Blind spots: ${opened.length} opened, ${closed.length} closed.`);
  return lines;
}
