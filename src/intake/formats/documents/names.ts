/** Names of fields compared without case and separators: `responseCode` is `response_code`. */

import type { Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';

export const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A lookup of the fields of an object, one level of nesting included as `outerinner`, by plain name. */
export function byName(object: JsonObject): (names: readonly string[]) => Value | undefined {
  const map = new Map<string, Value>();
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value))
      for (const [inner, deep] of Object.entries(value)) if (!map.has(plain(key + inner))) map.set(plain(key + inner), deep);
    if (!map.has(plain(key))) map.set(plain(key), value);
  }
  return (names) => {
    for (const name of names) {
      const value = map.get(name);
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  };
}
