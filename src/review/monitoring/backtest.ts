/** Whether an alert would have caught the incident: when, how long before anybody was told, and how often in vain. */
import type { AlertReplay, AlertTest } from '../../model/alert.js';
import { toRfc3339 } from '../../util/times.js';
import { choose } from './promql/evaluate.js';
import { parsePromql } from './promql/parse.js';
import { durationText, printPromql } from './promql/print.js';
import type { Series } from './promql/series.js';
import { type Expr, longestRange } from './promql/tree.js';
import { SCRAPE } from './recorded.js';
import { type Firing, levels, MINUTE, replay, type Span } from './replay.js';
import { roundUp, type Threshold, thresholdOf } from './threshold.js';

export interface Trial {
  readonly expr: string;
  readonly forMs: number;
  readonly series: readonly Series[];
  readonly span: Span;
  /** Windows of all findings: firing within one is no false alarm. */
  readonly harm: readonly Span[];
  /** Window of the finding that the alert is to catch. */
  readonly own: Span;
  /** First alert or human notice in the input; null when there is none. */
  readonly told: number | null;
  /** The threshold follows from something else than the quiet time. */
  readonly fixed?: boolean;
}

export type Verdict =
  | {
      readonly caught: true;
      readonly expr: string;
      /** How long it must hold, in milliseconds. */
      readonly forMs: number;
      readonly threshold: { value: number; basis: string } | null;
      readonly replay: AlertReplay;
      readonly test: AlertTest | null;
    }
  | { readonly caught: false; readonly reason: string };

/** Tests longer than this are for nobody to read, and slow to run. */
const LONGEST_TEST = 12 * 60;

/** Never throws: what cannot be replayed is not recommended. */
export function tried(trial: Trial): Verdict {
  try {
    return judged(trial, parsePromql(trial.expr));
  } catch (error) {
    if (error instanceof SyntaxError) return { caught: false, reason: `It cannot be replayed: ${error.message}.` };
    throw error;
  }
}

function judged(trial: Trial, written: Expr): Verdict {
  if (trial.series.every(({ values }) => values.every((value) => value === 0)))
    return { caught: false, reason: 'The input does not show when the harm was done, so it cannot be replayed.' };
  const knob = thresholdOf(written);
  const course = knob && courseOf(knob, trial);
  const value = knob && course && !trial.fixed ? fitted(knob, course) : null;
  const expr = knob && value !== null && value !== knob.value ? knob.with(value) : written;
  const { forMs, firings, first } = lastingFor(expr, trial);
  if (!first) return { caught: false, reason: `It would have stayed silent${silence(course, value ?? knob?.value ?? null, trial)}.` };
  return {
    caught: true,
    expr: expr === written ? trial.expr : printPromql(expr),
    forMs,
    threshold: knob && course ? { value: value ?? knob.value, basis: basisOf(knob, value ?? knob.value, course) } : null,
    replay: {
      from: toRfc3339(trial.span.from),
      to: toRfc3339(trial.span.to),
      fires: toRfc3339(first.from),
      afterHarmMinutes: minutes(first.from - trial.own.from),
      leadMinutes: trial.told === null ? null : minutes(trial.told - first.from),
      firings: firings.length,
      falseAlarms: falseAlarms(firings, trial, expr),
      baseline: course?.baseline ?? null,
      peak: course?.peak ?? null,
      variants: knob ? variants(knob, value ?? knob.value, { ...trial, forMs }) : [],
    },
    test: testOf(expr, first, firings, { ...trial, forMs }),
  };
}

/** Shorter times to hold that are tried, in minutes. */
const SHORTER = [5, 2, 1, 0];
/** A longer time to hold may tell so much later than a shorter one, no more. */
const WORTH_MS = 5 * MINUTE;

interface Lasting {
  readonly forMs: number;
  readonly firings: readonly Firing[];
  /** The first firing that tells of the harm. */
  readonly first: Firing | undefined;
}

/** As long as the rule says, unless a shorter time tells of the harm before it ends, and minutes sooner, without crying wolf more often. */
function lastingFor(expr: Expr, trial: Trial): Lasting {
  const usual = lasting(expr, trial, trial.forMs);
  // No firing that counts begins sooner than a minute before the harm: then nothing can be gained.
  if (usual.first !== undefined && usual.first.from <= Math.min(trial.own.to, trial.own.from - MINUTE + WORTH_MS)) return usual;
  const shorter = SHORTER.map((minute) => minute * MINUTE).filter((ms) => ms < trial.forMs);
  const most = falseAlarms(usual.firings, trial, expr);
  const during = [usual, ...shorter.map((ms) => lasting(expr, trial, ms))].filter(
    ({ firings, first }) => first !== undefined && first.from <= trial.own.to && falseAlarms(firings, trial, expr) <= most,
  );
  const begins = ({ first }: Lasting) => first?.from ?? Number.POSITIVE_INFINITY;
  const soonest = Math.min(...during.map(begins));
  return during.find((one) => begins(one) <= soonest + WORTH_MS) ?? usual;
}

function lasting(expr: Expr, trial: Trial, forMs: number): Lasting {
  const firings = replay(expr, forMs, trial.series, trial.span);
  return { forMs, firings, first: firings.find((one) => catches(one, trial, expr)) };
}

