/** Webhook deliveries as providers and webhook services export them, in JSON or CSV: one attempt, one record. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { asHost, asPath, defined, type Proven, span } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asNumber, asObject, asStatus, asText } from '../json/value.js';
import { apiTime } from './alert.js';
import type { DocumentShape } from './json-document.js';
import { mainList, shareOf } from './list.js';
import { byName, plain } from './names.js';

/** Plain names per fact, the most telling first. */
const NAMES = {
  attempt: ['attempt', 'attemptnumber', 'attemptno', 'attemptnum', 'deliveryattempt', 'trynumber', 'try', 'attemptcount', 'attempts'],
  retries: ['retrycount', 'retries', 'retrynumber', 'numretries', 'retry', 'retryno'],
  status: [
    'responsecode',
    'responsestatuscode',
    'responsestatus',
    'responsehttpstatus',
    'httpstatuscode',
    'httpstatus',
    'httpresponsecode',
    'httpcode',
    'statuscode',
    'lastresponsecode',
    'httpresponse',
    'responsehttpcode',
    'status',
    'code',
    'response',
  ],
  event: ['eventid', 'webhookeventid', 'messageid', 'msgid', 'notificationid', 'eventuuid', 'webhookid', 'guid'],
  /** Names that some use for the id and others for the type. */
  either: ['event', 'message', 'notification'],
  topic: ['eventtype', 'topic', 'eventname', 'eventtopic', 'type', 'webhooktopic', 'trigger', 'event'],
  url: ['endpointurl', 'targeturl', 'callbackurl', 'webhookurl', 'requesturl', 'url', 'endpoint', 'destination', 'target', 'address'],
  time: [
    'deliveredat',
    'attemptedat',
    'sentat',
    'requestedat',
    'executedat',
    'deliverytime',
    'attempttime',
    'timestamp',
    'createdat',
    'created',
    'senttime',
    'time',
    'date',
    'at',
  ],
  ms: ['durationms', 'responsems', 'responsetimems', 'elapsedms', 'latencyms', 'responsedurationms', 'timems', 'tookms', 'afterms'],
  next: [
    'nextattemptat',
    'nextretryat',
    'nextattempt',
    'nextretry',
    'nextattempttime',
    'nextdeliveryat',
    'retryat',
    'nextattemptscheduledat',
  ],
} as const;

/** Names that only a record of deliveries has: without one of them an attempt and a status may be anything. */
const TELLING = [
  'deliveryid',
  'eventid',
  'webhookid',
  'msgid',
  'messageid',
  'eventtype',
  'topic',
  'endpoint',
  'endpointurl',
  'webhookurl',
  'callbackurl',
  'event',
  'deliveredat',
  'nextattemptat',
  'nextretryat',
  'guid',
  'redelivery',
  'subscription',
  'subscriptionid',
  'endpointid',
];
/** Under these names stand words as well ("OK", "failed"), which say nothing about the answer's code: their values tell. */
const WEAK_STATUS = ['status', 'code', 'response'];

/** Names of how a delivery ended, which hold the answer's code or a word where none came: 200, 503, timeout. */
const ENDED = ['result', 'outcome', 'deliveryresult', 'deliveryoutcome', 'deliverystatus', 'responseresult'];
const TIMED_OUT = /^timed?[ _-]?out$/i;
const NO_ANSWER =
  /^(?:timed?[ _-]?out|refused|reset|dns|tls|error|fail\w*|conn\w*[ _-](?:refused|reset|error|failed|timeout)|unreachable|no[ _-](?:answer|response))$/i;
const DELIVERED = /^(?:delivered|succe\w+|ok|ack(?:ed|nowledged)?|accepted)$/i;

/** True where the first records end in codes of answers, or in words for that none came; without a code, where they all end in words for deliveries. */
function endInCodes(some: readonly JsonObject[], named: boolean): boolean {
  const ends = some.map((one) => asText(byName(one)(ENDED)) ?? '').filter((end) => end !== '');
  const coded = ends.some((end) => asStatus(end) !== null);
  return (
    ends.length > 0 &&
    (coded || named) &&
    ends.every((end) => asStatus(end) !== null || NO_ANSWER.test(end) || (named && DELIVERED.test(end)))
  );
}

/** True for a name that may hold words, and under which some records hold the code of an answer, and none anything else but a word for that none came. */
function holdsCodes(name: string, some: readonly JsonObject[]): boolean {
  const values = some.map((object) => byName(object)([name])).filter((value) => value !== null && value !== undefined && value !== '');
  return values.some((value) => asStatus(value) !== null) && values.every((value) => asStatus(value) !== null || saysNoAnswer(value));
}

