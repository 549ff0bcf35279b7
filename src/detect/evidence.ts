/** Which lines show a finding: event numbers of its rows to files and lines. */
import type { Detection } from '../model/finding.js';
import type { Store } from '../store/store.js';
import type { RuleRow } from './rows.js';

/** Lines kept for one finding. The first and last rows are kept and the rest thinned evenly. */
const MOST_LINES = 24;

interface Pointer {
  readonly id: number;
  readonly why: string;
}

/** Events that a row points at, and what each shows. */
export function pointers(row: RuleRow): Pointer[] {
  return [1, 2, 3].flatMap((n) => {
    const id = row[`event_${n}`];
    return typeof id === 'number' ? [{ id, why: String(row[`why_${n}`] ?? '') }] : [];
  });
}

/** Evenly spread places of a list, first and last included. */
export function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / Math.max(1, most - 1))] as T);
}

/** The lines behind the rows of one finding, in the order of time, each line once. */
export async function evidenceOf(store: Store, rows: readonly RuleRow[]): Promise<Detection['evidence']> {
  const each = Math.max(1, ...rows.slice(0, 50).map((row) => pointers(row).length));
  const chosen = new Map<number, string>();
  for (const pointer of spread(rows, Math.floor(MOST_LINES / each)).flatMap(pointers)) {
    if (!chosen.has(pointer.id)) chosen.set(pointer.id, pointer.why);
  }
  if (chosen.size === 0) return [];
  const places = await store.rows(`SELECT id, file, line, at_ms FROM events WHERE id IN (${[...chosen.keys()].join(', ')}) ORDER BY id`);
  return places.map((place) => ({
    file: String(place.file),
    line: Number(place.line),
    at_ms: place.at_ms === null ? null : Number(place.at_ms),
    why: chosen.get(Number(place.id)) ?? '',
  }));
}
