/** Identifiers that a message names in prose: "order 5512 stored as 700050". */

import { broughtFile, isDataFile } from '../identifiers/file-names.js';
import { snakeName } from '../plan/names.js';
import { nouns } from '../vocabulary/nouns.js';
import { ERROR_QUEUE_ENDINGS } from './error-queue.js';
import type { MessageFacts, Pair } from './message.js';
import { readCreated } from './message-created.js';
import { type MessageHints, mayHold } from './message-hints.js';
import { wordPairs } from './named-words.js';

const KEY_COLON = /\b([A-Za-z_]\w*(?:[a-z]Id|_id|ID|Ref|_ref|No|_no|Number|_number|Key|_key))"?\s*:\s*"?([\w#-][\w#.:-]*)/g;

/** A word behind the colon says something of the field: `vat_number: array found`. */
const IDENTIFIES = /\d|^[A-Z][A-Z_-]+$/;
/** Drawn by chance, one id in some holds no figure: `RequestID: lqosadrvin`. */
const DRAWN = /^(?:x_?)?(?:req(?:uest)?|trace|span|corr(?:elation)?)(?:_?id|ID|Id)$/i;

/** `(x-request-id 21f477d4f136)`, `request id: 9b1c…`, `Idempotency-Key 27f2…`: an id that prose names without an equals sign. */
const SAID_ID =
  /\b(?:(request|correlation|trace)[-_ ]?id|(idempoten(?:cy|t|z)|deduplication|dedup)[-_ ]?(?:key|token|id|schl(?:ü|ue)ssel)|(cl[eé] d['’]idempotence|(?:clave|chave|chiave) (?:de|di) idempot[eêé]n\w+))[:#]?\s+["']?((?=[\w.:-]*\d)[\w.:-]{7,}\w)(?![\w.])/giu;

const QUEUE = new RegExp(
  String.raw`\b(?:queue|topic|dlq|dead.?letter (?:queue|topic)|stream|exchange)\s*[=:]?\s*["']?([A-Za-z][\w]*[.:_-][\w.:-]*\w|[\w-]*dlq[\w-]*)|\b(?:moved|sent|routed|published|forwarded) to ([A-Za-z][\w.-]*[._-](?:dlq|dlt|dead|poison|${ERROR_QUEUE_ENDINGS}))\b`,
  'i',
);

/** `skipped for stream contacts, id=…`, `stream contacts: …`: what a pipeline moves, as its connectors name it. */
const STREAM =
  /\b(?:for|of|from|to|in) (?:the )?stream ["'\x60]?([a-z]\w{2,})["'\x60]?(?=[,;:.)]|$)|(?:^|[>\]] )stream ["'\x60]?([a-z]\w{2,})["'\x60]?:(?= )/i;

let nounPattern: RegExp | null = null;

/** Nouns before a key: the key holds a digit and is no amount, time or count. */
function nounsBefore(): RegExp {
  if (nounPattern !== null) return nounPattern;
  const longestFirst = [...nouns().in_prose].sort((a, b) => b.length - a.length);
  const list = longestFirst.map((noun) => noun.replace(' ', '[ _-]?')).join('|');
  nounPattern = new RegExp(
    String.raw`(?<![\w/.=-])(${list})\s+(?:with\s+)?(?:(?:no|nr|number|id|ref|reference|key)\b\.?\s*[:=#]?\s*)?["'(]?(#?(?:[A-Z]{1,6}\/(?=\d{3,}))?[A-Za-z]{0,12}[\w#:.-]*\d[\w-]*(?:\/\d[\w-]*){0,2})(?![\w%]|[.:,]\d|\s*(?:ms|s|sec|seconds|minutes|min|%|attempts|retries|items|rows|bytes)\b)`,
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

/** Celery names a task and its id in one word; on lines of the task itself it stands at the start. */
const TASK = /(?:\b[Tt]ask |^(?=[\w.]+\[[\da-f]{8}-[\da-f-]{27}\]))([\w.]+)\[([\w-]{8,})\]/;

/** Dramatiq and RQ print work as a call: `Failed to process message update_stock('A-1')`. */
const CALLED = /\b(?:message|task|job|actor) ([a-z_][\w.]*[a-z])\((?=['"\d)])/;

/** `Job OfferPush (id=553334)`, `job StockSync [9918]`, `Task sync (task-id: 77-ab-1)`: a job or task by its name, of more than one word (`Job failed (id=3)` names none), and its id in brackets. */
const NAMED_JOB =
  /\b(?:[Jj]ob|[Tt]ask) ((?=[A-Za-z]+(?:[A-Z]|[-_.:#]))[A-Za-z_][\w:.#-]*\w) [([](?:(?:job|task)[-_ ]?)?(?:[Ii][Dd])?[=:#]? ?#?((?=[\w-]*\d)[\w-]+)[)\]]/;
/** `Job #9917 (InvoiceSync)`: the other way round. */
const NUMBERED_JOB = /\b(?:[Jj]ob|[Tt]ask) #?(\d[\w-]*) [([]([A-Za-z_][\w:.]*[a-z]\w*)[)\]]/;

/** `Job #61512 SubmitInvoice(FV261411)`: a job by its number, with what it was called for. */
const CALLED_JOB = /\b(?:[Jj]ob|[Tt]ask) #?(\d[\w-]*):? ([A-Za-z_][\w.]*[a-z]\w*)\(["']?((?=[\w.:/-]*\d)[\w.:/-]{3,60})["']?\)/;

/** The place of a message in its topic; the task of a consumer that is named beside it takes all of them. */
const OFFSET = /\bpartition=(\d+), ?offset=(\d+)/;

/** `orders-3@90148`: a topic, its partition and the place in it are no key; the one in brackets behind them is. */
const PLACE_FOLLOWS = /^[\w.-]*@\d/;
const KEY_AT_PLACE = /\b[A-Za-z][\w.-]*-\d+@\d+ \((?=[^()\s]*\d)([\w.:#/-]{3,60})\)/;

/** `payout 88306: sent`, `for payout 88306`: a number that names the thing; `stock 1200` is a quantity. */
function isNumbered(noun: string, value: string, text: string, m: RegExpExecArray): boolean {
  if (!nouns().quantity.has(noun) || !/^\d{4,}$/.test(value)) return false;
  return m.index === 0 || text[m.index + m[0].length] === ':' || /\b(?:for|of) $/.test(text.slice(Math.max(0, m.index - 4), m.index));
}

/** `F26/5607`, `2026/00412` and `4711/26` are numbered by series or year; `120/500` is how far something went. */
const SERIES = /[A-Za-z]|^(?:19|20)\d\d\/\d{3,}$|\/0\d|^\d{4,}\/(?:20)?\d\d$/;

function withoutRatio(value: string): string {
  const date = /^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(value);
  return value.includes('/') && (date || !SERIES.test(value)) ? value.slice(0, value.indexOf('/')) : value;
}

/** A key with which a message starts, that stands before the colon of a body, or that `for` puts before its end. */
const BARE =
  /^([A-Z][A-Z0-9]*[-_]\d[\w-]*)(?=[ :])|^[^<{:]{1,40} ([A-Z][A-Z0-9]*[-_]\d[\w-]*)(?=: ?[<{]|:$)|\bfor ([A-Z][A-Z0-9]*[-_#]?\d[\w-]*)\b/;

export function readKeys(text: string, facts: MessageFacts, hints: MessageHints): void {
  if (mayHold(hints, 'noun')) readNouns(text, facts);
  readOffset(text, facts);
  readFile(text, facts, hints);
  const task = text.includes('[') ? TASK.exec(text) : null;
  if (task !== null) facts.pairs.push({ name: 'task_name', value: task[1]! }, { name: 'task_id', value: task[2]! });
  else readJob(text, facts);
  const called = task === null && text.includes('(') ? CALLED.exec(text) : null;
  if (called !== null) facts.pairs.push({ name: 'task_name', value: called[1]! });
  facts.pairs.push(...wordPairs(text));
  if (text.includes(':'))
    for (const m of text.matchAll(KEY_COLON))
      if (IDENTIFIES.test(m[2]!) || DRAWN.test(m[1]!)) facts.pairs.push({ name: m[1]!, value: m[2]! });
  if (mayHold(hints, 'saidId'))
    for (const m of text.matchAll(SAID_ID))
      facts.pairs.push({ name: m[1] === undefined ? 'idempotency_key' : `${m[1].toLowerCase()}_id`, value: m[4]! });
  readCreated(text, facts, hints);
  const bare = BARE.exec(text);
  const ref = bare?.[1] ?? bare?.[2] ?? bare?.[3];
  if (ref !== undefined && facts.pairs.every((pair) => pair.value !== ref)) facts.pairs.push({ name: 'record_ref', value: ref });
  const queue = mayHold(hints, 'queue') ? QUEUE.exec(text) : null;
  const stream = queue === null && mayHold(hints, 'queue') ? STREAM.exec(text) : null;
  if (queue !== null) facts.queue = queue[1] ?? queue[2]!;
  else if (stream !== null) facts.queue = (stream[1] ?? stream[2])!;
}

function readJob(text: string, facts: MessageFacts): void {
  if (!/(?:[Jj]ob|[Tt]ask) /.test(text)) return;
  const made = text.includes('(') ? CALLED_JOB.exec(text) : null;
  if (made !== null) {
    const others = facts.pairs.filter(({ value }) => value.replace(/^#/, '') !== made[1]);
    const called: Pair[] = [
      { name: 'task_name', value: made[2]! },
      { name: 'task_id', value: made[1]! },
    ];
    facts.pairs.splice(0, facts.pairs.length, ...others, ...called, { name: 'record_ref', value: made[3]! });
    return;
  }
  const named = NAMED_JOB.exec(text);
  const numbered = named === null ? NUMBERED_JOB.exec(text) : null;
  const [name, id] = named !== null ? [named[1]!, named[2]!] : [numbered?.[2], numbered?.[1]];
  if (name === undefined || id === undefined) return;
  const others = facts.pairs.filter((pair) => pair.value.replace(/^#/, '') !== id);
  facts.pairs.splice(0, facts.pairs.length, ...others, { name: 'task_name', value: name }, { name: 'task_id', value: id });
}

function readOffset(text: string, facts: MessageFacts): void {
  const key = text.includes('@') ? KEY_AT_PLACE.exec(text)?.[1] : undefined;
  if (key !== undefined) facts.pairs.push({ name: 'record_ref', value: key });
  const offset = text.includes('offset=') ? OFFSET.exec(text) : null;
  if (offset === null) return;
  const others = facts.pairs.filter(({ name }) => name !== 'job_id' && name !== 'partition' && name !== 'offset');
  facts.pairs.splice(0, facts.pairs.length, ...others, { name: 'job_id', value: `${offset[1]}-${offset[2]}` });
}

/** A file with which a message starts: `INV-7001.xml rejected`. */
function leadingFile(text: string): string | null {
  const end = text.indexOf(' ');
  const first = end < 0 ? '' : text.slice(0, end).replace(/:$/, '');
  return isDataFile(first) ? first : null;
}

function readFile(text: string, facts: MessageFacts, hints: MessageHints): void {
  const file = leadingFile(text) ?? (mayHold(hints, 'file') ? broughtFile(text) : null);
  if (file === null) return;
  // The noun before it took the name without its ending.
  const others = facts.pairs.filter(({ name, value }) => name !== 'file' || !file.startsWith(value));
  facts.pairs.splice(0, facts.pairs.length, ...others, { name: 'file', value: file });
}

function readNouns(text: string, facts: MessageFacts): void {
  for (const m of text.matchAll(nounsBefore())) {
    const value = withoutRatio(m[2]!.replace(/[.:]+$/, '').replace(/=.*$/, ''));
    if (/^\d{1,2}$/.test(value) || /^(?:v?\d+\.\d|https?)/.test(value)) continue;
    if (PLACE_FOLLOWS.test(text.slice(m.index + m[0].length, m.index + m[0].length + 40))) continue;
    const noun = snakeName(m[1]!);
    facts.pairs.push({ name: OWN_IDS[noun] ?? (isNumbered(noun, value, text, m) ? `${noun}_no` : noun), value });
  }
}
