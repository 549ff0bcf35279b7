/** What a message says happened: the vocabulary of `vocabulary/signals.yaml` applied to prose. */
import type { Event, Signal } from '../../model/event.js';
import { memoOfMessages } from '../../util/memo.js';
import { signalPatterns } from '../vocabulary/signals.js';
import { errorFolderIn } from './error-folder.js';
import { ERROR_QUEUE_ENDINGS } from './error-queue.js';
import { withoutTimeLimits } from './time-limits.js';

const URLS = /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi;
const PATHS = /(?:^|\s)\/\S+|\b[\w-]+\/[\w/-]+/g;
/** Names with dots are topics, classes and metrics (`invoice.paid`): what they name did not happen here. */
const DOTTED = /\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\b/g;
const VALUES = /\b[\w.-]+=(?:"[^"]*"|\S+)/g;
/**
 * Queues for what failed have many names; where something is moved to one whose last part says so (`orders_error`,
 * `jms:queue:IN.ERROR`, `bills.failed`, Dramatiq's `bills.XQ`), it is an error queue. What is only sent or published there must name it a queue.
 */
const ERROR_QUEUE = new RegExp(
  String.raw`\b(?:(?:mov(?:ed|ing)|rout(?:ed|ing)|divert(?:ed|ing)|transferr(?:ed|ing)|shovell?ed|park(?:ed|ing)) (?:it |message |the message )?(?:in)?to (?:the )?(?:(?:queue|topic|exchange) )?|(?:sent|sending|published|publishing|forwarded|forwarding|put|pushed|redirected|written) (?:it |message |the message )?(?:in|on)?to (?:the )?(?:(?:queue|topic|exchange) |(?=[a-z]+:)))["'\x60]?[\w./:-]*\w[._:-](?:${ERROR_QUEUE_ENDINGS})["'\x60]?(?=[\s,;)]|$)`,
  'i',
);
/** Most messages have no such name, and are not searched for the sentence about it. */
const ERROR_NAME = /[._:-](?:err|fail|backout|boq|reject|invalid|skipped|xq\b)/i;
/** What is said to have been put somewhere, in the languages in which logs are written. */
const MOVED =
  /(?<!\p{L})(?:moved|moving|placed|copied|renamed|parked|put (?:it |them )?(?:to|in|into|under)|verschoben|verschiebe|abgelegt|gestellt|gelegt|kopiert|déplacée?s?|mise?s? dans|placée?s?|movid[oa]s?|spostat[oa]|spostati|verplaatst|gezet|colocad[oa]s?)(?!\p{L})/iu;
const CAMEL = /([a-z])([A-Z])/g;
const KEEP_VALUES = /\b(?:state|status|reason|result|outcome|circuit|breaker)=(\w[\w-]*)/gi;

/** What else is known of a record when its message is judged. */
export interface SignalContext {
  readonly level: Event['level'];
  readonly status: number | null;
}

