/** Durations, attempts, waits and limits that a message states. Durations in milliseconds. */
import { parseDuration, UNIT_PATTERN } from '../times/duration.js';
import { errorFolderIn } from './error-folder.js';
import type { MessageFacts } from './message.js';
import { type MessageHints, mayHold } from './message-hints.js';
import { statusIn } from './message-request.js';
import { withoutTimeLimits } from './time-limits.js';

const NUM = String.raw`(\d+(?:[.,]\d+)?)\s*(${UNIT_PATTERN})\b`;

const TOOK = new RegExp(String.raw`\b(?:took|elapsed|duration|latency|within|spent)\W{0,3}${NUM}`, 'i');
const DURATIONS: readonly RegExp[] = [
  TOOK,
  new RegExp(String.raw`\b(?:in|after)\s+${NUM}`, 'i'),
  /(?:^|[\s([])(\d+(?:\.\d+)?)(ms|s)(?=$|[\s,;)\]])/,
  /(?:^|[\s,;])(\d+(?:\.\d+)?) (ms)$/,
  // Right behind the status: `HTTP 200 340 ms try=1`.
  /\b(?:HTTP(?:\/[\d.]+)?|[Ss]tatus)[ =:]\s?[1-5]\d\d[ ,;]+[([]?(\d+(?:\.\d+)?) (ms|s)(?=$|[\s,;)\]])/,
];

/** WSGI servers end their access lines so, in seconds: `"GET /v2 HTTP/1.1" status: 200 len: 1893 time: 0.2477829`. */
const WSGI_SECONDS = /\bstatus: \d{3}\b.*\btime: (\d+\.\d+)$/;

const BEFORE_IT = /\b(\d+)\s+(?:prior|previous|earlier|former) (?:attempts?|tries)\b/i;

const ATTEMPTS: readonly RegExp[] = [
  BEFORE_IT,
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
  String.raw`\b(?:re-?try\w*|retries|try(?:ing)? again|next (?:attempt|try|retry)|back\w*[ -]?off|sleep\w*|wait\w*|paus\w*|delay\w*|re-?schedul\w*|re-?queu\w*|cooling|resend\w*|re-?attempt\w*|re-?fir(?:e[sd]?|ing)|throttl\w*|defer\w*)\b[^;\n]{0,80}?(?:\b(?:in|for|after|of|by|within)\s+|[=:(~]\s*|\s)(?:about |approx\.? |~)?${NUM}`,
  'i',
);

const NEXT_IN = new RegExp(
  String.raw`(?:\b(?:delay|wait|backoff|next[_ ]?(?:in|retry|attempt)\w*)\s*[=:]\s*|\b(?:next|again|once more) in\s+)${NUM}`,
  'i',
);

/** The same in the other languages in which logs are written. */
const WAIT_ABROAD = new RegExp(
  String.raw`\b(?:versuch\w*|wiederhol\w*|warte\w*|essai|tentative|attente|attend\w*|r[ée]essa\w*|intento|reintent\w*|espera\w*|tentativ[oa]|attesa|poging|wacht\w*)\b[^;\n]{0,60}?\b(?:in|nach|dans|en|apr[èe]s|tra|fra|dopo|over|em)\s+(?:ca\.? |env\.? )?${NUM}`,
  'i',
);

const RETRY_AFTER = new RegExp(String.raw`\bretry[- ]after\W{0,3}(\d+(?:\.\d+)?)\s*(${UNIT_PATTERN})?\b`, 'i');

const TRY_AGAIN = new RegExp(String.raw`\b(?:please )?(?:try|retry) again in ${NUM}`, 'i');

/** urllib3 and requests of Python: `(read timeout=2.0)`, always in seconds. */
const IN_SECONDS = /\b(?:read|connect) timeout=(\d+(?:\.\d+)?)(?=[\s),]|$)/;
const TIMEOUT = new RegExp(
  String.raw`\b(?:time(?:d)?[- ]?out|deadline|limit)(?:\s+\w+)?\W{0,3}(?:of|after|for|in|exceeded|awaiting '?\w+'? for|waiting for|reached)\W{0,2}\s*${NUM}|\b(?:exceeded|within|after|no (?:response|answer) (?:in|within|after|for))\s+(?:the )?(?:timeout of |deadline of |limit of )?${NUM}|\b(\d+)\s?ms exceeded|\bfor (\d+)\s?ms\b|\b(?:time-?out|deadline|limit)\s*[:=]?\s*${NUM}`,
  'i',
);

const DEPTH =
  /\b(?:depth|backlog|queue (?:size|length)|pending|lag|messages? (?:waiting|in (?:the )?(?:queue|dlq)))\s*(?:is|of|at|now|[:=])?\s*(\d+)\b|\b(\d+) (?:messages?|jobs?|events?|items?) (?:waiting|pending|(?:now )?there\b|in it\b|in (?:the )?(?:queue|dlq|dead.?letter\w*|backlog))/i;

