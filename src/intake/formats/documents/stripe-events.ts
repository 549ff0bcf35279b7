/** Events of Stripe's API: what happened to which object. One event is one record. */

import type { SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined } from '../json/http.js';
import { asObject, asText, at } from '../json/value.js';
import { apiTime } from './alert.js';
import type { DocumentShape } from './json-document.js';
import { mainList, shareOf } from './list.js';

const isEvent = (one: JsonObject): boolean => one.object === 'event' && asText(one.type) !== null && at(one, 'data.object') !== undefined;

const events = (value: Value): readonly Value[] => (isEvent(asObject(value)) ? [value] : (mainList(value) ?? []));

function eventRecord(item: Value, line: number): SourceRecord {
  const one = asObject(item);
  const ms = apiTime(one.created);
  return {
    line,
    time: ms,
    message: null,
    // The object that the event is about comes first: its id is the key, the event's own is not.
    fields: { ...asObject(at(one, 'data.object')), request: one.request ?? null },
    proven: defined({
      kind: 'statement',
      at_ms: ms,
      event_key: asText(one.id),
      topic: asText(one.type),
      idempotency_key: asText(at(one, 'request.idempotency_key')),
      request_id: asText(at(one, 'request.id')),
    }),
  };
}

export const stripeEvents: DocumentShape = {
  name: 'stripe-events',
  score: 0.95,
  fits: (value) => (shareOf(events(value), isEvent) > 0.5 ? 'events of the Stripe API' : null),
  *read(document) {
    for (const item of events(document.value)) yield eventRecord(item, document.lineOf(item));
  },
};
