/** Fields that stand in many records and from which nothing was read: what was not understood of a file. */
import type { Event } from '../../model/event.js';
import type { UnusedField } from '../../model/input.js';
import type { Reading } from '../reading.js';
import type { SourceRecord, Value } from '../records/format.js';
import { redact } from '../secrets/redact.js';
import { snakeName } from './names.js';
import { isSensitive, type PathNode } from './paths.js';

/** Records that are looked at. */
const LOOKED_AT = 2_000;
/** Paths that are kept; a hostile log does not get past the bound. */
const MOST_PATHS = 2_000;
/** What stands in fewer records than this share is an oddity, not a field. */
const LEAST_SHARE = 0.02;
const NAMED = 12;
const DEEPEST = 7;

/** Notes the fields of records; tells in the end which were not used. */
export interface Unused {
  /** @param event What the record became: its key and created id are used, whatever path they took. */
  note(record: SourceRecord, reading: Reading, event: Pick<Event, 'record_field' | 'created_field'>): void;
  list(): UnusedField[];
}

/** @param root The plan, whose paths know whether they were used. */
export function createUnused(root: PathNode): Unused {
  const seen = new Map<string, { count: number; readonly example: string }>();
  const identifiers = new Set<string>();
  let records = 0;
  const add = (path: string, name: string, value: Value) => {
    const known = seen.get(path);
    if (known !== undefined) known.count += 1;
    else if (seen.size < MOST_PATHS) seen.set(path, { count: 1, example: exampleOf(name, value) });
  };
  const walk = (object: Readonly<Record<string, Value>>, path: string, depth: number) => {
    for (const name in object) {
      const value = object[name];
      const own = path === '' ? name : `${path}.${name}`;
      if (value === null || value === undefined || value === '') continue;
      if (typeof value === 'object' && !Array.isArray(value) && depth < DEEPEST) walk(value, own, depth + 1);
      else add(own, name, value);
    }
  };
  return {
    note(record, reading, { record_field, created_field }) {
      if (records >= LOOKED_AT) return;
      for (const name of [record_field, created_field]) if (name !== null) identifiers.add(name);
      records += 1;
      walk(record.fields, '', 0);
      for (const { name, value } of reading.message?.pairs ?? []) add(name, name, value);
    },
    list() {
      const used = usedPaths(root);
      return [...seen]
        .filter(
          ([path, { count }]) =>
            count >= LEAST_SHARE * records && !isUsed(path, used) && !identifiers.has(snakeName(path.split('.').at(-1) ?? '')),
        )
        .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
        .slice(0, NAMED)
        .map(([path, { count, example }]) => ({ path, share: Math.min(1, Math.round((count / records) * 1000) / 1000), example }));
    },
  };
}

function exampleOf(name: string, value: Value): string {
  if (isSensitive(name)) return '***';
  return redact(typeof value === 'object' ? JSON.stringify(value).slice(0, 400) : String(value).slice(0, 400)).slice(0, 80);
}

function usedPaths(node: PathNode, used: Set<string> = new Set()): Set<string> {
  if (node.used) used.add(node.path);
  for (const child of node.children.values()) usedPaths(child, used);
  return used;
}

/** A field is used when its path is, or that of an object around it: a body is read whole. */
function isUsed(path: string, used: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) if (used.has(path.slice(0, end))) return true;
  return false;
}
