/**
 * Programs that name no address and no procedure tell of a call in words, over several lines: "handing A-1 to hub",
 * "hub says A-1 OK". Whether they do is learned from the file: nearly all that is handed over is heard of again, by the
 * name of the system or as an answer.
 */

import type { Signal } from '../../model/event.js';
import { workName } from '../../model/work-name.js';
import { templateOf } from '../messages/template.js';
import { type Conversations, handOver, heardOf, waitedFor } from './conversations.js';
import { handedTo, inScope, speaksOf, tellsSilence } from './handing.js';

/** A system to which a logger hands work over. */
export interface Party {
  /** Name of the call. */
  readonly operation: string;
  /** Name of the system. */
  readonly target: string;
  /** True where answers do not name the work: the program waits for each. */
  readonly bare: boolean;
}

/** The dialogues of a file. */
export interface Dialogues {
  /** By logger and name of the system. */
  readonly parties: ReadonlyMap<string, Party>;
  readonly loggers: ReadonlySet<string>;
  /** Sentences, by logger, that are answers without a word of success in them. */
  readonly usual: ReadonlySet<string>;
}

/** What was counted of one system. */
interface Counts {
  readonly logger: string;
  readonly to: string;
  handed: number;
  heard: number;
  named: number;
  bare: number;
}

/** Sentences that may be answers, and how often a surer one came after them. */
interface Sentence {
  readonly counts: Counts;
  readonly bare: boolean;
  times: number;
  refuted: number;
}

interface Waiting {
  readonly counts: Counts;
  /** What may have been the answer. */
  maybe: Sentence | null;
}

export interface DialogueCounts {
  readonly parties: Map<string, Counts>;
  readonly sentences: Map<string, Sentence>;
  readonly open: Conversations<Waiting>;
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

/** Fewer than these show no habit. */
const LEAST = 3;
const NEARLY_ALL = 0.8;
const MOST_PARTIES = 200;
const ENDS: ReadonlySet<Signal | null> = new Set<Signal | null>([
  'succeeded',
  'failed',
  'retry_scheduled',
  'swallowed',
  'answered_from_store',
  'duplicate_skipped',
]);

export const NO_DIALOGUES: Dialogues = { parties: new Map(), loggers: new Set(), usual: new Set() };

export const noDialogues = (): DialogueCounts => ({ parties: new Map(), sentences: new Map(), open: new Map() });

export const partyKey = (logger: string, to: string): string => `${logger}|${to}`;

export const sentenceKey = (logger: string, message: string): string => `${logger}|${templateOf(message)}`;

/** True where a line says by itself how something ended. */
export function tellsEnd(signal: Signal | null, failed: boolean, message: string): boolean {
  return failed || ENDS.has(signal) || tellsSilence(message);
}

/** Notes a line of the sample. */
export function noteDialogue(line: SaidLine, seen: DialogueCounts): void {
  if (line.addressed) return;
  const { logger, marks } = inScope(line.logger, line.message);
  const spoken = { logger, marks, worker: line.worker, at: null };
  const ended = tellsEnd(line.signal, line.failed, line.message);
  const to = ended ? null : handedTo(line.message);
  const waiting = waitedFor(spoken, seen.open);
  if (to !== null) {
    const counts = countsFor(logger, to, seen);
    if (counts === null) return;
    counts.handed += 1;
    for (const one of seen.open.get(logger) ?? []) if (one.what.maybe?.bare === true) heardOf(one, seen.open);
    handOver({ ...spoken, what: { counts, maybe: null } }, seen.open);
    return;
  }
  if (waiting === null) return;
  const { counts } = waiting.handed.what;
  const speaks = speaksOf(line.message, counts.to);
  if (ended && waiting.shared !== null) {
    if (waiting.handed.what.maybe !== null) waiting.handed.what.maybe.refuted += 1;
    counts.heard += 1;
    if (speaks) counts.named += 1;
    heardOf(waiting.handed, seen.open);
  } else if (speaks && waiting.handed.what.maybe === null) {
    const sentence = sentenceFor(logger, line.message, counts, waiting.shared === null, seen);
    sentence.times += 1;
    waiting.handed.what.maybe = sentence;
  }
}

function countsFor(logger: string, to: string, { parties }: DialogueCounts): Counts | null {
  const key = partyKey(logger, to);
  const known = parties.get(key);
  if (known !== undefined || parties.size >= MOST_PARTIES) return known ?? null;
  const counts: Counts = { logger, to, handed: 0, heard: 0, named: 0, bare: 0 };
  parties.set(key, counts);
  return counts;
}

function sentenceFor(logger: string, message: string, counts: Counts, bare: boolean, { sentences }: DialogueCounts): Sentence {
  const key = sentenceKey(logger, message);
  const known = sentences.get(key) ?? { counts, bare, times: 0, refuted: 0 };
  sentences.set(key, known);
  return known;
}

/** What the sample shows. */
export function dialoguesOf({ parties, sentences, open }: DialogueCounts): Dialogues {
  const usual = new Set<string>();
  for (const [key, { counts, bare, times, refuted }] of sentences) {
    const right = times - refuted;
    if (refuted > 0.1 * times) continue;
    counts.heard += right;
    counts.named += right;
    if (bare) counts.bare += right;
    if (times >= LEAST) usual.add(key);
  }
  const waiting = new Set(
    [...open.values()]
      .flat()
      .filter(({ what }) => what.maybe === null)
      .map(({ what }) => what.counts),
  );
  const found = [...parties].filter(([, counts]) => isParty(counts, waiting.has(counts)));
  return {
    parties: new Map(found.map(([key, counts]) => [key, partyOf(counts)])),
    loggers: new Set(found.map(([, { logger }]) => logger)),
    usual: found.length === 0 ? new Set() : usual,
  };
}

/** The last one may be waited for when the sample ends. */
function isParty({ handed, heard, named }: Counts, last: boolean): boolean {
  return handed >= LEAST && heard >= LEAST && heard >= NEARLY_ALL * (handed - (last ? 1 : 0)) && named >= 0.5 * heard;
}

function partyOf({ logger, to, heard, bare }: Counts): Party {
  return { operation: workName(logger) ?? `handing over to ${to}`, target: to, bare: bare > 0.5 * heard };
}
