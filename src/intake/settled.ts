/** What a record describes, with what earlier lines of its file say of the same request. */
import type { EventKind } from '../model/event.js';
import { answerOf, BEGINS, mayAnswer, withBegun, workOf } from './answers.js';
import type { Exchange } from './exchange.js';
import type { SourceRecord } from './format.js';
import { keysOf, type NamedKeys } from './identity.js';
import { kindOf } from './kind.js';
import type { Memory } from './memory.js';
import type { Reading } from './reading.js';
import { type Begun, recall, remember, type Speaker } from './requests.js';
import { speakerOf } from './speaker.js';
import type { Told } from './told.js';

export interface Settled {
  readonly kind: EventKind;
  /** The exchange, with the address that the line gave which began it. */
  readonly exchange: Exchange;
  /** The request that this record ends; null where it ends none. */
  readonly begun: Begun | null;
  readonly keys: NamedKeys;
}

/** Settles the kind of a record, and keeps in memory what a later line may end. */
export function settle(record: SourceRecord, reading: Reading, told: Told, memory: Memory): Settled {
  const first = firstKind(record, reading, told, memory);
  const speaker = speakerOf(reading, record, { id: told.requestId, logger: told.logger, at: told.time?.ms ?? null }, told.body);
  const answers = first === 'exchange' || mayAnswer(first, told.exchange, told.signal, told.failed);
  const { exchange, begun } = answers
    ? recall(told.exchange, speaker, memory.requests, answerOf(told.exchange, told.signal, told.failed, reading))
    : { exchange: told.exchange, begun: null };
  const kind = begun === null ? first : 'exchange';
  const keys = withBegun(keysOf(reading, exchange, told.signal, kind, memory.prefixes), begun);
  if (!answers) keepBegun(reading, told, speaker, keys, kind, memory);
  return { kind, exchange, begun, keys };
}

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
    network: told.timedOut || error.sent === false || (error.code !== null && /^E[A-Z]{4,}$/.test(error.code)),
    endsTellCalls: memory.habits.endsTellCalls,
  });
}

/** A line without an answer may begin a request that a later line ends. */
function keepBegun(reading: Reading, told: Told, speaker: Speaker, keys: NamedKeys, kind: EventKind, memory: Memory): void {
  const begins = kind === 'statement' && !told.probe && told.exchange.status === null && BEGINS.has(told.signal);
  remember(told.exchange, speaker, memory.requests, begins ? workOf(reading, keys, told.attempts.attempt) : null);
}
