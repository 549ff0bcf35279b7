/** The building bricks of OTLP's JSON encoding: attributes, any-values, times, numbered enums. */

import type { Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import { asList, asNumber, asObject, asText, set } from '../json/value.js';

/** The plain value of an AnyValue. */
export function anyValue(value: Value | undefined): Value {
  if (!isObject(value)) return value ?? null;
  if ('stringValue' in value) return value.stringValue ?? null;
  if ('intValue' in value) return asNumber(value.intValue);
  if ('doubleValue' in value) return asNumber(value.doubleValue);
  if ('boolValue' in value) return value.boolValue ?? null;
  if ('arrayValue' in value) return asList(asObject(value.arrayValue).values).map(anyValue);
  if ('kvlistValue' in value) return attributes(asObject(value.kvlistValue).values);
  return 'bytesValue' in value || Object.keys(value).length === 0 ? null : value;
}

/** A list of {key, value} as an object. */
export function attributes(list: Value | undefined): JsonObject {
  if (isObject(list)) return list;
  const out: JsonObject = {};
  for (const entry of asList(list)) {
    const key = asText(asObject(entry).key);
    if (key !== null) set(out, key, anyValue(asObject(entry).value));
  }
  return out;
}

/** Milliseconds of a time in nanoseconds, written as text since it is larger than a double holds; null for none and 0. */
export function nanos(value: Value | undefined): number | null {
  const text = asText(value);
  if (text === null || !/^\d+$/.test(text)) {
    const number = asNumber(value);
    return number ? number / 1e6 : null;
  }
  if (/^0+$/.test(text)) return null;
  const cut = Math.max(0, text.length - 6);
  return Number(text.slice(0, cut) || '0') + Number(text.slice(cut)) / 1e6;
}

/** An enum written as a number or as its name. */
export function enumOf<T>(value: Value | undefined, names: Readonly<Record<string, T>>, fallback: T): T {
  return names[String(value ?? '')] ?? fallback;
}
