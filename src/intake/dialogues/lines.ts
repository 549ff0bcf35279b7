/** What a line by itself says in a dialogue: that something begins, or how it ended. */
import type { Signal } from '../../model/event.js';
import { templateOf } from '../messages/template.js';
import { handedTo, headOf, tellsSilence } from './handing.js';

const ENDS: ReadonlySet<Signal | null> = new Set<Signal | null>([
  'succeeded',
  'failed',
  'retry_scheduled',
  'swallowed',
  'answered_from_store',
  'duplicate_skipped',
  'throttle_wait',
]);
const BEGINS: ReadonlySet<Signal | null> = new Set<Signal | null>([null, 'started']);

export const partyKey = (logger: string, to: string): string => `${logger}|${to}`;

export const sentenceKey = (logger: string, message: string): string => `${logger}|${templateOf(message)}`;

/** True where a line says by itself how something ended. */
export function tellsEnd(signal: Signal | null, failed: boolean, message: string): boolean {
  return failed || ENDS.has(signal) || tellsSilence(message);
}

/** What a line begins: by the name of the system, else by what is done; null where it begins nothing. */
export function begunBy(message: string, signal: Signal | null, failed: boolean, marked: boolean): string | null {
  if (failed || tellsSilence(message)) return null;
  const to = BEGINS.has(signal) || signal === 'succeeded' ? handedTo(message) : null;
  if (to !== null) return to;
  const head = marked ? headOf(message) : null;
  // A sign that points out of the program says more than the words of the work: `> RATE H-7 set`.
  return head === null || !(BEGINS.has(signal) || (head.out && signal === 'succeeded')) ? null : `${HEAD}${head.word}`;
}

/** Before the word for what is done, where no system is named. */
export const HEAD = '#';
