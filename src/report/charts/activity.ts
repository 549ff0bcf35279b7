/** Calls over time with alerts, and below them when each finding did its harm. */
import type { Review } from '../../model/review.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import { formatSpan, toRfc3339 } from '../../util/times.js';
import type { Chart } from './chart.js';
import { type Interval, intervalsOf } from './intervals.js';
import { INK, legend, svgOf, timeAxis, valueAxis } from './svg.js';

const LANE = 20;
const MOST_LANES = 12;
const PLOT = 170;
const TOP = 44;

/** Nothing for fewer than three intervals: two bars tell no story. */
export function activityChart(review: Review): Chart | null {
  const intervals = intervalsOf(review);
  const [first, last] = [intervals[0], intervals.at(-1)];
  if (!first || !last || intervals.length < 3) return null;
  const width = review.facts.bucket_ms;
  const [from, to] = [first.at, last.at + width];
  const lanes = review.findings.filter(({ window, severity }) => window && severity !== 'info').slice(0, MOST_LANES);
  const most = Math.max(...intervals.map(({ calls }) => calls));
  const total = intervals.reduce((sum, { calls }) => sum + calls, 0);
  const calls = `${count(total, 'call')}, ${formatSpan(toRfc3339(from), toRfc3339(to))}, at most ${formatNumber(most)} in ${formatDuration(width)}.`;
  const alerts = review.facts.moments.filter(({ kind, at_ms }) => kind === 'alert' && at_ms >= from && at_ms <= to);
  const caption = `${calls}${alerts.length > 0 ? ` Dashed lines: ${count(alerts.length, 'alert')} raised or resolved.` : ''}`;
  const option = {
    legend: legend(['answered', 'failed', 'throttled']),
    grid: [
      { left: 56, right: 12, top: TOP, height: PLOT },
      { left: 56, right: 12, top: TOP + PLOT + 34, height: lanes.length * LANE },
    ],
    xAxis: [timeAxis(from, to, { gridIndex: 0 }), timeAxis(from, to, { gridIndex: 1, show: false })],
    yAxis: [
      valueAxis(`calls in ${formatDuration(width)}`, { gridIndex: 0 }),
      {
        type: 'category',
        gridIndex: 1,
        inverse: true,
        data: lanes.map(({ id }) => id),
        axisLabel: { color: INK },
        axisLine: { show: false },
        axisTick: { show: false },
      },
    ],
    series: [
      ...bars(
        intervals,
        width,
        alerts.map(({ at_ms }) => at_ms),
      ),
      ...lanes.map((finding) => lane(finding, from, to)),
    ],
  };
  return {
    section: 'timeline',
    title: 'Calls over time, alerts, and when each finding did harm',
    caption,
    svg: svgOf(option, TOP + PLOT + 44 + lanes.length * LANE, 'activity', caption),
  };
}

/** Failed at the bottom, so that it can be compared along the axis; throttled are among the failed. */
function bars(intervals: readonly Interval[], width: number, alerts: readonly number[]): object[] {
  const series = (name: string, color: string, value: (interval: Interval) => number) => ({
    type: 'bar',
    name,
    stack: 'calls',
    barCategoryGap: '8%',
    large: false,
    itemStyle: { color },
    data: intervals.map((interval) => [interval.at + width / 2, value(interval)]),
  });
  const marks = {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: 'var(--alert)', type: 'dashed' },
    data: alerts.map((xAxis) => ({ xAxis })),
  };
  return [
    series('throttled', 'var(--throttled)', ({ throttled }) => throttled),
    series('failed', 'var(--failed)', ({ failed, throttled }) => failed - throttled),
    { ...series('answered', 'var(--ok)', ({ calls, failed }) => calls - failed), markLine: marks },
  ];
}

function lane({ id, severity, window }: Review['findings'][number], from: number, to: number): object {
  const inside = (ms: number) => Math.min(Math.max(ms, from), to);
  const [start, end] = [inside(Date.parse(window?.start ?? '')), inside(Date.parse(window?.end ?? ''))];
  // A moment would be too thin to see.
  const least = (to - from) / 240;
  const shown = end - start < least ? [Math.min(start, to - least), Math.min(start, to - least) + least] : [start, end];
  return {
    type: 'line',
    xAxisIndex: 1,
    yAxisIndex: 1,
    symbol: 'none',
    lineStyle: { color: `var(--${severity})`, width: 9, cap: 'butt' },
    data: shown.map((at) => [at, id]),
  };
}
