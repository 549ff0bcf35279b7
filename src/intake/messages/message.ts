/** What the free text of a record says: method, address, status, times, attempts, waits, errors and keys. */
import { memoOfMessages } from '../../util/memo.js';
import { type Acknowledgement, acknowledgementIn } from '../bodies/hl7.js';
import { idocStateIn } from '../bodies/idoc.js';
import { errorOf } from '../exchanges/error-text.js';
import { hintsOf, type MessageHints, mayHold } from './message-hints.js';
import { readKeys } from './message-keys.js';
import { readProcedure } from './message-procedure.js';
import { readRequest, readTarget } from './message-request.js';
import { readNumbers, timeoutIn } from './message-times.js';

/** A name and a value that a message states: `order=A-1`, `order A-1`, `(internal id 77)`. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** Facts that a message states. Durations in milliseconds. */
export interface MessageFacts {
  method: string | null;
  /** URL or path as it stands in the text. */
  address: string | null;
  status: number | null;
  duration: number | null;
  attempt: number | null;
  maxAttempts: number | null;
  /** Number of the state of the record that the text is about. */
  version: number | null;
  wait: number | null;
  timeout: number | null;
  timedOut: boolean;
  /** Wait that the text says was asked for: "try again in 55 seconds". */
  retryAfter: number | null;
  code: string | null;
  sent: boolean | null;
  /** System named in "call to X failed" and "X request completed". */
  target: string | null;
  created: string | null;
  depth: number | null;
  queue: string | null;
  readonly pairs: Pair[];
  /** How a receiver of HL7 acknowledged what was sent, or how a step of an IDoc ended. */
  acknowledged: Acknowledgement | null;
  /** The JSON that ends the message. */
  json: unknown;
  /** The name before it: `body` of `body={…}`. */
  jsonName: string | null;
}

