/**
 * What a name of attempts stands for in this file. `retry: 5` is the limit of one framework and the fifth repeat of
 * another; `retry.attempt: 1` is the first repeat here and the first attempt there. The values tell.
 */
import type { Signal } from '../../model/event.js';
import type { PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';

/** What was counted of the values at one path. */
interface Values {
  readonly counts: Map<number, number>;
  /** Records that do not say that the work was given up: a number that stands there is not always that of the last attempt. */
  goingOn: number;
  /** Records of these that tell of a beginning, of a success or of nothing: all work passes them, at whatever attempt. */
  quiet: number;
  /** Records of calls that were answered. */
  calls: number;
}

export interface AttemptNames {
  readonly values: Map<PathNode, Values>;
  calls: number;
}

export const noAttemptNames = (): AttemptNames => ({ values: new Map(), calls: 0 });

/** Names that frameworks use for how often they may try: Sidekiq `retry`, BullMQ `attempts`, Laravel `tries`. */
const MAY_BE_LIMIT = /^(?:retry|retries|attempts|tries|num_retries|n_retries)$/;
/** Names of repeats that some loggers count from the first attempt. */
const MAY_BE_ATTEMPT = /^(?:retry|(?:retry_)?(?:attempt|number|no|num))$/;
/** Fewer values than this are chance. */
const LEAST = 3;
/** A limit is set for a kind of work, and kinds are few. */
const MOST_LIMITS = 3;
const MOST_VALUES = 50;
const NEARLY_ALL = 0.9;
/** Where no other name counts attempts, so many records must show the same number. */
const LEAST_ALONE = 10;
const QUIET = new Set<Signal | null>([null, 'started', 'received', 'succeeded']);
const ENDS = new Set<Signal>(['gave_up', 'dead_lettered']);

export function noteAttemptNames(reading: Reading, answered: boolean, signal: Signal | null, names: AttemptNames): void {
  if (answered) names.calls += 1;
  for (const field of ['attempt', 'retry']) {
    const slot = reading.slots.get(field);
    if (slot === undefined) continue;
    const values = names.values.get(slot.node) ?? { counts: new Map(), goingOn: 0, quiet: 0, calls: 0 };
    names.values.set(slot.node, values);
    const value = slot.value as number;
    if (values.counts.has(value) || values.counts.size < MOST_VALUES) values.counts.set(value, (values.counts.get(value) ?? 0) + 1);
    if (signal === null || !ENDS.has(signal)) values.goingOn += 1;
    if (QUIET.has(signal)) values.quiet += 1;
    if (answered) values.calls += 1;
  }
}

/** Gives the paths the fields that their values speak for. */
export function settleAttemptNames(names: AttemptNames): void {
  const counted = [...names.values].some(([node, values]) => !MAY_BE_LIMIT.test(node.name) && counts(values));
  for (const [node, values] of names.values) {
    const [spelling] = node.fields;
    if (spelling === undefined) continue;
    if (MAY_BE_LIMIT.test(node.name) && isLimit(values, counted))
      node.fields = [{ ...spelling, field: spelling.field === 'retry' ? 'max_retries' : 'max_attempts' }];
    else if (spelling.field === 'retry' && MAY_BE_ATTEMPT.test(node.name) && countsAttempts(values, names.calls))
      node.fields = [{ ...spelling, field: 'attempt' }];
  }
}

/** True for numbers that count: they begin at 0 or 1. */
const counts = ({ counts }: Values): boolean => counts.has(0) || counts.has(1);

/**
 * The same few numbers, never 0 or 1, where work still goes on: no count begins so. Where no other name counts the
 * attempts, one number must stand on all of the work, which is not always in the same attempt.
 */
function isLimit(values: Values, counted: boolean): boolean {
  const total = [...values.counts.values()].reduce((sum, count) => sum + count, 0);
  if (counts(values) || total < LEAST || values.counts.size > MOST_LIMITS || values.goingOn < total / 2) return false;
  return counted || (values.counts.size === 1 && total >= LEAST_ALONE && values.quiet >= NEARLY_ALL * total);
}

/** On nearly every call, never 0, and mostly 1: the first attempt is called 1. Where repeats are counted, most calls say nothing or 0. */
function countsAttempts(values: Values, calls: number): boolean {
  const total = [...values.counts.values()].reduce((sum, count) => sum + count, 0);
  if (values.counts.has(0) || values.calls < LEAST || values.calls < NEARLY_ALL * calls) return false;
  return (values.counts.get(1) ?? 0) >= total / 2;
}
