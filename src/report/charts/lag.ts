/** Lag of the flows: how long records took to arrive, and how many never did. */

import type { LagFacts } from '../../model/facts.js';
import type { Review } from '../../model/review.js';
import { groupBy } from '../../util/groups.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import type { Chart } from './chart.js';
import { INK, legend, svgOf, timeAxis, valueAxis } from './svg.js';

const MOST_FLOWS = 3;

/** One drawing for each flow, those that lost most first. */
export function lagCharts({ facts }: Review): Chart[] {
  const flows = groupBy(facts.lags, (lag) => JSON.stringify([lag.source, lag.target]));
  const missing = (lags: readonly LagFacts[]) => lags.reduce((sum, lag) => sum + lag.missing, 0);
  return [...flows.values()]
    .filter((lags) => lags.length >= 3)
    .sort((a, b) => missing(b) - missing(a))
    .slice(0, MOST_FLOWS)
    .map((lags, at) => lagChart(lags, missing(lags), `lag-${at + 1}`));
}

function lagChart(lags: readonly LagFacts[], missing: number, name: string): Chart {
  const [first, last] = [lags[0] as LagFacts, lags.at(-1) as LagFacts];
  const total = lags.reduce((sum, lag) => sum + lag.arrived + lag.missing, 0);
  const longest = Math.max(...lags.map(({ longest_ms }) => longest_ms ?? 0));
  const width = Math.min(...lags.slice(1).map(({ at_ms }, at) => at_ms - (lags[at]?.at_ms ?? 0)));
  const middle = (at: number) => at + width / 2;
  const caption = `${count(total, 'record')} from ${first.source} to ${first.target}: ${missing === 0 ? 'all arrived' : `${formatNumber(missing)} did not arrive within the input`}, the slowest took ${formatDuration(longest)}.`;
  const line = (name: string, color: string, value: 'p50_ms' | 'longest_ms') => ({
    type: 'line',
    name,
    symbol: 'none',
    lineStyle: { color, width: 1.5 },
    itemStyle: { color },
    data: lags.flatMap((lag) => (lag[value] === null ? [] : [[middle(lag.at_ms), lag[value]]])),
  });
  const option = {
    legend: legend(['half of the records', 'slowest record', 'never arrived']),
    grid: { left: 64, right: 56, top: 44, height: 140 },
    xAxis: timeAxis(first.at_ms, last.at_ms + width),
    yAxis: [
      valueAxis('time to arrive', { axisLabel: { color: INK, formatter: (ms: number) => formatDuration(ms) } }),
      valueAxis('never arrived', { splitLine: { show: false }, minInterval: 1, nameTextStyle: { align: 'right' } }),
    ],
    series: [
      {
        type: 'bar',
        name: 'never arrived',
        yAxisIndex: 1,
        itemStyle: { color: 'var(--critical)' },
        data: lags.filter((lag) => lag.missing > 0).map((lag) => [middle(lag.at_ms), lag.missing]),
      },
      line('half of the records', 'var(--ok)', 'p50_ms'),
      line('slowest record', 'var(--ink)', 'longest_ms'),
    ],
  };
  return {
    section: 'timeline',
    title: `Lag of records from ${first.source} to ${first.target}`,
    caption,
    svg: svgOf(option, 220, name, caption),
  };
}
