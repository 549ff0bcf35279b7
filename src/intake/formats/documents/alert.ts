/** Alerts and pages as records: one record an alert, with its acknowledgement and its end as further events. */

import type { SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined, isoMs, type Proven } from '../json/http.js';
import { asNumber } from '../json/value.js';
import { labelText } from './labels.js';

/** A state of an alert and when it was entered. */
export interface AlertState {
  readonly state: 'pending' | 'firing' | 'acknowledged' | 'resolved';
  readonly time: Value | undefined;
}

export interface AlertFacts {
  readonly title: string | null;
  readonly summary: string | null;
  readonly labels: JsonObject;
  readonly service: string | null;
  /** In the order of time; the first one is the record's own. */
  readonly states: readonly AlertState[];
  readonly value?: number | null;
}

/** Go's zero time stands for "not yet". */
const NEVER = /^0001-01-01/;

/** Milliseconds of a time that an API hands out: RFC 3339, or seconds or milliseconds since 1970. */
export function apiTime(value: Value | undefined): number | null {
  if (typeof value === 'string' && NEVER.test(value)) return null;
  const number = asNumber(value);
  if (number !== null) return number < 1e8 ? null : Math.round(number < 1e11 ? number * 1000 : number);
  return isoMs(value) ?? (typeof value === 'string' ? isoMs(`${value}Z`) : null);
}

function event(facts: AlertFacts, state: AlertState, ms: number | null): Proven {
  return defined({
    kind: 'alert',
    state: state.state,
    title: facts.title ?? facts.summary,
    at_ms: ms,
    labels: labelText(facts.labels),
    service: facts.service,
    value: facts.value ?? null,
  });
}

/** The record of an alert. States without a time are left out, but never the first. */
export function alertRecord(line: number, facts: AlertFacts, fields: JsonObject = {}): SourceRecord {
  const [first, ...later] = facts.states.map((state) => ({ state, ms: apiTime(state.time) }));
  const own = first ?? { state: { state: 'firing' as const, time: undefined }, ms: null };
  const also = later.filter((one) => one.ms !== null).map((one) => event(facts, one.state, one.ms));
  return {
    line,
    time: own.ms,
    message: facts.summary ?? facts.title,
    fields,
    proven: { ...event(facts, own.state, own.ms), ...(own.ms === null ? {} : { start_ms: own.ms }) },
    ...(also.length > 0 ? { also } : {}),
  };
}
