/** Shape and hash of payloads: what changes when a contract changes, and what tells one payload from another. */

import type { Value } from '../records/format.js';
import { isObject } from '../records/value.js';

/** Shape of a payload: sorted `path:type`, at most three levels deep and 400 characters long. */
export function shapeOf(body: Value): string {
  const paths = new Set<string>();
  collect(body, '', 0, paths);
  let shape = '';
  for (const path of [...paths].sort()) {
    if (shape.length + path.length + 1 > 400) break;
    shape += shape === '' ? path : ` ${path}`;
  }
  return shape;
}

function collect(value: Value, path: string, depth: number, paths: Set<string>): void {
  if (paths.size > 60) return;
  if (Array.isArray(value)) {
    paths.add(`${path}[]:list`);
    if (depth < 3) for (const entry of value.slice(0, 3)) collect(entry, `${path}[]`, depth + 1, paths);
  } else if (isObject(value)) {
    if (path !== '') paths.add(`${path}:object`);
    if (depth < 3)
      for (const [name, entry] of Object.entries(value)) collect(entry, path === '' ? name : `${path}.${name}`, depth + 1, paths);
  } else {
    paths.add(`${path}:${value === null ? 'null' : typeof value}`);
  }
}

/** A hash of a payload that does not depend on the order of its keys: two FNV-1a runs, 16 hex digits. */
export function hashOf(value: Value): string {
  const text = stable(value);
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + i), 0x01000193);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}

function stable(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${stable(value[key] as Value)}`)
    .join(',')}}`;
}
