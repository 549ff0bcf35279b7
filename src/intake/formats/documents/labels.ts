/** Labels of metrics and alerts as text that is the same for the same labels. */

import type { Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { set } from '../json/value.js';

/** JSON with sorted keys; null when there are no labels. */
export function labelText(labels: JsonObject, leaveOut: readonly string[] = []): string | null {
  const keys = Object.keys(labels)
    .filter((key) => !leaveOut.includes(key))
    .sort();
  if (keys.length === 0) return null;
  const out: JsonObject = {};
  for (const key of keys) set(out, key, labels[key] as Value);
  return JSON.stringify(out);
}
