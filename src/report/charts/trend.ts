/** Trends over many audits: findings by severity, and the harm of each fault. */
import type { Trends } from '../../model/comparison.js';
import { SEVERITIES } from '../../model/finding.js';
import { count, formatNumber } from '../../util/numbers.js';
import { cut } from '../escape.js';
import { SEVERITY_WORDS } from '../words.js';
import type { Chart } from './chart.js';
import { INK, legend, svgOf, valueAxis } from './svg.js';

const MOST_LINES = 6;
const COLOURS = ['var(--critical)', 'var(--link)', 'var(--failed)', 'var(--throttled)', 'var(--good)', 'var(--ink)'];

/** Nothing for fewer than two audits. */
export function trendCharts({ audits, lines }: Trends): Chart[] {
  if (audits.length < 2) return [];
  const days = audits.map(({ start, end }) =>
    start.slice(0, 10) === end.slice(0, 10) ? start.slice(0, 10) : `${start.slice(0, 10)} to ${end.slice(5, 10)}`,
  );
  return [findingsChart(audits, days), ...(lines.length > 0 ? [harmChart(lines.slice(0, MOST_LINES), days)] : [])];
}

const days = (names: readonly string[]): object => ({
  type: 'category',
  data: names,
  axisLabel: { color: INK, hideOverlap: true },
  axisTick: { show: false },
});

function findingsChart(audits: Trends['audits'], names: readonly string[]): Chart {
  const seen = SEVERITIES.filter((severity) => audits.some(({ findings }) => findings[severity] > 0));
  const totals = audits.map(({ findings }) => SEVERITIES.reduce((sum, severity) => sum + findings[severity], 0));
  const caption = `Findings in each audit: ${totals.map(formatNumber).join(', ')}.`;
  const option = {
    legend: legend(seen.map((severity) => SEVERITY_WORDS[severity])),
    grid: { left: 56, right: 12, top: 44, height: 140 },
    xAxis: days(names),
    yAxis: valueAxis('findings', { minInterval: 1 }),
    series: seen.map((severity) => ({
      type: 'bar',
      name: SEVERITY_WORDS[severity],
      stack: 'findings',
      barMaxWidth: 60,
      itemStyle: { color: `var(--${severity})` },
      data: audits.map(({ findings }) => findings[severity]),
    })),
  };
  return { section: 'trends', title: 'Findings by severity', caption, svg: svgOf(option, 220, 'trend-findings', caption) };
}

function harmChart(lines: Trends['lines'], names: readonly string[]): Chart {
  const caption = `Harm per 1,000 pieces of work of ${count(lines.length, 'fault')}; a gap is an audit that could not tell.`;
  const option = {
    legend: legend(lines.map(({ fingerprint }) => fingerprint.slice(0, 8))),
    grid: { left: 56, right: 12, top: 44, height: 180 },
    xAxis: days(names),
    yAxis: valueAxis('per 1,000'),
    series: lines.map(({ fingerprint, values }, at) => ({
      type: 'line',
      name: fingerprint.slice(0, 8),
      symbolSize: 7,
      lineStyle: { color: COLOURS[at], width: 2 },
      itemStyle: { color: COLOURS[at] },
      data: values,
    })),
  };
  return {
    section: 'trends',
    title: cut('Harm of each fault, measured against the traffic', 80),
    caption,
    svg: svgOf(option, 260, 'trend-harm', caption),
  };
}
