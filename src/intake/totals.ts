/** The account of all inputs together. */
import type { Input, Totals } from '../model/input.js';

export function totalsOf(inputs: readonly Input[]): Totals {
  const sum = (field: 'records' | 'events' | 'malformed' | 'skipped') => inputs.reduce((total, input) => total + input[field], 0);
  return { records: sum('records'), events: sum('events'), malformed: sum('malformed'), skipped: sum('skipped'), files: inputs.length };
}
