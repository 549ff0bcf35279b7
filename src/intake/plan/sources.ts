/** Which paths of the records the fields of the events came from; for the command that shows how a file was read. */
import type { Reading } from '../reading.js';

/** Vocabulary fields that end in an event field of another name. */
const EVENT_NAMES: Readonly<Record<string, string>> = {
  wait: 'wait_ms',
  timeout: 'timeout_ms',
  duration: 'duration_ms',
  retry_after: 'retry_after_ms',
  retry: 'attempt',
  max_retries: 'max_attempts',
  url: 'path',
  host: 'target',
  location: 'created_id',
  wait_until: 'wait_ms',
  limit_pair: 'limit_remaining',
  time: 'at_ms',
};

/** Paths by the field that came from them, in the order in which they were met. */
export type Sources = Map<string, Set<string>>;

export const noSources = (): Sources => new Map();

/** Notes the paths that a reading used, each once. */
export function noteSources(reading: Reading, sources: Sources): void {
  if (areUsed(reading)) return;
  for (const [field, { node }] of reading.slots) {
    if (node.used) continue;
    node.used = true;
    addSource(sources, EVENT_NAMES[field] ?? field, node.path);
  }
  for (const { node } of reading.keys) {
    if (node.used) continue;
    node.used = true;
    addSource(sources, 'record_key', node.path);
  }
}

/** True for nearly all records: their paths were met before. */
function areUsed({ slots, keys }: Reading): boolean {
  for (const { node } of slots.values()) if (!node.used) return false;
  return keys.every(({ node }) => node.used);
}

function addSource(sources: Sources, field: string, path: string): void {
  const known = sources.get(field);
  if (known === undefined) sources.set(field, new Set([path]));
  else if (known.size < 50) known.add(path);
}

/** Adds the paths of later records; those that were met before keep the field under which they were met first. */
export function addSources(later: Sources, sources: Sources): void {
  const known = new Set([...sources.values()].flatMap((paths) => [...paths]));
  for (const [field, paths] of later) for (const path of paths) if (!known.has(path)) addSource(sources, field, path);
}
