/** Fills the fields of an event as a mapping says. */
import type { EventInput } from '../../model/event.js';
import { type FieldFrom, type Mapping, valueFor } from '../../model/mapping.js';
import type { ParsedLine, Value } from '../records/format.js';
import { timeReader } from './time.js';

type Scalar = string | number | boolean;

const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
/** Fields that are put under a name that intake reads, because others are made from them. */
const READ_BY_NAME: Readonly<Record<string, string>> = { url: 'url', duration_ms: 'duration_ms' };
const NAMED: Readonly<Record<string, 'record_field' | 'created_field'>> = { record_key: 'record_field', created_id: 'created_field' };

/** What a mapping makes of a record: the same record, with the mapped fields proven. */
export function mapper(mapping: Mapping): <R extends ParsedLine>(record: R) => R {
  const fields = Object.entries(mapping.fields).map(([field, from]) => ({ field, ...spec(from) }));
  const time = mapping.time === undefined ? null : spec(mapping.time);
  const readTime = time === null ? null : timeReader(time);
  const constants = Object.fromEntries(Object.entries(mapping.constants).map(([field, value]) => [field, valueFor(field, value)]));
  return (record) => {
    const proven: Record<string, unknown> = { ...record.proven, ...constants };
    const named: Record<string, Value> = {};
    for (const { field, from, values, unit } of fields) {
      const found = at(record, from);
      if (found === null) continue;
      const value = inUnit(values?.[String(found)] ?? found, unit);
      const byName = READ_BY_NAME[field];
      if (byName !== undefined) named[byName] = value;
      else take(proven, field, from, value);
    }
    const stated = time === null ? null : at(record, time.from);
    return {
      ...record,
      time: stated === null || readTime === null ? record.time : readTime(stated as string | number),
      message: mapping.message === undefined ? record.message : textAt(record, mapping.message),
      fields: { ...record.fields, ...named },
      proven: proven as Partial<EventInput>,
    };
  };
}

function take(proven: Record<string, unknown>, field: string, from: string, found: Scalar): void {
  const value = valueFor(field, found);
  if (value === null) return;
  proven[field] = value;
  const name = NAMED[field];
  if (name !== undefined) proven[name] = from.split('.').at(-1);
}

function spec<S extends { readonly from: string }>(from: string | S): S | (S & { from: string }) {
  return typeof from === 'string' ? ({ from } as S) : from;
}

function inUnit(value: Scalar, unit: string | undefined): Scalar {
  const number = typeof value === 'number' ? value : Number(String(value).replace(',', '.'));
  return unit === undefined || !Number.isFinite(number) ? value : number * UNITS[unit]!;
}

/** The value at a path of a record; null when there is none. */
export function at(record: ParsedLine, path: string): Scalar | null {
  const found = path in record.fields ? record.fields[path] : descend(record.fields, path.split('.'));
  if (found !== undefined && found !== null) return typeof found === 'object' ? null : found === '' ? null : found;
  if (path === 'time' || path === 'timestamp') return record.time;
  return path === 'message' || path === 'msg' ? record.message : null;
}

function descend(value: Value | Readonly<Record<string, Value>> | undefined, steps: readonly string[]): Value | undefined {
  let inner: unknown = value;
  for (const step of steps) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Record<string, unknown>)[step];
  }
  return inner as Value | undefined;
}

function textAt(record: ParsedLine, path: string): string | null {
  const found = at(record, path);
  return found === null ? null : String(found);
}

export type { FieldFrom };
