/** What kind of thing a record describes, where its format does not prove it. */
import type { Event, EventKind, Signal } from '../model/event.js';
import type { Exchange } from './exchanges/exchange.js';
import { endsProcedure } from './exchanges/procedure.js';
import type { Reading } from './reading.js';

/** What the decision stands on. */
export interface KindInput {
  readonly reading: Reading;
  readonly exchange: Exchange;
  readonly signal: Event['signal'];
  readonly format: string;
  /** True when the record tells of an error or a timeout. */
  readonly failed: boolean;
  readonly message: string | null;
  readonly probe: boolean;
  /** True when the record states a time. */
  readonly timed: boolean;
  /** True when the file tells of failed calls only on the lines that say what became of them. */
  readonly endsTell: boolean;
  /** Remote procedure that the record names, in a file that knows its calls by such names. */
  readonly procedure: string | null;
  /** True when it names the host to which a file or message was brought. */
  readonly transferred: boolean;
  /** True when it tells how an attempt ended, in a file that tells of its calls by their ends alone. */
  readonly ended: boolean;
  /** True when the error is one of the connection: nobody listened, nobody answered. */
  readonly network: boolean;
  /** True when a line that gives up with a status tells of the call itself. */
  readonly endsTellCalls: boolean;
  /** True when a line that gives up on a target which did not answer tells of the call itself. */
  readonly endsTellSilence: boolean;
}

/** Signals of lines that tell of an exchange without its outcome, or of what is done about one. */
const NO_OUTCOME = new Set<Signal | null>([
  'started',
  'received',
  'retry_scheduled',
  'gave_up',
  'dead_lettered',
  'requeued',
  'deferred',
  'circuit_opened',
  'circuit_closed',
  'shed',
  'changed',
  'resumed',
  'flow_aborted',
  'compensated',
  'throttle_wait',
]);
/** Signals of lines that say what became of a failed call: put back, parked, dropped. */
export const BECAME = new Set<Signal | null>(['requeued', 'dead_lettered', 'gave_up']);
const JOB_WORDS = /\b(?:job|task|message|queue)s?\b/i;
const DELIVERY_WORDS = /\bdeliver(?:ed|y|ing)\b|\bwebhook (?:sent|failed|attempt)|redeliver/i;

/** Says what a record describes: an exchange needs an outcome, a job a job id, the rest are statements. */
export function kindOf(input: KindInput): EventKind {
  const { reading, exchange, probe, format } = input;
  if (probe) return 'statement';
  const slots = reading.slots;
  if (isDelivery(input)) return 'delivery';
  const ownJob = slots.has('job_id') && !exchange.addressed && exchange.method === null;
  if (
    ownJob &&
    input.signal !== null &&
    input.signal !== 'token_refreshed' &&
    (slots.has('topic') || (input.message !== null && JOB_WORDS.test(input.message)))
  )
    return 'job';
  if (isExchange(input) || reading.message?.acknowledged != null) return 'exchange';
  if (input.message === null && (isTable(format) || isBusinessRow(input))) return 'row';
  const job =
    slots.has('job_id') ||
    (input.message !== null && JOB_WORDS.test(input.message) && (slots.has('event_key') || (slots.has('topic') && slots.has('attempt'))));
  if (job && input.signal !== null && exchange.status === null) return 'job';
  return 'statement';
}

/** True for a file whose rows are records of a business: log lines that were exported as a table are none. */
export const isTable = (format: string): boolean => format.includes('csv') && format !== 'log-csv';

/** What only loggers state. */
const LOGGED = ['level', 'logger', 'worker', 'url', 'path', 'method', 'duration', 'attempt', 'request_id', 'trace_id', 'error', 'code'];

/** A JSON line that says nothing but the state of a business record: exports come as JSON lines too. */
function isBusinessRow({ reading, exchange, signal, format, failed }: KindInput): boolean {
  if (format !== 'json' || signal !== null || failed || exchange.status !== null || exchange.addressed) return false;
  return reading.keys.length > 0 && LOGGED.every((field) => !reading.slots.has(field));
}

/** An attempt of a sender: which event, to which endpoint, with which answer. */
function isDelivery({ reading, exchange, message, failed }: KindInput): boolean {
  const slots = reading.slots;
  if (!slots.has('event_key') || exchange.method !== null) return false;
  const attempted = reading.keys.some((key) => key.node.key?.name === 'delivery_id') || slots.has('attempt') || slots.has('wait_until');
  const answered = exchange.status !== null || failed || slots.has('duration');
  if (!answered || !attempted) return false;
  return exchange.addressed || slots.has('target') || (message !== null && DELIVERY_WORDS.test(message));
}

function isExchange(input: KindInput): boolean {
  const { exchange, signal, failed, reading, message, timed, endsTell, network } = input;
  // A number in prose without an address and without a time is a sentence about an answer, not an answer.
  if (exchange.status !== null && message !== null && !exchange.addressed && !timed) return false;
  // Put back with the answer in the same line: where no other line tells of the call, this one does.
  if (exchange.status !== null && endsTell && BECAME.has(signal)) return true;
  if (exchange.status !== null)
    return (
      message === null ||
      exchange.addressed ||
      !NO_OUTCOME.has(signal) ||
      signal === 'retry_scheduled' ||
      signal === 'throttle_wait' ||
      // How long the answer took is measured when it is there: the words are about what was answered.
      (signal === 'received' && reading.slots.has('duration')) ||
      (signal === 'gave_up' && input.endsTellCalls && reading.message?.attempt == null)
    );
  if (endsProcedure(reading, message) || tellsOfProcedure(input) || input.ended) return true;
  if (!exchange.addressed) return false;
  if (exchange.method === null) return wasMade(input);
  if (signal === 'gave_up') return failed && network && input.endsTellSilence;
  return failed && (!NO_OUTCOME.has(signal) || signal === 'retry_scheduled');
}

/** Without method and status an address is a call where somebody waited for its answer, or reached out for it in vain. */
function wasMade({ reading, signal, failed, network }: KindInput): boolean {
  if (failed && network) return !NO_OUTCOME.has(signal) || signal === 'retry_scheduled';
  const measured = reading.slots.has('duration') || reading.message?.duration != null;
  return measured && signal === 'succeeded' && (reading.slots.has('path') || reading.slots.has('url'));
}

/** Words say how the call of a procedure ended, and a measure or an error shows that it was made. */
function tellsOfProcedure({ procedure, transferred, signal, failed, reading, endsTellCalls }: KindInput): boolean {
  if (procedure === null || (NO_OUTCOME.has(signal) && signal !== 'retry_scheduled' && !(signal === 'gave_up' && endsTellCalls && failed)))
    return false;
  const measured = ['duration', 'attempt'].some((field) => reading.slots.has(field));
  const said = reading.message?.duration != null || reading.message?.attempt != null;
  return failed || ((signal === 'succeeded' || signal === 'failed') && (measured || said || transferred));
}
