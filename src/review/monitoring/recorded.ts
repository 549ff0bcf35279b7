/** The series that Prometheus would hold, had the metrics been emitted: scraped each minute at the half minute. */
import type { Finding } from '../../model/finding.js';
import type { CountRow, LevelRow, MetricCatalogue } from '../../model/metric.js';
import { metricCatalogue } from './catalogue.js';
import { countUntil, type Series } from './promql/series.js';
import { type Expr, selectorsOf } from './promql/tree.js';
import { MINUTE, type Span } from './replay.js';
import type { Scene } from './scene.js';

export type CatalogueMetric = MetricCatalogue['metrics'][number];

/** Half a minute before and after each evaluation: whether a range holds its own edge makes no difference then. */
export const SCRAPE = 30_000;

/** Scrapes from `from` to `to`, both whole minutes. */
function scrapes({ from, to }: Span): number[] {
  return Array.from({ length: Math.max(0, Math.round((to - from) / MINUTE)) }, (_, at) => from + SCRAPE + at * MINUTE);
}

/**
 * Series of the metrics that an expression names.
 * @param harm when each piece of harm of the finding was done, in milliseconds UTC.
 */
export function seriesFor(expr: Expr, finding: Finding, harm: readonly number[], { counted, recorded, span }: Scene): Series[] {
  const names = [...new Set(selectorsOf(expr).flatMap(({ metric }) => metric ?? []))];
  return names.flatMap((name) => {
    const metric = metricCatalogue().metrics.find(({ prometheus }) => prometheus === name);
    if (metric?.replay === 'harm' || metric?.replay === 'harm_level') return [harmSeries(metric, expr, finding, harm, span)];
    if (metric?.replay === 'depth') return depthSeries(metric, finding, recorded.depths, span);
    return counted.get(name) ?? [];
  });
}

/** A counter for each combination of labels, 0 from the begin. */
export function countSeries({ prometheus, replay }: CatalogueMetric, rows: readonly CountRow[], span: Span): Series[] {
  const groups = new Map<string, { labels: Record<string, string>; slots: Map<number, number> }>();
  for (const row of rows) {
    if (row.kind !== replay) continue;
    const labels = labelsOf(row);
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? { labels, slots: new Map() };
    group.slots.set(row.slot, (group.slots.get(row.slot) ?? 0) + row.n);
    groups.set(key, group);
  }
  const times = scrapes(span);
  return [...groups.values()].map(({ labels, slots }) => {
    const early = [...slots].reduce((sum, [slot, n]) => (slot * MINUTE + SCRAPE < (times[0] ?? 0) ? sum + n : sum), 0);
    let total = early;
    const values = times.map((at) => {
      total += slots.get((at - SCRAPE) / MINUTE) ?? 0;
      return total;
    });
    return { metric: prometheus, labels, times, values };
  });
}

/** An attribute without a value is left out. */
function labelsOf({ kind, source, target, operation, label, status }: CountRow): Record<string, string> {
  const outcome = kind === 'retries' ? 'reason' : 'outcome';
  const all = { source, target, operation, [outcome]: label, status: status === null ? null : String(status) };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]])));
}

/** Pieces of harm counted up; as a level that tells of each some time after it. */
function harmSeries(
  { prometheus, labels: names, after_ms }: CatalogueMetric,
  expr: Expr,
  finding: Finding,
  harm: readonly number[],
  span: Span,
): Series {
  const sorted = harm.map((at) => at + after_ms).sort((a, b) => a - b);
  const times = scrapes(span);
  const own = Object.fromEntries(names.flatMap((name) => harmLabel(name, expr, finding)));
  return { metric: prometheus, labels: own, times, values: times.map((at) => countUntil(sorted, at)) };
}

/** The subject names its labels; others are what the expression asks for, or the cause. */
function harmLabel(name: string, expr: Expr, { subject, cause }: Finding): [string, string][] {
  if (name === 'source' || name === 'target' || name === 'operation') return subject[name] === null ? [] : [[name, subject[name]]];
  const asked = selectorsOf(expr)
    .flatMap(({ matchers }) => matchers)
    .find((matcher) => matcher.label === name && matcher.op === '=');
  if (asked) return [[name, asked.value]];
  return cause === null ? [] : [[name, cause]];
}

/** Queues of the finding, or all where it names none. */
function depthSeries({ prometheus }: CatalogueMetric, { subject }: Finding, rows: readonly LevelRow[], span: Span): Series[] {
  const own = rows.filter(({ metric }) => subject.operation === null || metric === subject.operation);
  return levelSeries(own, span, ({ metric }) => ({ metric: prometheus, labels: { queue: metric } }));
}

/** A level keeps its value until the next one, no longer than twice the usual step between two. */
export function levelSeries(
  rows: readonly LevelRow[],
  span: Span,
  name: (row: LevelRow) => { readonly metric: string; readonly labels: Readonly<Record<string, string>> },
): Series[] {
  const groups = new Map<string, LevelRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.file, row.metric, row.labels]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const at = group.map(({ at_ms }) => at_ms);
    const steps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    const usual = [...steps].sort((a, b) => a - b)[steps.length >> 1] ?? MINUTE;
    const samples = scrapes(span).flatMap((time) => {
      const last = countUntil(at, time) - 1;
      const row = group[last];
      return row && time - row.at_ms < Math.max(2 * usual, MINUTE) ? [{ time, value: row.value }] : [];
    });
    return [{ ...name(first), times: samples.map(({ time }) => time), values: samples.map(({ value }) => value) }];
  });
}
