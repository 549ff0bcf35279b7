/** Attempts counted from 1, whatever base the log used, and the waits between them. */
import type { Event, Signal } from '../../model/event.js';
import type { Reading, Slot } from '../reading.js';
import { numberAt } from '../slot-values.js';
import type { TimeReader } from '../times/time-reader.js';

export type AttemptFields = Pick<Event, 'attempt' | 'max_attempts' | 'wait_ms'>;

/** What a message says of waits counts only where it announces one. */
const WAITING = new Set<Signal>(['retry_scheduled', 'throttle_wait', 'deferred', 'failed', 'swallowed', 'requeued']);

/** Reads attempt, limit and announced wait from fields and message. */
export function attemptsOf(reading: Reading, signal: Signal | null, at: number | null, time: TimeReader): AttemptFields {
  const facts = reading.message;
  const retries = numberAt(reading, 'max_retries');
  const most = numberAt(reading, 'max_attempts') ?? (retries === null ? null : retries + 1) ?? facts?.maxAttempts ?? null;
  return {
    attempt:
      attemptAt(reading.slots.get('attempt'), signal) ??
      retryAt(reading.slots.get('retry'), signal) ??
      facts?.attempt ??
      fromLeft(numberAt(reading, 'attempts_left'), most),
    max_attempts: most,
    wait_ms:
      numberAt(reading, 'wait') ??
      untilNext(reading, at, time) ??
      (retriesLeft(reading, signal) ? numberAt(reading, 'timeout') : null) ??
      (signal !== null && WAITING.has(signal) ? (facts?.wait ?? null) : null),
  };
}

function attemptAt(slot: Slot | undefined, signal: Signal | null): number | null {
  if (slot === undefined) return null;
  const { base, retryBase } = slot.node;
  return Math.max(1, (slot.value as number) + base + (signal === 'retry_scheduled' ? retryBase : 0));
}

/** Five are allowed and three are left: this one is the second. */
function fromLeft(left: number | null, most: number | null): number | null {
  return left === null || most === null || left >= most ? null : most - left;
}

/** Retries count from 0. A line that announces retry 2 tells that attempt 2 has failed. */
function retryAt(slot: Slot | undefined, signal: Signal | null): number | null {
  if (slot === undefined) return null;
  const value = slot.value as number;
  if (signal === 'retry_scheduled' && slot.node.base === 0) return Math.max(1, value);
  return value + 1;
}

function untilNext(reading: Reading, at: number | null, time: TimeReader): number | null {
  const until = time(reading.slots.get('wait_until')?.value)?.ms ?? null;
  return until === null || at === null || until < at ? null : until - at;
}

/** `retrying request timeout=400ms remaining=7`, as a common library for Go writes: the wait, and the retries left. */
export function retriesLeft(reading: Reading, signal: Signal | null): boolean {
  return signal === 'retry_scheduled' && reading.slots.get('limit_remaining')?.node.name === 'remaining';
}
