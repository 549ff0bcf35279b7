/** Attempts against operations: how many of the calls are first attempts, and how many repeat one. */
import type { Review } from '../../model/review.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import type { Chart } from './chart.js';
import { type Interval, intervalsOf } from './intervals.js';
import { legend, svgOf, timeAxis, valueAxis } from './svg.js';

/** Fewer repeats than this make no picture. */
const LEAST_REPEATED = 20;

export function attemptsChart(review: Review): Chart | null {
  const intervals = intervalsOf(review);
  const [first, last] = [intervals[0], intervals.at(-1)];
  const repeated = intervals.reduce((sum, interval) => sum + interval.repeated, 0);
  if (!first || !last || intervals.length < 3 || repeated < LEAST_REPEATED) return null;
  const width = review.facts.bucket_ms;
  const calls = intervals.reduce((sum, interval) => sum + interval.calls, 0);
  const caption = `${formatNumber(repeated)} of ${count(calls, 'call')} repeat an earlier attempt of the same operation.`;
  const series = (name: string, color: string, value: (interval: Interval) => number) => ({
    type: 'line',
    name,
    stack: 'calls',
    step: 'middle',
    symbol: 'none',
    lineStyle: { width: 1, color },
    itemStyle: { color },
    areaStyle: { color, opacity: 0.85 },
    data: intervals.map((interval) => [interval.at + width / 2, value(interval)]),
  });
  const option = {
    legend: legend(['first attempts', 'repeated attempts']),
    grid: { left: 56, right: 12, top: 44, height: 140 },
    xAxis: timeAxis(first.at, last.at + width),
    yAxis: valueAxis(`calls in ${formatDuration(width)}`),
    series: [
      series('first attempts', 'var(--ok)', (interval) => interval.calls - interval.repeated),
      series('repeated attempts', 'var(--failed)', (interval) => interval.repeated),
    ],
  };
  return { section: 'timeline', title: 'Attempts against operations', caption, svg: svgOf(option, 220, 'attempts', caption) };
}
