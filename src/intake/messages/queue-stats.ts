/** Lines that count the states of a queue (waiting, active, failed): the depth of its failed set. */
import type { Value } from '../records/format.js';

/** Names that queue systems give to the set of work that nobody will try again. */
const FAILED_SETS = ['failed', 'dead', 'deadLetter', 'dead_letter', 'dead_letters', 'deadLetters', 'dlq', 'parked', 'poison'];
const OTHER_STATES = [
  'waiting',
  'active',
  'delayed',
  'pending',
  'enqueued',
  'scheduled',
  'busy',
  'queued',
  'ready',
  'running',
  'retry',
  'retries',
  'reserved',
  'completed',
];

/** The failed set of a queue and its depth; null unless the record counts at least two states of one queue. */
export function failedSetOf(fields: Readonly<Record<string, Value>>): { readonly name: string; readonly depth: number } | null {
  const counted = (names: readonly string[]) => names.filter((name) => typeof fields[name] === 'number');
  const [name] = counted(FAILED_SETS);
  if (name === undefined || counted(OTHER_STATES).length === 0) return null;
  return { name, depth: fields[name] as number };
}