const LEFT = /\b(?:attempts?|tries|retries)\s*(?:left|remaining)|(?:left|remaining)\s*(?:attempts?|tries|retries)/i;

export function readNumbers(text: string, facts: MessageFacts, hints: MessageHints): void {
  facts.status = statusIn(text) ?? (facts.json === undefined ? null : statusBefore(text));
  readAttempt(text, facts);
  const after = mayHold(hints, 'retryAfter') ? RETRY_AFTER.exec(text) : null;
  if (after !== null) facts.retryAfter = parseDuration(after[1]! + (after[2] ?? ''), 1000);
  const again = mayHold(hints, 'tryAgain') ? TRY_AGAIN.exec(text) : null;
  if (again !== null) facts.retryAfter ??= parseDuration(again[1]! + again[2]!, 1);
  // What the target asks for is neither what the caller waits nor what the call took.
  const own = without(text, after);
  const wait = waitIn(own, hints) ?? nextIn(own, hints) ?? waitAbroad(own, hints);
  if (wait !== null) facts.wait = parseDuration(wait[1]! + wait[2]!, 1);
  readDuration(without(own, wait), facts, hints);
  const depth = mayHold(hints, 'depth') ? DEPTH.exec(text) : null;
  if (depth !== null) facts.depth = Number(depth[1] ?? depth[2]);
  else if (mayHold(hints, 'errorFolder')) readFolder(text, facts);
}

/** The number of files in a folder of what failed is the depth of a queue of that name. */
function readFolder(text: string, facts: MessageFacts): void {
  const folder = errorFolderIn(text);
  if (folder === null || folder.depth === null) return;
  facts.depth = folder.depth;
  facts.queue = folder.name;
}

const without = (text: string, m: RegExpExecArray | null) =>
  m === null ? text : text.slice(0, m.index) + text.slice(m.index + m[0].length);
const waitIn = (text: string, hints: MessageHints) => (mayHold(hints, 'wait') ? WAIT.exec(text) : null);
const nextIn = (text: string, hints: MessageHints) => (mayHold(hints, 'nextIn') ? NEXT_IN.exec(text) : null);
const waitAbroad = (text: string, hints: MessageHints) => (mayHold(hints, 'waitAbroad') ? WAIT_ABROAD.exec(text) : null);

function readAttempt(text: string, facts: MessageFacts): void {
  if (!/attempt|tr(?:y|ies)\b|retr/i.test(text)) return;
  for (const pattern of ATTEMPTS) {
    const m = pattern.exec(text);
    if (m === null || LEFT.test(text.slice(Math.max(0, m.index - 12), m.index + m[0].length + 12))) continue;
    // "3 prior attempts" tells of the fourth.
    facts.attempt = Number(m[1]) + (pattern === BEFORE_IT ? 1 : 0);
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

function readDuration(said: string, facts: MessageFacts, hints: MessageHints): void {
  // A call that was answered took no time that its limit tells.
  const text = facts.status === null ? said : withoutTimeLimits(said, 'info');
  for (const pattern of DURATIONS) {
    const m = pattern === TOOK && !mayHold(hints, 'took') ? null : pattern.exec(text);
    if (m === null) continue;
    facts.duration = parseDuration(m[1]! + m[2]!, 1);
    return;
  }
  const seconds = WSGI_SECONDS.exec(text)?.[1];
  if (seconds !== undefined) facts.duration = Math.round(Number(seconds) * 1e6) / 1e3;
}

/** Spans of .NET: `within the allowed timeout of '00:00:10'`, `Timeout value of 00:05:00 exceeded`. */
const CLOCKED = /\b(?:time-?out|time limit)(?: value)?(?: of)?:? ['"]?(\d{1,2}:\d\d:\d\d(?:\.\d+)?)\b/i;

/** The limit that a text on a timeout names, in milliseconds: "timeout of 8000ms exceeded". */
export function timeoutIn(text: string): number | null {
  const clocked = CLOCKED.exec(text)?.[1];
  if (clocked !== undefined) return parseDuration(clocked, 1);
  const m = TIMEOUT.exec(text);
  if (m === null) {
    const seconds = IN_SECONDS.exec(text)?.[1];
    return seconds === undefined ? null : Number(seconds) * 1000;
  }
  const [, a, aUnit, b, bUnit, c, d, e, eUnit] = m;
  if (a !== undefined) return parseDuration(a + aUnit, 1);
  if (b !== undefined) return parseDuration(b + bUnit, 1);
  if (e !== undefined) return parseDuration(e + eUnit, 1);
  return Number(c ?? d);
}

/** `chunk 5: 200 {"accepted": 42}`: what stands right before the JSON of an answer is its status. */
function statusBefore(text: string): number | null {
  const m = /(?:^|[:>=]\s?|\b(?:answer|response|reply|result)\s)([1-5]\d\d)$/i.exec(text);
  return m === null ? null : Number(m[1]);
}
