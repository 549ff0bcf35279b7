/** Whether a fault got worse: its numbers then and now, measured against the traffic. */
import type { FindingChange, MeasureChange, Traffic } from '../../model/comparison.js';
import type { Finding } from '../../model/finding.js';
import { count, formatNumber } from '../../util/numbers.js';
import { measureText } from '../../util/units.js';

/** Less than a quarter more or less is the same: no two months are alike, and the number asks for action. */
const NOTABLE = 1.25;
/** Standard deviations by which two rates must be apart: chance alone gives that in one of twenty comparisons. */
const BEYOND_CHANCE = 1.96;

export interface Judgement {
  readonly change: FindingChange;
  readonly reason: string;
}

/** Numbers of both; what grows with the traffic also as it would be with the traffic of now. */
export function measureChanges(
  before: Finding | null,
  after: Finding | null,
  counted: readonly string[],
  traffic: Traffic,
): MeasureChange[] {
  const [a, b] = [numbersOf(before), numbersOf(after)];
  const factor = traffic.before > 0 ? traffic.after / traffic.before : null;
  return [...new Set([...Object.keys(b), ...Object.keys(a)])].map((name) => {
    const grows = name === 'records' || counted.includes(name);
    const then = a[name] ?? null;
    return { name, before: then, after: b[name] ?? null, expected: then === null || factor === null || !grows ? null : then * factor };
  });
}

/** Records harmed are told by rules under that name; where a rule has no such measure, the total stands for it. */
function numbersOf(finding: Finding | null): Readonly<Record<string, number>> {
  if (finding === null) return {};
  return finding.records.total > 0 && finding.measures.records === undefined
    ? { records: finding.records.total, ...finding.measures }
    : finding.measures;
}

/** Judges a fault that both audits found. */
export function judge(before: Finding, after: Finding, measures: readonly MeasureChange[], traffic: Traffic): Judgement {
  const main = measures.find((one) => one.name === 'records' && one.expected !== null) ?? measures.find((one) => one.expected !== null);
  if (main && main.after !== null && main.expected !== null && main.before !== null) return byRate(main, traffic);
  const other = measures.find((one) => one.before !== null && one.after !== null && one.before > 0);
  if (other) return bySize(other);
  const same = before.severity === after.severity;
  return {
    change: 'unchanged',
    reason: same ? `still ${after.severity}` : `${before.severity} before, ${after.severity} now; no number to compare`,
  };
}

function byRate({ name, before, after, expected }: MeasureChange, traffic: Traffic): Judgement {
  const [then, now, due] = [before as number, after as number, expected as number];
  const factor = traffic.after / traffic.before;
  const apart = (now - due) / Math.sqrt(Math.max(1, now + then * factor * factor));
  const words = `${name.replace(/_/g, ' ')} ${measureText(name, then)} then, ${measureText(name, now)} now; ${measureText(name, roundedLike(due))} would be due with ${trafficWords(traffic)}`;
  if (now > due * NOTABLE && apart > BEYOND_CHANCE) return { change: 'worse', reason: words };
  if (now * NOTABLE < due && apart < -BEYOND_CHANCE) return { change: 'better', reason: words };
  return { change: 'unchanged', reason: words };
}

function bySize({ name, before, after }: MeasureChange): Judgement {
  const [then, now] = [before as number, after as number];
  const words = `${name.replace(/_/g, ' ')} ${measureText(name, then)} then, ${measureText(name, now)} now`;
  return { change: now > then * NOTABLE ? 'worse' : now * NOTABLE < then ? 'better' : 'unchanged', reason: words };
}

const roundedLike = (value: number): number => (value >= 10 ? Math.round(value) : Math.round(value * 10) / 10);

const BASIS: Readonly<Record<Traffic['basis'], string>> = {
  work: 'piece of work of this operation',
  work_of_target: 'piece of work at this target',
  all_work: 'piece of work',
  records: 'record read',
  none: 'record',
};

/** `1,204 pieces of work of this operation instead of 980`. */
export function trafficWords({ basis, before, after }: Traffic): string {
  const noun = BASIS[basis];
  return `${count(after, noun, noun.replace(/^(piece|record)/, '$1s'))} instead of ${formatNumber(before)}`;
}