const saysNoAnswer = (value: unknown): boolean => typeof value === 'string' && NO_ANSWER.test(value);

/**
 * True when columns or keys are those of deliveries: an attempt, the answer's code, and what was delivered where.
 * @param some The first records.
 */
export function areDeliveries(keys: readonly string[], some: readonly JsonObject[]): boolean {
  const names = new Set(keys.map(plain));
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  // Words alone tell where the delivery has an id, or where what was sent is told by event and kind.
  const named = names.has('deliveryid') || (any(NAMES.event) && any(['topic', 'eventtype', 'webhooktopic']));
  const status =
    NAMES.status.some((name) => names.has(name) && (!WEAK_STATUS.includes(name) || holdsCodes(name, some))) ||
    (any(ENDED) && endInCodes(some, named));
  // Services that number no attempts give each an id of its own beside that of the message.
  const each = any(['msgid', 'messageid', 'eventid']) && any(['endpointid', 'subscriptionid', 'attemptid', 'deliveryid']);
  const attempt = each || any(NAMES.attempt) || any(NAMES.retries) || names.has('redelivery') || any(NAMES.next);
  // A log of outgoing calls states their method and is told by that.
  return status && attempt && any(TELLING) && !names.has('method') && !names.has('httpmethod') && !names.has('level');
}

/** Keys of an object with those of its inner objects, as `areDeliveries` compares them. */
const keysOf = (object: JsonObject): readonly string[] =>
  Object.entries(object).flatMap(([key, value]) => [key, ...Object.keys(asObject(value)).map((inner) => key + inner)]);

/** An event's id and its type share names: a word with a dot or slash is a type. */
const isType = (text: string): boolean => /^[a-z_]+([./:][a-z_]+)+$/i.test(text) || /^[a-z_]+$/i.test(text);

/** What one attempt proves. The sender writes it, so it is the caller's view. */
export function proveDelivery(object: JsonObject): Proven {
  const get = byName(object);
  const retries = asNumber(get(NAMES.retries));
  const attempt = asNumber(get(NAMES.attempt)) ?? (retries === null ? null : retries + 1);
  const start = apiTime(get(NAMES.time));
  const next = apiTime(get(NAMES.next));
  const either = asText(get(NAMES.either));
  const topic = asText(get(NAMES.topic));
  // Beside a type of its own, the event is told by its id, whatever that looks like.
  const key = asText(get(NAMES.event)) ?? (either !== null && ((topic !== null && topic !== either) || !isType(either)) ? either : null);
  const url = get(NAMES.url);
  const status = asStatus(get(NAMES.status)) ?? asStatus(get(ENDED));
  // A column of codes may hold the word for that none came.
  const weak = get(WEAK_STATUS);
  const end = asText(get(ENDED)) ?? (status === null && saysNoAnswer(weak) ? String(weak) : '');
  const absolute = /^https?:/i.test(asText(url) ?? '');
  return defined({
    kind: 'delivery',
    vantage: 'caller',
    attempt: attempt !== null && attempt >= 1 ? Math.round(attempt) : null,
    status,
    event_key: key,
    topic: topic !== null && topic !== key && !/^\d+$/.test(topic) ? topic : null,
    target: absolute ? asHost(url) : null,
    path: absolute ? asPath(url) : null,
    ...span({ start, duration: asNumber(get(NAMES.ms)) }),
    wait_ms: next !== null && start !== null && next > start ? next - start : null,
    signal: next !== null ? 'retry_scheduled' : DELIVERED.test(end) ? 'succeeded' : NO_ANSWER.test(end) ? 'failed' : null,
    timed_out: TIMED_OUT.test(asText(object.status) ?? '') || TIMED_OUT.test(end) ? true : null,
  });
}

/** The time column of a delivery, as it stands. */
export function deliveryTime(object: JsonObject): string | number | null {
  const value = byName(object)(NAMES.time);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function* read(document: Located): Generator<ReadResult> {
  for (const item of mainList(document.value) ?? []) yield delivery(item, document);
}

function delivery(item: Value, document: Located): SourceRecord {
  const object = asObject(item);
  return { line: document.lineOf(item), time: deliveryTime(object), message: null, fields: object, proven: proveDelivery(object) };
}

export const deliveries: DocumentShape = {
  name: 'webhook-deliveries',
  score: 0.9,
  fits(value) {
    const list = mainList(value);
    return list && shareOf(list, (object) => areDeliveries(keysOf(object), [object])) > 0.5
      ? 'webhook deliveries with attempt and response code'
      : null;
  },
  read,
};
