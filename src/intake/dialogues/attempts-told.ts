/**
 * Programs that say little tell of a call by its end alone: "slip 4711 refused: unknown farm (try 2)", "slip 4712 booked".
 * That such lines are attempts shows in their numbers: the same piece of work fails again, and the number grows.
 */

import type { Signal } from '../../model/event.js';
import { templateOf } from '../messages/template.js';
import { headOf, inScope } from './handing.js';

/** The attempts of one kind of work that lines tell of. */
export interface AttemptsTold {
  /** Name of the work; null where its lines begin with its key. */
  readonly operation: string | null;
  /** Sentence with which an attempt ends well; null where several may be it. */
  readonly well: string | null;
}

/** The end of one attempt. */
export interface AttemptEnd {
  readonly operation: string | null;
  /** What names the piece of work. */
  readonly key: string;
}

/** By logger and by the word for the work. */
export type ToldAttempts = ReadonlyMap<string, AttemptsTold>;

export const NO_TOLD_ATTEMPTS: ToldAttempts = new Map();

/** What was counted of one kind of work. */
interface Counts {
  readonly operation: string | null;
  /** Work that failed at its second attempt or a later one. */
  readonly repeated: Set<string>;
  /** The first good word about each piece of work, and how often each sentence is one. */
  readonly first: Map<string, string>;
  readonly said: Map<string, number>;
}

export type AttemptCounts = Map<string, Counts>;

/** A line of the sample, as far as it matters here. */
export interface EndLine {
  readonly message: string;
  readonly logger: string | null;
  readonly signal: Signal | null;
  readonly failed: boolean;
  /** Number of the attempt; null where none is told. */
  readonly attempt: number | null;
}

/** Fewer pieces of work that fail again show no habit. */
const LEAST = 3;
const NEARLY_ALL = 0.8;
/** Work of which more is looked at than this tells nothing new. */
const MOST = 5_000;

/** The word for the work, which stands before what names the piece, and the piece; null where the line names none. */
function workIn(
  message: string,
  stated: string | null,
): { readonly key: string; readonly head: string | null; readonly mark: string } | null {
  const { logger, marks } = inScope(stated, message);
  const mark = marks[0];
  if (mark === undefined) return null;
  const word = headOf(message)?.word ?? null;
  const head = word !== null && message.indexOf(word) < message.indexOf(mark) ? word : null;
  return { key: `${logger}|${head?.toLowerCase() ?? ''}`, head, mark };
}

/** Notes a line that tells how something ended. */
export function noteEnd(line: EndLine, seen: AttemptCounts): void {
  const fine = line.signal === 'succeeded' && !line.failed;
  if (!fine && !(line.failed && line.attempt !== null)) return;
  const work = workIn(line.message, line.logger);
  if (work === null) return;
  const counts = seen.get(work.key) ?? { operation: work.head, repeated: new Set(), first: new Map(), said: new Map() };
  seen.set(work.key, counts);
  if (fine) {
    const sentence = templateOf(line.message);
    counts.said.set(sentence, (counts.said.get(sentence) ?? 0) + 1);
    if (!counts.first.has(work.mark) && counts.first.size < MOST) counts.first.set(work.mark, sentence);
  } else if (line.attempt !== null && line.attempt >= 2 && counts.repeated.size < MOST) counts.repeated.add(work.mark);
}

/** What the sample shows. */
export function attemptsToldOf(seen: AttemptCounts): ToldAttempts {
  return new Map(
    [...seen]
      .filter(([, { repeated }]) => repeated.size >= LEAST)
      .map(([key, counts]) => [key, { operation: counts.operation, well: wellOf(counts) }]),
  );
}

/** The sentence with which nearly all work is told of first, and once each: what is said again and again is news of something else. */
function wellOf({ first, said }: Counts): string | null {
  const times = new Map<string, number>();
  for (const sentence of first.values()) times.set(sentence, (times.get(sentence) ?? 0) + 1);
  const [best] = [...times].sort(([, a], [, b]) => b - a);
  if (best === undefined || best[1] < NEARLY_ALL * first.size) return null;
  return best[1] >= NEARLY_ALL * (said.get(best[0]) ?? 0) ? best[0] : null;
}

/** The attempt whose end a line tells; null where it tells of none. */
export function attemptToldIn(line: EndLine, status: number | null, told: ToldAttempts): AttemptEnd | null {
  if (told.size === 0) return null;
  const refused = line.failed && (line.attempt !== null || status !== null);
  if (!refused && (line.signal !== 'succeeded' || line.failed)) return null;
  const work = workIn(line.message, line.logger);
  const found = work === null ? undefined : told.get(work.key);
  if (work === null || found === undefined) return null;
  return refused || found.well === templateOf(line.message) ? { operation: found.operation, key: work.mark } : null;
}
