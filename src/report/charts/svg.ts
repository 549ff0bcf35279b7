/** Charts as SVG text: the one home of the charting library. */
// One by one: the index of all charts takes twice as long to load, at every start.
import 'echarts/lib/chart/bar';
import 'echarts/lib/chart/line';
import 'echarts/lib/chart/sankey';
import 'echarts/lib/component/grid';
import 'echarts/lib/component/legend';
import 'echarts/lib/component/markLine';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { html } from '../escape.js';

use([SVGRenderer]);

export type ChartOption = EChartsCoreOption;

/** Width of the drawing in its own units; the page scales it. */
export const WIDTH = 960;

/** Colours are the variables of the page's style, so that one drawing serves light, dark and paper. */
export const INK = 'var(--soft)';
const RULE = 'var(--line)';

/**
 * Draws a chart. The same option gives the same text: the library numbers its charts within a process
 * and states fonts inline, which the content security policy forbids. So its ids get the name of the
 * drawing, one of a kind on the page, and the style of the page sets the font.
 */
export function svgOf(option: ChartOption, height: number, name: string, label: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({ animation: false, useUTC: true, textStyle: { color: INK }, ...option });
    return plain(chart.renderToSVGString(), name).replace(
      /^<svg [^>]*>/,
      `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${html(label)}">`,
    );
  } finally {
    chart.dispose();
  }
}

function plain(svg: string, name: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:style|class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/(["#])zr\d+-/g, `$1${name}-`)
    .replace(/(\d\.\d)\d+/g, '$1')
    .replace(/<(path|rect) [^>]*(?:fill-opacity="0"[^>]*stroke-width="0"|transform="[^"]*" fill="none"|y="0" fill="none")><\/\1>\n/g, '');
}

/** An axis of time. */
export function timeAxis(from: number, to: number, more: object = {}): object {
  return {
    type: 'time',
    min: from,
    max: to,
    axisLine: { lineStyle: { color: RULE } },
    axisLabel: { color: INK, hideOverlap: true },
    splitLine: { show: false },
    ...more,
  };
}

/** An axis of values from zero up. */
export function valueAxis(name: string, more: object = {}): object {
  return {
    type: 'value',
    name,
    nameTextStyle: { color: INK, align: 'left' },
    min: 0,
    splitNumber: 3,
    axisLabel: { color: INK },
    splitLine: { lineStyle: { color: RULE } },
    ...more,
  };
}

/** The legend above a drawing. */
export function legend(names: readonly string[]): object {
  return {
    data: names,
    top: 0,
    right: 24,
    itemGap: 28,
    itemWidth: 12,
    itemHeight: 10,
    icon: 'rect',
    textStyle: { color: INK },
    selectedMode: false,
  };
}

/** Points of a line, broken where nothing was seen for more than three intervals: a silence is no straight line. */
export function withGaps(points: readonly (readonly [at: number, value: number])[], width: number): (readonly [number, number | null])[] {
  return points.flatMap((point, at) => {
    const before = points[at - 1];
    return before && point[0] - before[0] > 3 * width ? [[before[0] + width, null] as const, point] : [point];
  });
}