const KEY_VALUE = /(?:^|[\s,;({[|"])([A-Za-z_@][\w.@-]*)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;)}\]|]+)/g;

function noFacts(): MessageFacts {
  return {
    method: null,
    address: null,
    status: null,
    duration: null,
    attempt: null,
    maxAttempts: null,
    version: null,
    wait: null,
    timeout: null,
    timedOut: false,
    retryAfter: null,
    code: null,
    sent: null,
    target: null,
    created: null,
    depth: null,
    queue: null,
    pairs: [],
    acknowledged: null,
    json: undefined,
    jsonName: null,
  };
}

/**
 * Reads a message. Long ones are read as far as 4,000 characters.
 * @param look Tells which readers may find something; for tests.
 */
export function readMessage(message: string, look: (text: string) => MessageHints = hintsOf): MessageFacts {
  const facts = noFacts();
  const full = message.length > 4000 ? message.slice(0, 4000) : message;
  const text = takeParts(takeJson(full, facts), facts);
  const digits = /\d/.test(text);
  const hints = look(text);
  if (text.includes('/')) {
    readRequest(text, facts);
    readProcedure(text, facts);
  }
  if (text.includes('=')) readPairs(text, facts);
  if (digits) readNumbers(text, facts, hints);
  facts.acknowledged = acknowledgementIn(text) ?? idocStateIn(text);
  if (facts.acknowledged === null) readError(text, facts, hints);
  else facts.code = facts.acknowledged.code;
  readTarget(text, facts, hints);
  if (digits) readKeys(text, facts, hints);
  return facts;
}

/** Words behind the JSON of a message: `{"status":"ok"} 1204 ms`, `{"error":"no stock"}, dropping`. */
const LONGEST_TAIL = 80;

/** Cuts the JSON with which a message ends, but for a few words, off and keeps it; in quotes it may be escaped. */
function takeJson(text: string, facts: MessageFacts): string {
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  if (end === 0 || text.length - end > LONGEST_TAIL) return text;
  const start = text.search(/[[{]\s*(?:\\?"|[{[])/);
  if (start < 0 || start >= end) return text;
  try {
    const parsed: unknown = JSON.parse(unescapedJson(text.slice(start, end)));
    if (typeof parsed !== 'object' || parsed === null) return text;
    const inQuotes = /['"`]/.test(text[start - 1] ?? '') && text[start - 1] === text[end];
    const before = text.slice(0, inQuotes ? start - 1 : start);
    facts.json = parsed;
    facts.jsonName = /\b([A-Za-z_]\w*)\s?[=:]\s?$/.exec(before.slice(-40))?.[1] ?? null;
    // What stands before the JSON of an answer is its status, also when words follow: the place is kept.
    const tail = text.slice(inQuotes ? end + 1 : end).trim();
    return tail === '' ? before.trimEnd() : `${before}{} ${tail}`;
  } catch {
    return text;
  }
}

/** `items=[A-1:201 A-2:400]`: what became of each part of a batch, as some programs sum up an answer. */
const PARTS =
  /\b(items?|results?|entries|records?|docs?|documents?|responses?|rows?|parts?|outcomes?|status(?:es)?|elements?)=\[((?:[\w.#-]+:[1-5]\d\d(?:[ ,;]+|(?=\])))+)\]/;

/** The parts of a batch as the JSON of the answer has them. */
function takeParts(text: string, facts: MessageFacts): string {
  const [whole, name, list] = PARTS.exec(text) ?? [];
  if (whole === undefined || name === undefined || list === undefined) return text;
  const parts = list.split(/[ ,;]+/).flatMap((part) => {
    const at = part.lastIndexOf(':');
    return at < 1 ? [] : [{ id: part.slice(0, at), status: Number(part.slice(at + 1)) }];
  });
  facts.json = { [name]: parts };
  return text.replace(whole, '').trimEnd();
}

const unescapedJson = (json: string): string => (/^.\s*\\"/.test(json) ? json.replace(/\\(["\\])/g, '$1') : json);

function readPairs(text: string, facts: MessageFacts): void {
  for (const m of text.matchAll(KEY_VALUE)) {
    const raw = m[2]!;
    const quoted = raw.length > 1 && (raw.startsWith('"') || raw.startsWith("'"));
    const rest = !quoted && raw.endsWith(':') ? beforeColon(m[1]!, raw, text.slice(m.index + m[0].length - raw.length)) : raw;
    const value = quoted ? raw.slice(1, -1).replace(/\\"/g, '"') : rest.replace(/(?<=[\w)])[.!?]$|(?<=[\w)])['"]$/, '');
    facts.pairs.push({ name: m[1]!, value: inSeconds(text, m.index, m[1]!, value) ? `${value}s` : value });
  }
}

const OF_ERRORS = /err|cause|reason|exception|fault|fail|message|msg|detail|desc|warn|why/i;

/** `cause=SchemaError: property missing`: an error without quotes goes on to the end of the line; `host=erp.test:443: refused` ends before it. */
function beforeColon(name: string, raw: string, rest: string): string {
  return /\d|\w\.\w/.test(raw) && !OF_ERRORS.test(name) ? raw.slice(0, -1) : rest;
}

/** urllib3 and requests of Python: `(read timeout=2.0)`, Net::HTTP of Ruby: `(read_timeout=60)`, always in seconds. */
function inSeconds(text: string, at: number, name: string, value: string): boolean {
  if (/^(?:read|open|write)_timeout$/.test(name)) return /^\d{1,3}(?:\.\d+)?$/.test(value) && text[at] === '(';
  return name === 'timeout' && /^\d+(?:\.\d+)?$/.test(value) && /\b(?:read|connect)$/.test(text.slice(Math.max(0, at - 9), at));
}

function readError(text: string, facts: MessageFacts, hints: MessageHints): void {
  const error = mayHold(hints, 'error') ? errorOf(text) : null;
  if (error === null) return;
  facts.code = error.code;
  facts.sent = error.sent;
  facts.timedOut = error.timedOut;
  if (error.timedOut && /\d/.test(text)) facts.timeout = timeoutIn(text);
}

const knownFacts = memoOfMessages((message) => readMessage(message));

/** Reads a message. Messages repeat, some of those with numbers and values too: to their facts something may be added. */
export function factsOf(message: string): MessageFacts {
  // The JSON of a body is read anew.
  if (/[{[]/.test(message)) return readMessage(message);
  const facts = knownFacts(message);
  return /[\d=]/.test(message) ? { ...facts, pairs: [...facts.pairs] } : facts;
}
