/** Rows of one finding to its named numbers. */
import type { Rule } from '../model/rule.js';
import { median } from '../util/statistics.js';
import type { RuleRow } from './rows.js';

const numbers = (rows: readonly RuleRow[], column: string): number[] =>
  rows.map((row) => row[column]).filter((value): value is number => typeof value === 'number' && Number.isFinite(value));

const distinct = (rows: readonly RuleRow[], column: string): number =>
  new Set(rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined)).size;

const AGGREGATES: Readonly<Record<string, (rows: readonly RuleRow[], column: string) => number | null>> = {
  sum: (rows, column) => numbers(rows, column).reduce((a, b) => a + b, 0),
  min: (rows, column) => numbers(rows, column).reduce<number | null>((a, b) => (a === null || b < a ? b : a), null),
  max: (rows, column) => numbers(rows, column).reduce<number | null>((a, b) => (a === null || b > a ? b : a), null),
  median: (rows, column) => (numbers(rows, column).length > 0 ? median(numbers(rows, column)) : null),
  first: (rows, column) => numbers(rows, column)[0] ?? null,
  rows: (rows) => rows.length,
  keys: (rows) => distinct(rows, 'record_key'),
  distinct,
};

/** All measures of a rule over the rows of one finding. A measure without a value is left out. */
export function measure(rule: Rule, rows: readonly RuleRow[]): Record<string, number> {
  const result: Record<string, number> = {};
  for (const [name, spec] of Object.entries(rule.measures)) {
    const value = spec.aggregate === 'ratio' ? ratio(result, spec.of, spec.by) : AGGREGATES[spec.aggregate]?.(rows, spec.column ?? name);
    if (value !== null && value !== undefined) result[name] = Math.round(value * 1000) / 1000;
  }
  return result;
}

/** Ratios are made of measures that stand above them in the rule. */
function ratio(measures: Readonly<Record<string, number>>, of = '', by = ''): number | null {
  const [above, below] = [measures[of], measures[by]];
  return above === undefined || !below ? null : above / below;
}
