/** Latency of the target with most time-outs: how long its answers took, and how many callers stopped waiting. */
import type { Review } from '../../model/review.js';
import { count, formatDuration } from '../../util/numbers.js';
import type { Chart } from './chart.js';
import { INK, legend, svgOf, timeAxis, valueAxis, withGaps } from './svg.js';
import { busiestTarget } from './targets.js';

export function latencyChart(review: Review): Chart | null {
  const target = busiestTarget(review, ({ timed_out }) => timed_out);
  const timed = target?.buckets.filter(({ p50_ms }) => p50_ms !== null) ?? [];
  const [first, last] = [target?.buckets[0], target?.buckets.at(-1)];
  if (!target || !first || !last || timed.length < 3) return null;
  const width = review.facts.bucket_ms;
  const middle = (at: number) => at + width / 2;
  const slowest = Math.max(...timed.map(({ p95_ms }) => p95_ms ?? 0));
  const caption = `${count(target.amount, 'call')} to ${target.name} timed out. 95 % of the answers of an interval took at most ${formatDuration(slowest)}.`;
  const line = (name: string, color: string, value: 'p50_ms' | 'p95_ms') => ({
    type: 'line',
    name,
    symbol: 'none',
    lineStyle: { color, width: 1.5 },
    itemStyle: { color },
    data: withGaps(
      target.buckets.flatMap((bucket) => (bucket[value] === null ? [] : [[middle(bucket.at_ms), bucket[value]] as const])),
      width,
    ),
  });
  const option = {
    legend: legend(['half of the answers', '95 % of the answers', 'time-outs']),
    grid: { left: 64, right: 56, top: 44, height: 140 },
    xAxis: timeAxis(first.at_ms, last.at_ms + width),
    yAxis: [
      valueAxis('time to answer', { axisLabel: { color: INK, formatter: (ms: number) => formatDuration(ms) } }),
      valueAxis('time-outs', { splitLine: { show: false }, minInterval: 1, nameTextStyle: { align: 'right' } }),
    ],
    series: [
      {
        type: 'bar',
        name: 'time-outs',
        yAxisIndex: 1,
        itemStyle: { color: 'var(--failed)' },
        data: target.buckets.filter(({ timed_out }) => timed_out > 0).map(({ at_ms, timed_out }) => [middle(at_ms), timed_out]),
      },
      line('half of the answers', 'var(--ok)', 'p50_ms'),
      line('95 % of the answers', 'var(--ink)', 'p95_ms'),
    ],
  };
  return { section: 'timeline', title: `Latency and time-outs of ${target.name}`, caption, svg: svgOf(option, 220, 'latency', caption) };
}