/** The words of a message that count: no URLs, paths, dotted names and values. */
export function wordsOf(message: string): string {
  let text = message.length > 400 ? message.slice(0, 400) : message;
  const line = text.indexOf('\n');
  if (line > 0) text = text.slice(0, line);
  const tail = text.search(/[[{]\s*[["{]/);
  if (tail > 0) text = text.slice(0, tail) + wordsBehind(text, tail);
  if (ERROR_NAME.test(text)) text = text.replace(ERROR_QUEUE, ' moved to error queue ');
  if (MOVED.test(text) && errorFolderIn(text) !== null) text = `${text.replace(MOVED, ' ')} moved to error queue`;
  if (text.includes('=')) text = text.replace(KEEP_VALUES, ' $1 ').replace(VALUES, ' ');
  if (text.includes('://')) text = text.replace(URLS, ' ');
  if (text.includes('/')) text = text.replace(PATHS, ' ');
  if (text.includes('.')) text = text.replace(DOTTED, errorNames);
  return text.replaceAll('_', ' ').replace(CAMEL, '$1 $2').replace(/\s+/g, ' ').trim();
}

/** What is said behind the JSON of a message: `422 {"error":"no stock"}, dropping`. */
function wordsBehind(text: string, start: number): string {
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return end > start ? ` ${text.slice(end + 1)}` : '';
}

/** A dotted class name of an error, or of a queue for what failed, keeps its last word; other dotted names go. */
function errorNames(name: string): string {
  // A class has a capital letter: `ErrorController.error` is the name of a method.
  return /(?:Exception|Error)$/.test(name) || /\.(?:dlq|dlx|dlt|dead|dead_?letters?|deadletters?|poison|parking|quarantine)$/i.test(name)
    ? name.slice(name.lastIndexOf('.') + 1)
    : ' ';
}

/** Words with digits, but for those that may be a status. */
const WITH_DIGIT = /(?<![\w#.:-])(?!(?:[1-5]\d\d|0)(?![\w#.:-]))[\w#.:-]*\d[\w#.:-]*/g;
/** Signals by words, then by what else is known. */
const known = new Map<string, Map<number, Signal | null>>();
/** Templates repeat: what was judged is kept, up to a bound that a hostile log cannot pass. */
const MAX_KNOWN = 20_000;
/** Levels and statuses beside which the same words stand. */
const MAX_CONTEXTS = 50;

/** The signal of a message; null when it tells of nothing that a rule cares for. */
export function signalOf(message: string, context: SignalContext): Signal | null {
  const words = knownWords(message);
  const key = keyOf(context);
  const judged = known.get(words);
  const before = judged?.get(key);
  if (before !== undefined) return before;
  const signal = judgeWords(words, context);
  if (judged !== undefined && judged.size < MAX_CONTEXTS) judged.set(key, signal);
  else if (judged === undefined && known.size < MAX_KNOWN) known.set(words, new Map([[key, signal]]));
  return signal;
}

/** A number for each level and status. */
function keyOf({ level, status }: SignalContext): number {
  return (status ?? 0) * LEVEL_KEYS.length + (level === null ? 0 : LEVEL_KEYS.indexOf(level));
}

const LEVEL_KEYS: readonly (Event['level'] | null)[] = [null, 'trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** The vocabulary of other languages is written in plain letters: `échec` is echec, `für` is fur. */
function withoutAccents(words: string): string {
  for (let at = 0; at < words.length; at += 1)
    if (words.charCodeAt(at) > 127) return words.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
  return words;
}

/** The words of a message, with numbers masked. */
const knownWords = memoOfMessages((message) => withoutAccents(wordsOf(message)).replace(WITH_DIGIT, '7'));

function judgeWords(said: string, context: SignalContext): Signal | null {
  const words = withoutTimeLimits(said, context.level);
  const bad = context.status !== null ? context.status >= 400 : context.level === 'error' || context.level === 'fatal';
  const loud = context.level === 'error' || context.level === 'fatal';
  for (const pattern of signalPatterns()) {
    if (pattern.when === 'fine' && (bad || loud)) continue;
    if (pattern.when === 'bad' && !(bad || loud || context.level === 'warn')) continue;
    if (!pattern.match.test(words) || pattern.not?.test(words)) continue;
    return settle(pattern.signal as Signal | null, context, loud);
  }
  return loud && words !== '' ? 'failed' : null;
}

/** Words are outranked by what is certain: a 2xx at level info has not failed, an error has not succeeded. */
function settle(signal: Signal | null, context: SignalContext, loud: boolean): Signal | null {
  const fine = context.status !== null && context.status < 400 && context.status >= 200;
  if (signal === 'failed' && fine && (context.level === null || context.level === 'info' || context.level === 'debug')) return null;
  if ((signal === 'started' || signal === 'received') && loud) return 'failed';
  if ((signal === 'started' || signal === 'received') && context.status !== null && context.status >= 400) return 'failed';
  return signal;
}
