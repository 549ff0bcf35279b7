/** What the lines of a sample show of work that is handed over: how often, and how often it is heard of again. */
import type { Signal } from '../../model/event.js';
import { type Conversations, type Handed, handOver, heardOf, noConversations, type Waited, waitedFor } from './conversations.js';
import { comesIn, headOf, inScope, phraseOf, speaksOf, tellsSilence } from './handing.js';
import { begunBy, HEAD, partyKey, sentenceKey, tellsEnd } from './lines.js';

/** What was counted of one system, or of one thing that is done. */
export interface Counts {
  readonly logger: string;
  readonly to: string | null;
  readonly head: string | null;
  /** What is done, in the words of the first line. */
  readonly phrase: string | null;
  handed: number;
  heard: number;
  /** Answers that name the system, or say that they are answers. */
  named: number;
  /** Answers that name the system. */
  byName: number;
  bare: number;
  /** Lines that say by a verb or a count of attempts that something is brought to somebody. */
  hands: number;
  /** Pairs of lines with a sign out of the program and one into it. */
  signs: number;
  /** How often nobody answered. */
  silent: number;
  /** Lines that tell of handing over as of something done. */
  past: number;
}

/** Sentences that may be answers, and how often a surer one came after them. */
export interface Sentence {
  readonly counts: Counts;
  readonly bare: boolean;
  times: number;
  byName: number;
  refuted: number;
}

export interface Waiting {
  readonly counts: Counts;
  /** What may have been the answer. */
  maybe: Sentence | null;
  /** True where a sign points out of the program. */
  readonly out: boolean;
}

export interface DialogueCounts {
  readonly parties: Map<string, Counts>;
  readonly sentences: Map<string, Sentence>;
  readonly spoken: Conversations<Waiting>;
}

/** A line of the sample, as far as it matters here. */
export interface SaidLine {
  readonly message: string;
  readonly logger: string | null;
  readonly worker: string | null;
  readonly signal: Signal | null;
  readonly failed: boolean;
  /** True for a line that names an address. */
  readonly addressed: boolean;
}

const MOST_PARTIES = 200;

export const noDialogues = (): DialogueCounts => ({ parties: new Map(), sentences: new Map(), spoken: noConversations() });

/** Notes a line of the sample. */
export function noteDialogue(line: SaidLine, seen: DialogueCounts): void {
  if (line.addressed) return;
  const { message, signal, failed } = line;
  const { logger, marks } = inScope(line.logger, message);
  const spoken = { logger, marks, worker: line.worker, at: null };
  const waiting = waitedFor(spoken, seen.spoken);
  const name = begunBy(message, signal, failed, marks.length > 0);
  if (name !== null && !continues(name, signal, waiting)) noteBegin(name, line, spoken, seen);
  else if (waiting !== null) noteEnd(line, waiting, seen);
}

/** Notes a line that may be an answer. */
function noteEnd({ message, signal, failed }: SaidLine, waiting: Waited<Waiting>, seen: DialogueCounts): void {
  const { counts, maybe } = waiting.handed.what;
  const silent = tellsSilence(message);
  const byName = counts.to !== null && message.toLowerCase().includes(counts.to);
  const speaks = speaksOf(message, counts.to);
  if (tellsEnd(signal, failed, message) && waiting.shared !== null) {
    if (maybe !== null) maybe.refuted += 1;
    counts.heard += 1;
    if (speaks) counts.named += 1;
    if (waiting.handed.what.out && comesIn(message)) counts.signs += 1;
    if (silent) counts.silent += 1;
    if (byName) counts.byName += 1;
    heardOf(waiting.handed, seen.spoken);
  } else if (speaks && (silent || failed) && counts.to !== null) {
    counts.heard += 1;
    counts.named += 1;
    counts.bare += 1;
    if (byName) counts.byName += 1;
    if (silent) counts.silent += 1;
    heardOf(waiting.handed, seen.spoken);
  } else if (speaks && maybe === null && (counts.to !== null || waiting.shared !== null)) {
    const sentence = sentenceFor(waiting.handed.logger, message, counts, waiting.shared === null, seen);
    sentence.times += 1;
    if (byName) sentence.byName += 1;
    waiting.handed.what.maybe = sentence;
  }
}

/** True for a line between the handing over and the answer, and for an answer that speaks of handing over. */
function continues(name: string, signal: Signal | null, waiting: Waited<Waiting> | null): boolean {
  if (waiting === null || waiting.handed.what.counts.to === null) return false;
  return waiting.shared !== null && (name.startsWith(HEAD) || signal === 'succeeded');
}

function noteBegin(name: string, { message, signal }: SaidLine, spoken: Omit<Handed<null>, 'what'>, seen: DialogueCounts): void {
  const counts = countsFor(spoken.logger, name, message, seen);
  if (counts === null) return;
  const head = headOf(message);
  counts.handed += 1;
  if (head?.hands) counts.hands += 1;
  if (signal === 'succeeded') counts.past += 1;
  for (const one of seen.spoken.open.get(spoken.logger) ?? []) if (one.what.maybe?.bare === true) heardOf(one, seen.spoken);
  handOver(name, { ...spoken, what: { counts, maybe: null, out: head?.out ?? false } }, seen.spoken);
}

function countsFor(logger: string, name: string, message: string, { parties }: DialogueCounts): Counts | null {
  const key = partyKey(logger, name);
  const known = parties.get(key);
  if (known !== undefined || parties.size >= MOST_PARTIES) return known ?? null;
  const [to, head] = name.startsWith(HEAD) ? [null, name.slice(HEAD.length)] : [name, null];
  const phrase = head === null ? phraseOf(message) : null;
  const counts: Counts = {
    logger,
    to,
    head,
    phrase,
    handed: 0,
    heard: 0,
    named: 0,
    byName: 0,
    bare: 0,
    hands: 0,
    signs: 0,
    silent: 0,
    past: 0,
  };
  parties.set(key, counts);
  return counts;
}

function sentenceFor(logger: string, message: string, counts: Counts, bare: boolean, { sentences }: DialogueCounts): Sentence {
  const key = sentenceKey(logger, message);
  const known = sentences.get(key) ?? { counts, bare, times: 0, byName: 0, refuted: 0 };
  sentences.set(key, known);
  return known;
}
