/** Small readers of parsed JSON: a value at a path, as text, as a number. */

import type { Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';

/** The value at a path such as `log.level`: the key as it is written, else one object deeper per dot. */
export function at(from: Value | undefined, path: string): Value | undefined {
  if (!isObject(from)) return undefined;
  if (Object.hasOwn(from, path)) return from[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  return at(from[path.slice(0, dot)], path.slice(dot + 1));
}

/** The first of the paths that holds something, with its path. */
export function first(from: Value | undefined, paths: readonly string[]): { path: string; value: Value } | null {
  for (const path of paths) {
    const value = at(from, path);
    if (value !== undefined && value !== null && value !== '') return { path, value };
  }
  return null;
}

/** Text of a scalar; null for nothing, for objects and for the dashes by which loggers say "none". */
export function asText(value: Value | undefined): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' && value !== '-' ? value : null;
}

/** A finite number, also when it is written as text ("0.019"); null otherwise. */
export function asNumber(value: Value | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value)) return null;
  return Number(value);
}

/** An HTTP status code; null when the value is none (0, "-", 999). */
export function asStatus(value: Value | undefined): number | null {
  const number = asNumber(value);
  return number !== null && Number.isInteger(number) && number >= 100 && number <= 599 ? number : null;
}

export const asObject = (value: Value | undefined): JsonObject => (isObject(value) ? value : {});
export const asList = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

/** The object without the named top-level keys. */
export function without(object: JsonObject, paths: readonly string[]): JsonObject {
  const out: JsonObject = {};
  for (const key in object) if (!paths.includes(key)) set(out, key, object[key] as Value);
  return out;
}

/** The object without what stands at the paths, as keys with dots or as members of members. */
export function withoutPaths(object: JsonObject, paths: readonly string[]): JsonObject {
  let out = object;
  for (const path of paths) {
    const dot = path.indexOf('.');
    const [name, rest] = dot < 0 ? [path, ''] : [path.slice(0, dot), path.slice(dot + 1)];
    const inner = out[name];
    if (path in out) out = without(out, [path]);
    else if (rest !== '' && isObject(inner) && at(inner, rest) !== undefined) out = { ...out, [name]: withoutPaths(inner, [rest]) };
  }
  return out;
}

/** Sets an own property, whatever the key is called (`__proto__` included). */
export function set(object: JsonObject, key: string, value: Value): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** Parses JSON; undefined when the text is none. */
export function tryParse(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Parses one line that holds one JSON object; undefined for anything else. */
export function parseObject(line: string): JsonObject | undefined {
  const text = line.charCodeAt(0) === 0xfeff ? line.slice(1) : line;
  const start = text.charCodeAt(0) === 0x7b ? text : text.trim();
  if (start.charCodeAt(0) !== 0x7b) return undefined;
  const value = tryParse(start);
  return isObject(value) ? value : undefined;
}
