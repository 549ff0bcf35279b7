/** The values that a record has at the fields of the plan, by their kind. */
import type { Reading } from './reading.js';

/** The text at a field, or null. */
export function textAt(reading: Reading, field: string): string | null {
  const value = reading.slots.get(field)?.value;
  return typeof value === 'string' ? value : null;
}

/** The number at a field, or null. */
export function numberAt(reading: Reading, field: string): number | null {
  const value = reading.slots.get(field)?.value;
  return typeof value === 'number' ? value : null;
}

/** True where a record names its run and the step of it that it tells of: what becomes of the step is the run's, and no call is told of. */
export function isStepOfRun(reading: Reading): boolean {
  return textAt(reading, 'step') !== null && textAt(reading, 'batch_id') !== null;
}
