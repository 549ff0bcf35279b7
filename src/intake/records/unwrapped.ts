/** Lines out of their wrappers, and records with what these add. */
import type { ParsedLine, Unwrapped, Value, WrapperFormat } from './format.js';
import { cleanLine } from './sample.js';

/** What the wrappers around a line know of it, the inner ones first. */
export interface Around {
  readonly inner: string;
  readonly time: string | number | null;
  readonly fields: Readonly<Record<string, Value>>;
  readonly source: string;
  readonly partial: boolean;
}

/** Takes a line out of its wrappers; null where it stands in none. */
export function unwrapAll(text: string, wrappers: readonly WrapperFormat[]): Around | null {
  let around: Around | null = null;
  for (const wrapper of wrappers) {
    const out = wrapper.unwrap(around?.inner ?? text);
    if (out === null) break;
    around = around === null ? firstAround(out) : secondAround(around, out);
  }
  return around;
}

function firstAround(out: Unwrapped): Around {
  return { inner: cleanLine(out.inner), time: out.time, fields: out.fields, source: out.source ?? '', partial: out.partial ?? false };
}

function secondAround(outer: Around, out: Unwrapped): Around {
  return {
    inner: cleanLine(out.inner),
    time: out.time ?? outer.time,
    fields: { ...outer.fields, ...out.fields },
    source: `${outer.source}/${out.source ?? ''}`,
    partial: outer.partial || (out.partial ?? false),
  };
}

const ZONED = /(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\]?$/;

/** A record with what its wrapper adds. Its own time wins unless only the wrapper's names its zone. */
export function enclosed(record: ParsedLine, around: Around): ParsedLine {
  const zoneless = typeof record.time === 'string' && !ZONED.test(record.time) && !/^[\d.]+$/.test(record.time);
  const better = zoneless && (typeof around.time === 'number' || (typeof around.time === 'string' && ZONED.test(around.time)));
  const time = record.time === null || better ? around.time : record.time;
  return { ...record, time, fields: { ...around.fields, ...record.fields } };
}
