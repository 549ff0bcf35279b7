/** What a record says of a failure: code, cause, whether somebody stopped waiting, whether anything was sent. */
import type { Event, Signal } from '../../model/event.js';
import { timeoutIn } from '../messages/message-times.js';
import { signalOf } from '../messages/signal.js';
import { templateOf } from '../messages/template.js';
import { withoutTimeLimits } from '../messages/time-limits.js';
import type { Reading } from '../reading.js';
import { textAt } from '../slot-values.js';
import { errorOf } from './error-text.js';
import { causeOfRefusal, tailOf } from './failure-cause.js';
import { rpcEnd } from './procedure.js';

/** What a record says of a failure. */
export interface Failure {
  readonly code: string | null;
  /** What an error field says. */
  readonly text: string | null;
  /** What the message says of a failure. */
  readonly said: string | null;
  readonly timedOut: boolean;
  readonly sent: boolean | null;
  readonly timeout: number | null;
}

/** A conflict may be no failure at all: only the words tell whether what was asked for is there already. */
const CONFLICT = 409;

/** The error of a record: what its error fields say, else what its message says when it tells of a failure. */
export function failureOf(
  reading: Reading,
  message: string | null,
  level: Event['level'],
  signal: Signal | null,
  status: number | null,
): Failure {
  const text = raisedIn(textAt(reading, 'error')) ?? reading.message?.acknowledged?.text ?? null;
  const coded = textAt(reading, 'code');
  // The number of a gRPC status means its name.
  const stated = coded !== null && /^\d{1,2}$/.test(coded) ? (rpcEnd(reading) ?? coded) : coded;
  const inField = text === null ? null : errorOf(text);
  const ofCode = stated === null ? null : errorOf(stated);
  const facts = reading.message;
  const told = signal === 'failed' || signal === 'swallowed' || signal === 'gave_up';
  // A line at info that announces a wait or a limit names a timeout without one having passed.
  const inMessage =
    facts !== null &&
    facts.code !== null &&
    (level === null ||
      level === 'warn' ||
      level === 'error' ||
      level === 'fatal' ||
      told ||
      facts.acknowledged !== null ||
      facts.method !== null) &&
    !(facts.timedOut && !told && statesLimit(message, level))
      ? facts
      : null;
  const specific = ofCode !== null && /^E[A-Z]+$/.test(ofCode.code) ? ofCode.code : stated;
  const timedOut = inField?.timedOut === true || ofCode?.timedOut === true || inMessage?.timedOut === true;
  return {
    code: specific ?? inField?.code ?? inMessage?.code ?? null,
    text: text === null ? null : templateOf(text),
    said: text === null && message !== null ? saidBy(message, signal, level, status, told) : null,
    timedOut,
    sent: inField?.sent ?? ofCode?.sent ?? inMessage?.sent ?? null,
    timeout: !timedOut ? null : ((text === null ? null : timeoutIn(text)) ?? inMessage?.timeout ?? null),
  };
}

/** What the message says of the failure that it tells of. */
function saidBy(message: string, signal: Signal | null, level: Event['level'], status: number | null, told: boolean): string | null {
  const warns = level !== 'info' && level !== 'debug' && level !== 'trace';
  const cause = status !== null && status >= 400 && status < 500 && (warns || told) ? causeOfRefusal(message, status) : null;
  return cause ?? (told || status === CONFLICT || isCause(message, signal, level) ? tailOf(message) : null);
}

/** `put refused: permission denied, next try in 30 s`: a line that announces a retry names the cause behind what failed. */
function isCause(message: string, signal: Signal | null, level: Event['level']): boolean {
  if (signal !== 'retry_scheduled' || level === 'info' || level === 'debug' || level === 'trace') return false;
  const colon = message.lastIndexOf(': ');
  return colon > 0 && signalOf(message.slice(0, colon), { level: null, status: null }) === 'failed';
}

/** True where the only word of a time that ran out is a limit that the line states. */
function statesLimit(message: string | null, level: Event['level']): boolean {
  if (message === null) return false;
  const rest = withoutTimeLimits(message, level);
  return rest !== message && errorOf(rest) === null;
}

/** What a printed Python traceback raised: the last line that is no frame. */
function raisedIn(text: string | null): string | null {
  if (text === null || !text.startsWith('Traceback (most recent')) return text;
  return text.split(/\r?\n/).findLast((line) => /^[A-Za-z_][\w.]*(?::|$)/.test(line) && !line.startsWith('Traceback')) ?? text;
}
