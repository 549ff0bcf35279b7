/** What a record says of a failure: code, cause, whether somebody stopped waiting, whether anything was sent. */
import type { Event, Signal } from '../../model/event.js';
import { timeoutIn } from '../messages/message-times.js';
import { signalOf } from '../messages/signal.js';
import { templateOf } from '../messages/template.js';
import { withoutTimeLimits } from '../messages/time-limits.js';
import type { Reading } from '../reading.js';
import { errorOf } from './error-text.js';
import { textAt } from './exchange.js';
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
    said: text === null && message !== null && (told || status === CONFLICT || isCause(message, signal, level)) ? tailOf(message) : null,
    timedOut,
    sent: inField?.sent ?? ofCode?.sent ?? inMessage?.sent ?? null,
    timeout: !timedOut ? null : ((text === null ? null : timeoutIn(text)) ?? inMessage?.timeout ?? null),
  };
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

/** The line of a printed report that says what went wrong: `Message   : trader not active`. */
const LABELLED = /^[ \t]*(?:(?:error )?message|detail|reason|description|fault ?string|cause)[ \t]*[:=][ \t]*(\S.{3,})$/im;

/** What is said behind a cause of how often was tried: ` (attempt 2 of 8, next in 90 s)`, `; retrying in 1s`, `, Versuch 2`. */
const ON_TRIES =
  /(?<=\w{3}.*)\s*[([;,–-]\s*(?:will |now |next |n[äa]chste[rs]? |prochaine? |pr[óo]xim[oa] |prossim[oa] |volgende )?(?:attempts?|tr(?:y|ies|ying)|retr(?:y|ies|ying)|re-?tried|versuche?|essai|tentative?|tentativ[oa]|intento|reintent\w+|poging)\b[^:]*$/iu;

/** The part of a failure's message that names the cause: what follows the last colon, as far as its bracket, else all of it. */
function tailOf(message: string): string {
  const labelled = message.includes('\n') ? LABELLED.exec(message)?.[1] : undefined;
  if (labelled !== undefined) return templateOf(labelled);
  const colon = message.lastIndexOf(': ');
  const tail = withinBracket(message.slice(0, Math.max(0, colon)), message.slice(colon + 2)).replace(ON_TRIES, '');
  return templateOf(colon > 0 && tail.length > 4 && !/^\S+=\S+$/.test(tail) ? tail : message);
}

/** `failed (HTTP 400: no such unit), attempt 2`: the cause ends where the bracket does that was open before it. */
function withinBracket(before: string, tail: string): string {
  if (before.lastIndexOf('(') <= before.lastIndexOf(')')) return tail;
  let open = 1;
  for (let at = 0; at < tail.length; at += 1) {
    if (tail[at] === '(') open += 1;
    else if (tail[at] === ')' && --open === 0) return tail.slice(0, at);
  }
  return tail;
}
