/** Whether a number reaches a threshold of a rule: the one meaning that detection and severity share. */
import type { Threshold } from './rule.js';

/** True when the measure is there and within both bounds. A measure that is missing proves nothing. */
export function thresholdHolds(
  threshold: Threshold,
  measures: Readonly<Record<string, number>>,
  parameters: Readonly<Record<string, number>>,
): boolean {
  const value = measures[threshold.measure];
  if (value === undefined) return false;
  const bound = (given: number | string) => (typeof given === 'number' ? given : (parameters[given] ?? Number.NaN));
  if (threshold.at_least !== undefined && !(value >= bound(threshold.at_least))) return false;
  return threshold.at_most === undefined || value <= bound(threshold.at_most);
}
