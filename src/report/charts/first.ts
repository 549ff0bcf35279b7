/**
 * A drawing that nobody sees. What draws is compiled as it runs, so that the first drawing of a process takes ten times
 * as long as the next: it may be made while there is nothing else to do.
 */
import { legend, svgOf, timeAxis, valueAxis } from './svg.js';

const [FROM, TO] = [0, 60_000];

/** Draws what most drawings of a review consist of. */
export function drawFirst(): void {
  const bar = { type: 'bar', name: 'calls', stack: 'calls', itemStyle: { color: 'var(--ok)' }, data: [[30_000, 1]] };
  const markLine = { silent: true, symbol: 'none', label: { show: false }, data: [{ xAxis: 30_000 }] };
  const line = { type: 'line', name: 'lane', symbol: 'none', lineStyle: { width: 9 }, data: [[FROM, 1], [TO, 1]] }; // biome-ignore format: one line each
  svgOf(
    { legend: legend(['calls']), xAxis: timeAxis(FROM, TO), yAxis: valueAxis('calls'), series: [{ ...bar, markLine }, line] },
    200,
    'first',
    '',
  );
}
