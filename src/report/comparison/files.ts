/** All files of a comparison, by their path below the output folder. */
import { Comparison, type Trends } from '../../model/comparison.js';
import { trendCharts } from '../charts/trend.js';
import { sectionsMarkdown } from '../markdown.js';
import { comparisonSections } from './content.js';
import { comparisonHtml } from './html.js';

/** The file that marks a folder as written by `compare`. */
export const COMPARISON_MARK = 'comparison.json';

/** @param trends over many audits; null without a history. */
export function comparisonFiles(comparison: Comparison, trends: Trends | null): Map<string, string> {
  const sections = comparisonSections(comparison, trends);
  return new Map([
    ['comparison.md', sectionsMarkdown('Then and now', sections)],
    ['comparison.html', comparisonHtml(comparison, sections, trends === null ? [] : trendCharts(trends))],
    [COMPARISON_MARK, `${JSON.stringify({ ...Comparison.parse(comparison), trends }, null, 2)}\n`],
  ]);
}