/** Two digits behind the point: a tenth of a minute would put a first line six seconds off. */
const minutes = (ms: number): number => Math.round(ms / 600) / 100;

/** What is counted over a range still shows it for so long after it ended. */
const tail = (expr: Expr, { forMs }: Trial): number => longestRange(expr) + forMs + 2 * MINUTE;

function catches({ from, to }: Firing, trial: Trial, expr: Expr): boolean {
  return from <= trial.own.to + tail(expr, trial) && to > trial.own.from && from >= trial.own.from - MINUTE;
}

function falseAlarms(firings: readonly Firing[], trial: Trial, expr: Expr): number {
  return firings.filter(({ from, to }) => !trial.harm.some((one) => from <= one.to + tail(expr, trial) && to > one.from)).length;
}

interface Course {
  readonly baseline: number | null;
  readonly peak: number | null;
}

/** The greatest level outside of all harm, and within the own. */
function courseOf({ level }: Threshold, trial: Trial): Course {
  const values = levels(level, trial.series, trial.span);
  const after = tail(level, trial);
  let [baseline, peak]: [number | null, number | null] = [null, null];
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) return;
    const at = trial.span.from + index * MINUTE;
    if (at >= trial.own.from && at <= trial.own.to + after) peak = Math.max(peak ?? value, value);
    else if (!trial.harm.some((one) => at >= one.from && at <= one.to + after)) baseline = Math.max(baseline ?? value, value);
  });
  return { baseline, peak };
}

/** A threshold that the quiet time reaches would cry wolf: then it is set half above that, as long as the harm still stands out. */
const ABOVE_BASELINE = 1.5;

function fitted({ value }: Threshold, { baseline, peak }: Course): number {
  if (baseline === null || peak === null || baseline < value) return value;
  const raised = roundUp(baseline * ABOVE_BASELINE);
  return raised > value && raised < peak ? raised : value;
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

function basisOf(knob: Threshold, value: number, { baseline, peak }: Course): string {
  const before = baseline === null ? 'Nothing was measured outside of the harm' : `Highest outside of the harm ${short(baseline)}`;
  const seen = `${before}, in the incident ${peak === null ? 'nothing' : short(peak)}`;
  if (value !== knob.value) return `${seen}; raised from ${short(knob.value)} to half above the quiet time.`;
  if (baseline !== null && (baseline > value || (baseline === value && value > 0)))
    return `${seen}; ${short(value)} is kept, since a higher one would see the harm late or never.`;
  if (value === 0) return `${seen}; any is one too many.`;
  return baseline === null ? `${seen}; ${short(value)} is the default.` : `${seen}; ${short(value)} lies between.`;
}

function silence(course: Course | null, value: number | null, { forMs }: Trial): string {
  if (course?.peak == null) return '';
  const rose = `: what it compares rose to ${short(course.peak)} at most`;
  return value !== null && course.peak > value && forMs > 0 ? `${rose}, and not for ${durationText(forMs)} while the harm was seen` : rose;
}

/** Half and twice the threshold; where it is zero, more than four. */
function variants(knob: Threshold, value: number, trial: Trial): AlertReplay['variants'] {
  const others = value === 0 ? [['looser', 4] as const] : [['tighter', value / 2] as const, ['looser', value * 2] as const];
  return others.map(([change, threshold]) => {
    const expr = knob.with(threshold);
    const firings = replay(expr, trial.forMs, trial.series, trial.span);
    const first = firings.find((one) => catches(one, trial, expr));
    return { change, threshold, fires: first ? toRfc3339(first.from) : null, falseAlarms: falseAlarms(firings, trial, expr) };
  });
}

/** The minutes before the first firing, as far as the expression looks back. */
function testOf(expr: Expr, first: Firing, firings: readonly Firing[], trial: Trial): AlertTest | null {
  const from = Math.max(trial.span.from, first.from - longestRange(expr) - trial.forMs - 10 * MINUTE);
  const to = first.from + MINUTE;
  if ((to - from) / MINUTE > LONGEST_TEST) return null;
  const series = [...new Set([...choose(expr, trial.series).values()].flat())].map((one) => ({
    series: seriesName(one),
    values: valuesBetween(one, from, to),
  }));
  const earlier = firings.some((one) => one.from < first.from && one.to > first.from - MINUTE);
  const firesMinute = (first.from - from) / MINUTE;
  return {
    from: toRfc3339(from + SCRAPE),
    series,
    silentMinute: firesMinute > 0 && !earlier ? firesMinute - 1 : null,
    firesMinute,
    labels: firings.filter((one) => one.from <= first.from && one.to > first.from).map(({ labels }) => labels),
  };
}

function seriesName({ metric, labels }: Series): string {
  return `${metric}{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`)
    .join(',')}}`;
}

/** Counters begin where they stood; the difference alone counts. */
function valuesBetween({ times, values }: Series, from: number, to: number): string {
  const byTime = new Map(times.map((time, at) => [time, values[at] ?? 0]));
  return Array.from({ length: Math.round((to - from) / MINUTE) }, (_, at) => byTime.get(from + SCRAPE + at * MINUTE) ?? '_').join(' ');
}
