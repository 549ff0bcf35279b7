/** The limit of the target that refused most: calls, refusals and the budget left. */
import type { Review } from '../../model/review.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import type { Chart } from './chart.js';
import { legend, svgOf, timeAxis, valueAxis, withGaps } from './svg.js';
import { busiestTarget } from './targets.js';

/** Single refusals that were waited out make no picture. */
const LEAST_THROTTLED = 10;

export function limitsChart(review: Review): Chart | null {
  const target = busiestTarget(review, ({ throttled }) => throttled);
  const [first, last] = [target?.buckets[0], target?.buckets.at(-1)];
  if (!target || !first || !last || target.amount < LEAST_THROTTLED || target.buckets.length < 3) return null;
  const width = review.facts.bucket_ms;
  const middle = (at: number) => at + width / 2;
  const budget = target.buckets.flatMap(({ at_ms, least_remaining }) =>
    least_remaining === null ? [] : [[middle(at_ms), least_remaining] as const],
  );
  const stated = budget.length >= 3;
  const caption = `${target.name} refused ${formatNumber(target.amount)} of ${count(
    target.buckets.reduce((sum, { calls }) => sum + calls, 0),
    'call',
  )} for its limit${stated ? '; the line is the least budget left that its answers stated' : ''}.`;
  const option = {
    legend: legend(['accepted', 'throttled', ...(stated ? ['budget left'] : [])]),
    grid: { left: 56, right: stated ? 56 : 12, top: 44, height: 140 },
    xAxis: timeAxis(first.at_ms, last.at_ms + width),
    yAxis: [
      valueAxis(`calls in ${formatDuration(width)}`),
      // The legend stands above this axis and names its line.
      valueAxis('', { splitLine: { show: false } }),
    ],
    series: [
      {
        type: 'bar',
        name: 'throttled',
        stack: 'calls',
        itemStyle: { color: 'var(--throttled)' },
        data: target.buckets.map(({ at_ms, throttled }) => [middle(at_ms), throttled]),
      },
      {
        type: 'bar',
        name: 'accepted',
        stack: 'calls',
        itemStyle: { color: 'var(--ok)' },
        data: target.buckets.map(({ at_ms, calls, throttled }) => [middle(at_ms), calls - throttled]),
      },
      ...(stated
        ? [
            {
              type: 'line',
              name: 'budget left',
              yAxisIndex: 1,
              symbol: 'none',
              lineStyle: { color: 'var(--ink)', width: 1.5 },
              itemStyle: { color: 'var(--ink)' },
              data: withGaps(budget, width),
            },
          ]
        : []),
    ],
  };
  return { section: 'timeline', title: `The limit of ${target.name}`, caption, svg: svgOf(option, 220, 'limits', caption) };
}
