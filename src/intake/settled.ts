/** What a record describes, with what earlier lines of its file say of the same request. */

import type { EventKind } from '../model/event.js';
import { type DialogueLine, dialogueLine, type Spoken } from './dialogues/spoken.js';
import { answerOf, BEGINS, mayAnswer, withBegun, workOf } from './exchanges/answers.js';
import type { Exchange } from './exchanges/exchange.js';
import { type Address, type Begun, completed, isKept, type Speaker, type Turn } from './exchanges/requests.js';
import { speakerOf } from './exchanges/speaker.js';
import type { Told } from './exchanges/told.js';
import { keysOf, type NamedKeys } from './identifiers/identity.js';
import { kindOf } from './kind.js';
import type { Memory } from './memory.js';
import type { Reading } from './reading.js';
import type { SourceRecord } from './records/format.js';
import { textAt } from './slot-values.js';

/** What is settled by the record alone. */
export interface Started {
  readonly kind: EventKind;
  /** Null where they hang on the request that the record may end. */
  readonly keys: NamedKeys | null;
  /** What it has to do with the requests of its file; null when nothing. */
  readonly turn: Turn | null;
}

export interface Settled {
  readonly kind: EventKind;
  /** The exchange, with the address that the line gave which began it. */
  readonly exchange: Exchange;
  /** The request that this record ends; null where it ends none. */
  readonly begun: Begun | null;
  readonly keys: NamedKeys;
}

export function start(record: SourceRecord, reading: Reading, told: Told, memory: Memory): Started {
  const kind = firstKind(record, reading, told, memory);
  const { exchange: said, signal, failed } = told;
  const line = dialogueLine(told, textAt(reading, 'logger'), memory.dialogues);
  if (line !== null) return inDialogue(line, kind, record, reading, told, memory);
  if (kind === 'exchange' || mayAnswer(kind, said, signal, failed))
    return { kind, keys: null, turn: answering(record, reading, told, null) };
  const keys = keysOf(reading, said, signal, kind, memory.prefixes);
  if (!isKept(said)) return { kind, keys, turn: null };
  const work = begins(told, kind) ? workOf(reading, keys, told.attempts.attempt) : null;
  return { kind, keys, turn: { does: 'begin', said: addressOf(said), speaker: speakerFor(record, reading, told), work } };
}

/** A line that hands work over, or tells how that ended. */
function inDialogue(
  { spoken, party }: DialogueLine,
  kind: EventKind,
  record: SourceRecord,
  reading: Reading,
  told: Told,
  memory: Memory,
): Started {
  if (party === null) return { kind, keys: null, turn: answering(record, reading, told, spoken) };
  const keys = keysOf(reading, told.exchange, told.signal, kind, memory.prefixes);
  const work = { ...workOf(reading, keys, told.attempts.attempt), operation: party.operation };
  return { kind, keys, turn: { does: 'hand', speaker: speakerFor(record, reading, told), work, spoken, party } };
}

function answering(record: SourceRecord, reading: Reading, told: Told, spoken: Spoken | null): Turn {
  const { exchange: said, signal, failed } = told;
  const speaker = speakerFor(record, reading, told);
  if (said.path !== null && said.method !== null)
    return { does: 'end', path: said.path, speaker: { worker: speaker.worker, keys: speaker.keys } };
  const may = spoken === null || mayAnswer('statement', said, signal, failed);
  return { does: 'ask', said: addressOf(said), speaker, answer: may ? answerOf(said, signal, failed, reading) : null, spoken };
}

function speakerFor(record: SourceRecord, reading: Reading, told: Told): Speaker {
  return speakerOf(reading, record, { id: told.requestId, logger: told.logger, at: told.time?.ms ?? null }, told.body);
}

const addressOf = ({ method, path, route, target, host }: Exchange): Address => ({ method, path, route, target, host });

/** Settles the kind of a record once it is known which request it ends. */
export function settle({ kind: first, keys }: Started, reading: Reading, told: Told, begun: Begun | null, memory: Memory): Settled {
  const exchange = completed(told.exchange, begun);
  const kind = begun === null ? first : 'exchange';
  const named = withBegun(keys ?? keysOf(reading, exchange, told.signal, kind, memory.prefixes), begun);
  return { kind, exchange, begun, keys: told.ended === null ? named : withKey(named, told.ended.key) };
}

/** What names the work of an attempt is its key where no word before it says so. */
const withKey = (keys: NamedKeys, value: string): NamedKeys => (keys.key === null ? { ...keys, key: { name: 'record_ref', value } } : keys);

/** The kind by the record alone. */
function firstKind(record: SourceRecord, reading: Reading, told: Told, memory: Memory): EventKind {
  const proven = record.proven?.kind;
  if (told.probe && (proven === undefined || proven === 'exchange')) return 'statement';
  if (proven !== undefined) return proven;
  const { error } = told;
  return kindOf({
    reading,
    exchange: told.exchange,
    signal: told.signal,
    format: memory.format,
    failed: told.failed,
    message: record.message,
    probe: told.probe,
    timed: told.time !== null,
    endsTell: memory.endsTell,
    procedure: told.procedure,
    transferred: told.transferred,
    ended: told.ended !== null,
    network: told.timedOut || error.sent === false || (error.code !== null && /^E[A-Z]{4,}$/.test(error.code)),
    endsTellCalls: memory.habits.endsTellCalls,
    endsTellSilence: memory.habits.endsTellSilence,
  });
}

/** A line without an answer may begin a request that a later line ends. */
const begins = (told: Told, kind: EventKind): boolean =>
  kind === 'statement' && !told.probe && told.exchange.status === null && BEGINS.has(told.signal);
