/** What the free text of a record says: method, address, status, times, attempts, waits, errors and keys. */
import { parseDuration, UNIT_PATTERN } from './duration.js';
import { errorOf } from './error-text.js';
import { nouns } from './vocabulary.js';

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
  /** The JSON that ends the message. */
  json: unknown;
}

const METHODS = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
const REQUEST = new RegExp(
  String.raw`\b(${METHODS})\s+(?:request\s+)?(?:to\s+|path=|url=|uri=|on\s+)?"?((?:https?|grpc):\/\/[^\s"'<>)\],]+|\/[^\s"'<>),\]]*)`,
);
const URL_ALONE = /\bhttps?:\/\/[^\s"'<>)\],]+/;
const REASONS =
  'OK|Created|Accepted|No Content|Multi-Status|Moved|Found|Not Modified|Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Request Timeout|Conflict|Gone|Precondition|Payload Too Large|Unprocessable|Locked|Failed Dependency|Too Early|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out|Server Error';
const ENDS = String.raw`(?=$|[\s.,;:)\]"'}|])(?!\s*(?:ms|s|sec|seconds|items?|rows?|records?|orders?|bytes|[kmg]b|%|\/)\b)`;
const STATUSES: readonly RegExp[] = [
  new RegExp(String.raw`(?:->|→|=>|<--?|←|⇒)\s*(?:HTTP\s+)?(?:status\s+)?([1-5]\d\d)${ENDS}`),
  new RegExp(
    String.raw`\b(?:status(?:[ _]?code)?|http(?:\/[\d.]+)?|HTTP[_ ]status|response code|code|err(?:or)?|result)\s*(?:was|is|of|[:=#])?\s*["']?(?:HTTP\s*)?([1-5]\d\d)${ENDS}`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:returned|responded|answered|replied|got|received|response|responds|returns|answers|with|failed|rejected|refused|by)\s*(?:back\s+)?(?:with|by|as|:|=)?\s*(?:a |an )?(?:HTTP\s*|status\s*)?(?:code\s*)?([1-5]\d\d)(?:\s+(?:${REASONS})\b|(?=$|[.,](?!\d)|[;:)\]"'}]|\s+(?:for|in|from|on|after|to|at|while|when|by|and|\(|-|attempt)))`,
    'i',
  ),
  new RegExp(String.raw`(?:^|[\s(\[:"])([1-5]\d\d)\s+(?:${REASONS})\b`),
  /\d(?:ms|s)\s+-\s+([1-5]\d\d)$/,
  /(?:\(|:\s)([45]\d\d)(?:\)|$|(?=\s*[{[(]))/,
  new RegExp(String.raw`\b(?:${METHODS})\s+\S+(?:\s+HTTP\/[\d.]+"?)?[\s:]+([1-5]\d\d)(?=$|[\s,;:)(])(?!\s*(?:ms|s)\b)`),
];
const NUM = String.raw`(\d+(?:[.,]\d+)?)\s*(${UNIT_PATTERN})\b`;
const DURATIONS: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:took|elapsed|duration|latency|within|spent)\W{0,3}${NUM}`, 'i'),
  new RegExp(String.raw`\b(?:in|after)\s+${NUM}`, 'i'),
  /(?:^|[\s([])(\d+(?:\.\d+)?)(ms|s)(?=$|[\s,;)\]])/,
];
const ATTEMPTS: readonly RegExp[] = [
  /\battempt(?:s|\s*(?:no\.?|number|nr\.?))?\s*[=:#]?\s*[#'"]?(\d+)(?:\s*(?:\/|of|out of)\s*(\d+))?/i,
  /\b(?:try|tries)\s*[=:#]?\s*#?(\d+)(?:\s*(?:\/|of|out of)\s*(\d+))?/i,
  /\b(\d+)(?:st|nd|rd|th)\s+(?:attempt|try)/i,
  /\bafter\s+(\d+)\s+(?:attempts?|tries)/i,
  /\b(\d+)\s*(?:\/|of)\s*(\d+)\s+(?:attempts?|tries)/i,
];
const RETRIES: readonly RegExp[] = [
  /\bretry\s*(?:no\.?|number|count|attempt)?\s*[=:#]?\s*#?(\d+)(?!\s*(?:ms|s|sec|seconds|min)\b)(?:\s*(?:\/|of|out of)\s*(\d+))?/i,
  /\b(\d+)(?:st|nd|rd|th)\s+retry/i,
  /\bafter\s+(\d+)\s+retr(?:y|ies)/i,
];
const WAIT = new RegExp(
  String.raw`\b(?:re-?try\w*|retries|try(?:ing)? again|next (?:attempt|try|retry)|back\w*[ -]?off|sleep\w*|wait\w*|paus\w*|delay\w*|re-?schedul\w*|re-?queu\w*|cooling|resend\w*|re-?attempt\w*|throttl\w*|defer\w*)\b[^;\n]{0,80}?(?:\b(?:in|for|after|of|by|within)\s+|[=:(~]\s*|\s)(?:about |approx\.? |~)?${NUM}`,
  'i',
);
const NEXT_IN = new RegExp(String.raw`\b(?:delay|wait|backoff|next[_ ]?(?:in|retry|attempt)\w*)\s*[=:]\s*${NUM}`, 'i');
const RETRY_AFTER = new RegExp(String.raw`\bretry[- ]after\W{0,3}(\d+(?:\.\d+)?)\s*(${UNIT_PATTERN})?\b`, 'i');
const TRY_AGAIN = new RegExp(String.raw`\b(?:please )?(?:try|retry) again in ${NUM}`, 'i');
const TIMEOUT = new RegExp(
  String.raw`\b(?:time(?:d)?[- ]?out|deadline|limit)(?:\s+\w+)?\W{0,3}(?:of|after|for|in|exceeded|awaiting '?\w+'? for|waiting for|reached)\W{0,2}\s*${NUM}|\b(?:exceeded|within|after|no (?:response|answer) (?:in|within|after|for))\s+(?:the )?(?:timeout of |deadline of |limit of )?${NUM}|\b(\d+)\s?ms exceeded|\bfor (\d+)\s?ms\b`,
  'i',
);
const TARGETS: readonly RegExp[] = [
  /\b(?:call|request|post|push|export|upload|sync|transfer|connection|send|sending|message|publish\w*|delivery)(?:s|ing|ed)?\s+to\s+(?:the\s+)?([A-Za-z][\w.-]{1,40})\s+(?:failed|succeeded|completed|timed|returned|rejected|was|is|ok|done|took|api\b)/i,
  /^(?:the\s+)?([A-Za-z][\w.-]{1,40})\s+(?:api\s+)?(?:request|call|response|api)\s+(?:completed|failed|timed|succeeded|ok|error|rejected|returned|received|took|done|finished|was|throttled|refused)/i,
  /^(?:([A-Za-z][\w.-]{1,40})\s+(?:request|response|call))$/i,
];
const NO_TARGETS = new Set(
  'http https api the a an incoming outgoing outbound inbound web client server upstream batch rest remote external network first last next this that our request response call webhook message service graphql async sync get post put patch delete retry retrying token auth soap rpc grpc login it its no all one order payment invoice refresh main job task following current new same previous each every any dead final original second third slow long failed decode parse read write encode build send empty invalid unexpected no malformed bad schema mapping validation page body json xml network'.split(
    ' ',
  ),
);
const CREATED: readonly RegExp[] = [
  /\b(?:stored|created|saved|booked|registered|recorded|posted|imported|synced|inserted|accepted|persisted|mapped|known|exists|landed|filed)\s+(?:in \S+ )?(?:as|under|with id|with number|id)\s*[:=#]?\s*(#?[\w][\w.-]*\d[\w.-]*)/i,
  /\((?:new |internal |remote |target |external )?(?:id|ref|entry|no|number)\s*[:=#]?\s*([\w-]*\d[\w-]*)\)/i,
  /(?:->|→|=>)\s*(?:id|ref|no|number)\s*[:=#]?\s*([\w-]*\d[\w-]*)/i,
  /\b(?:internal|target|remote|new|assigned)\s+(?:id|number|ref)\s*[:=#]?\s*([\w-]*\d[\w-]*)/i,
];
const KEY_VALUE = /(?:^|[\s,;({[|"])([A-Za-z_@][\w.@-]*)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;)}\]|]+)/g;
const KEY_COLON = /\b([A-Za-z_]\w*(?:[a-z]Id|_id|ID|Ref|_ref|No|_no|Number|_number|Key|_key))\s*:\s*"?([\w#-][\w#.:-]*)/g;
const DEPTH =
  /\b(?:depth|backlog|queue (?:size|length)|pending|lag|messages? (?:waiting|in (?:the )?(?:queue|dlq)))\s*(?:is|of|at|now|[:=])?\s*(\d+)\b|\b(\d+) (?:messages?|jobs?|events?|items?) (?:waiting|pending|in (?:the )?(?:queue|dlq|dead.?letter\w*|backlog))/i;
const QUEUE =
  /\b(?:queue|topic|dlq|dead.?letter (?:queue|topic)|stream|exchange)\s*[=:]?\s*["']?([A-Za-z][\w]*[.:_-][\w.:-]*\w|[\w-]*dlq[\w-]*)/i;
const LEFT = /\b(?:attempts?|tries|retries)\s*(?:left|remaining)|(?:left|remaining)\s*(?:attempts?|tries|retries)/i;

function noFacts(): MessageFacts {
  return {
    method: null,
    address: null,
    status: null,
    duration: null,
    attempt: null,
    maxAttempts: null,
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
    json: undefined,
  };
}

/** Reads a message. Long ones are read as far as 4,000 characters. */
export function readMessage(message: string): MessageFacts {
  const facts = noFacts();
  const full = message.length > 4000 ? message.slice(0, 4000) : message;
  const text = takeJson(full, facts);
  const digits = /\d/.test(text);
  if (text.includes('/')) readRequest(text, facts);
  if (text.includes('=')) readPairs(text, facts);
  if (digits) readNumbers(text, facts);
  readError(text, facts);
  readTarget(text, facts);
  if (digits) readKeys(text, facts);
  return facts;
}

/** Cuts the JSON that ends a message off and keeps it. */
function takeJson(text: string, facts: MessageFacts): string {
  const last = text.charCodeAt(text.length - 1);
  if (last !== 125 && last !== 93) return text;
  const start = text.search(/[[{]\s*["{[]/);
  if (start < 0) return text;
  try {
    const parsed: unknown = JSON.parse(text.slice(start));
    if (typeof parsed !== 'object' || parsed === null) return text;
    facts.json = parsed;
    return text.slice(0, start).trimEnd();
  } catch {
    return text;
  }
}

/** The request that a text names: "Request failed: PATCH https://ledger.test/entries/7". */
export function requestIn(text: string): { readonly method: string; readonly address: string } | null {
  const request = REQUEST.exec(text);
  return request === null ? null : { method: request[1]!, address: request[2]!.replace(/[.,;:]+$/, '') };
}

/** `https://ledger.test:443 "POST /v1/entries HTTP/1.1" 201`: host and path stand apart. */
function hostBefore(text: string): string {
  return /\b(https?:\/\/[\w.-]+(?::\d+)?)\s+"/.exec(text)?.[1] ?? '';
}

function readRequest(text: string, facts: MessageFacts): void {
  const request = requestIn(text);
  if (request !== null) {
    facts.method = request.method;
    facts.address = request.address.startsWith('/') ? `${hostBefore(text)}${request.address}` : request.address;
    return;
  }
  const url = URL_ALONE.exec(text);
  if (url !== null) facts.address = url[0].replace(/[.,;:]+$/, '');
}

function readPairs(text: string, facts: MessageFacts): void {
  for (const m of text.matchAll(KEY_VALUE)) {
    const raw = m[2]!;
    const quoted = raw.length > 1 && (raw.startsWith('"') || raw.startsWith("'"));
    // `cause=SchemaError: property missing`: an error without quotes goes on to the end of the line.
    const rest = !quoted && raw.endsWith(':') ? text.slice(m.index + m[0].length - raw.length) : raw;
    facts.pairs.push({ name: m[1]!, value: quoted ? raw.slice(1, -1).replace(/\\"/g, '"') : rest });
  }
}

function readNumbers(text: string, facts: MessageFacts): void {
  facts.status = statusIn(text);
  readAttempt(text, facts);
  const after = RETRY_AFTER.exec(text) ?? null;
  if (after !== null) facts.retryAfter = parseDuration(after[1]! + (after[2] ?? ''), 1000);
  const again = TRY_AGAIN.exec(text);
  if (again !== null) facts.retryAfter ??= parseDuration(again[1]! + again[2]!, 1);
  const wait = after === null ? (WAIT.exec(text) ?? NEXT_IN.exec(text)) : NEXT_IN.exec(text);
  if (wait !== null) facts.wait = parseDuration(wait[1]! + wait[2]!, 1);
  readDuration(wait === null ? text : text.slice(0, wait.index) + text.slice(wait.index + wait[0].length), facts);
  const depth = DEPTH.exec(text);
  if (depth !== null) facts.depth = Number(depth[1] ?? depth[2]);
}

function readAttempt(text: string, facts: MessageFacts): void {
  if (!/attempt|tr(?:y|ies)\b|retr/i.test(text)) return;
  for (const pattern of ATTEMPTS) {
    const m = pattern.exec(text);
    if (m === null || LEFT.test(text.slice(Math.max(0, m.index - 12), m.index + m[0].length + 12))) continue;
    facts.attempt = Number(m[1]);
    if (m[2] !== undefined) facts.maxAttempts = Number(m[2]);
    return;
  }
  for (const pattern of RETRIES) {
    const m = pattern.exec(text);
    if (m === null) continue;
    // "after 2 retries" tells of the third attempt; "retry 2/5" is announced after the second failed.
    facts.attempt = Number(m[1]) + (pattern === RETRIES[2] ? 1 : 0);
    if (m[2] !== undefined) facts.maxAttempts = Number(m[2]) + 1;
    return;
  }
}

function readDuration(text: string, facts: MessageFacts): void {
  for (const pattern of DURATIONS) {
    const m = pattern.exec(text);
    if (m === null) continue;
    facts.duration = parseDuration(m[1]! + m[2]!, 1);
    return;
  }
}

function readError(text: string, facts: MessageFacts): void {
  const error = errorOf(text);
  if (error === null) return;
  facts.code = error.code;
  facts.sent = error.sent;
  facts.timedOut = error.timedOut;
  if (error.timedOut && /\d/.test(text)) facts.timeout = timeoutIn(text);
}

/** The status that a text names: "HTTP 503", "status code 422". */
export function statusIn(text: string): number | null {
  const m = STATUSES.map((pattern) => pattern.exec(text)).find((match) => match !== null);
  return m === undefined ? null : Number(m[1]);
}

/** The limit that a text on a timeout names, in milliseconds: "timeout of 8000ms exceeded". */
export function timeoutIn(text: string): number | null {
  const m = TIMEOUT.exec(text);
  if (m === null) return null;
  const [, a, aUnit, b, bUnit, c, d] = m;
  if (a !== undefined) return parseDuration(a + aUnit, 1);
  if (b !== undefined) return parseDuration(b + bUnit, 1);
  return Number(c ?? d);
}

function readTarget(text: string, facts: MessageFacts): void {
  for (const pattern of TARGETS) {
    const name = pattern.exec(text)?.[1];
    if (name === undefined || NO_TARGETS.has(name.toLowerCase()) || /\d{3}|^\d|[:=]/.test(name)) continue;
    facts.target = name.toLowerCase().replace(/[.-]+$/, '');
    return;
  }
}

let nounPattern: RegExp | null = null;

/** Nouns before a key: the key holds a digit and is no amount, time or count. */
function nounsBefore(): RegExp {
  if (nounPattern !== null) return nounPattern;
  const longestFirst = [...nouns().in_prose].sort((a, b) => b.length - a.length);
  const list = longestFirst.map((noun) => noun.replace(' ', '[ _-]')).join('|');
  nounPattern = new RegExp(
    String.raw`(?<![\w/.=-])(${list})\s+(?:with\s+)?(?:(?:no|nr|number|id|ref|reference|key)\b\.?\s*[:=#]?\s*)?["'(]?(#?[A-Za-z]{0,12}[\w#:.-]*\d[\w-]*)(?![\w%]|[.:,]\d|\s*(?:ms|s|sec|seconds|minutes|min|%|attempts|retries|items|rows|bytes)\b)`,
    'gi',
  );
  return nounPattern;
}

/** Nouns whose identifier is not that of a business record. */
const OWN_IDS: Readonly<Record<string, string>> = {
  job: 'job_id',
  task: 'job_id',
  message: 'message_id',
  event: 'event_id',
  batch: 'batch_id',
  run: 'run_id',
};
/** Celery names a task and its id in one word. */
const TASK = /\b[Tt]ask ([\w.]+)\[([\w-]{8,})\]/;

function readKeys(text: string, facts: MessageFacts): void {
  for (const m of text.matchAll(nounsBefore())) {
    const value = m[2]!.replace(/[.:]+$/, '').replace(/=.*$/, '');
    if (/^\d{1,2}$/.test(value) || /^(?:v?\d+\.\d|https?)/.test(value)) continue;
    const noun = m[1]!.toLowerCase().replace(/[ -]/g, '_');
    facts.pairs.push({ name: OWN_IDS[noun] ?? noun, value });
  }
  const task = TASK.exec(text);
  if (task !== null) facts.pairs.push({ name: 'task_name', value: task[1]! }, { name: 'task_id', value: task[2]! });
  for (const m of text.matchAll(KEY_COLON)) facts.pairs.push({ name: m[1]!, value: m[2]! });
  for (const pattern of CREATED) {
    const m = pattern.exec(text);
    if (m === null) continue;
    facts.created = m[1]!;
    break;
  }
  const bare = /\bfor ([A-Z][A-Z0-9]*[-_#]?\d[\w-]*)\b/.exec(text);
  if (bare !== null && facts.pairs.every((pair) => pair.value !== bare[1])) facts.pairs.push({ name: 'record_ref', value: bare[1]! });
  const queue = QUEUE.exec(text);
  if (queue !== null) facts.queue = queue[1]!;
}
