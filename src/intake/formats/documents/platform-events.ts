/** Events that platforms hand out as documents: Kubernetes' events, and those of EventBridge. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined } from '../json/http.js';
import { toLevel } from '../json/level.js';
import type { Located } from '../json/located.js';
import { asObject, asText, at, first } from '../json/value.js';
import { alertRecord } from './alert.js';
import type { DocumentShape } from './json-document.js';
import { mainList, shareOf } from './list.js';

/** The API's names, and those that clients in snake_case give them. The last sighting is when it was written. */
const KUBERNETES_TIME = [
  'lastTimestamp',
  'eventTime',
  'last_timestamp',
  'last_time',
  'series.lastObservedTime',
  'firstTimestamp',
  'first_time',
  'metadata.creationTimestamp',
];
const ABOUT = ['involvedObject', 'involved_object', 'regarding'];

const isKubernetes = (event: JsonObject): boolean =>
  asText(event.reason) !== null &&
  asText(event.message ?? event.note) !== null &&
  ABOUT.some((name) => event[name] !== undefined) &&
  first(event, KUBERNETES_TIME) !== null;

function kubernetesEvent(item: Value, line: number): SourceRecord {
  const event = asObject(item);
  const { message, note, reason, ...fields } = event;
  const time = first(event, KUBERNETES_TIME)?.value;
  const about = asObject(event.involvedObject ?? event.regarding);
  return {
    line,
    time: typeof time === 'string' ? time : null,
    message: [asText(reason), asText(message ?? note)].filter((part) => part !== null).join(': '),
    fields,
    // Normal and Warning are all the kinds there are.
    proven: defined({
      level: event.type === 'Warning' ? 'warn' : (toLevel(event.type) ?? 'info'),
      logger: asText(at(event, 'source.component') ?? event.reportingComponent),
      worker: asText(about.name),
    }),
  };
}

const kubernetes: DocumentShape = {
  name: 'kubernetes-events',
  score: 0.93,
  fits: (value) => (shareOf(mainList(value) ?? [], isKubernetes) > 0.5 ? 'events of Kubernetes' : null),
  *read(document: Located): Generator<ReadResult> {
    for (const item of mainList(document.value) ?? []) yield kubernetesEvent(item, document.lineOf(item));
  },
};

const isBridged = (event: JsonObject): boolean => ['detail-type', 'source', 'time', 'detail'].every((name) => event[name] !== undefined);
const bridged = (value: Value): readonly Value[] => mainList(value)?.filter((item) => isBridged(asObject(item))) ?? [];

/** A change of an alarm of CloudWatch, which is sent to a bus as any event is. */
function bridgedAlarm(event: JsonObject, line: number): SourceRecord {
  const detail = asObject(event.detail);
  const state = asText(at(detail, 'state.value')) === 'ALARM' ? 'firing' : 'resolved';
  const title = asText(detail.alarmName);
  return alertRecord(line, {
    title,
    summary: asText(at(detail, 'state.reason')) ?? title,
    labels: {},
    service: null,
    states: [{ state, time: event.time }],
  });
}

function bridgedEvent(item: Value, line: number): SourceRecord {
  const event = asObject(item);
  if (event['detail-type'] === 'CloudWatch Alarm State Change') return bridgedAlarm(event, line);
  return {
    line,
    time: asText(event.time),
    message: asText(event['detail-type']),
    fields: event,
    proven: defined({ kind: 'statement', event_key: asText(event.id), topic: asText(event['detail-type']) }),
  };
}

const eventbridge: DocumentShape = {
  name: 'eventbridge',
  score: 0.93,
  fits: (value) => (isBridged(asObject(value)) || bridged(value).length > 0 ? 'events of EventBridge with detail-type and detail' : null),
  *read(document: Located): Generator<ReadResult> {
    const list = isBridged(asObject(document.value)) ? [document.value] : bridged(document.value);
    for (const item of list) yield bridgedEvent(item, document.lineOf(item));
  },
};

export const platformEventShapes: readonly DocumentShape[] = [kubernetes, eventbridge];
