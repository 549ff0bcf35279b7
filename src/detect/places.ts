/** Where each harmed record stands: the lines that its rows point at, and the ids that targets gave there. */
import type { Detection } from '../model/finding.js';
import { REPAIRABLE } from '../model/repair.js';
import type { LoadedRule } from '../model/rule.js';
import type { Store } from '../store/store.js';
import { groupBy } from '../util/groups.js';
import { pointers } from './evidence.js';
import type { RuleRow } from './rows.js';

type Place = Detection['places'][number];

/** Places listed in one finding. */
const MOST_PLACES = 10_000;

/** One entry per record, in the order of time; rows without a key stand for themselves. Empty for rules with nothing to repair record by record. */
export async function placesOf(store: Store, { rule }: LoadedRule, rows: readonly RuleRow[]): Promise<Detection['places']> {
  if (!REPAIRABLE.includes(rule.category)) return [];
  const byRecord = groupBy(rows, (row, at) => (typeof row.record_key === 'string' ? `key:${row.record_key}` : `row:${at}`));
  const kept = [...byRecord.values()].slice(0, MOST_PLACES);
  const lines = await linesOf(store, kept.flat());
  return kept.map((own) => placeOf(own, lines));
}

interface Line {
  readonly place: string;
  readonly created: string | null;
}

function placeOf(rows: readonly RuleRow[], lines: ReadonlyMap<number, Line>): Place {
  const [first] = rows;
  const all = rows.flatMap(pointers);
  const found = all.flatMap(({ id }) => lines.get(id) ?? []);
  const extra = rows.reduce((sum, row) => sum + (Number(row.extra_effects ?? row.redeliveries) || 0), 0);
  return {
    key: typeof first?.record_key === 'string' ? first.record_key : null,
    at_ms: typeof first?.at_ms === 'number' ? first.at_ms : null,
    lines: [...new Set(found.map(({ place }) => place))].slice(0, 6),
    created: [...new Set(found.flatMap(({ created }) => created ?? []))].slice(0, 6),
    extra,
    why: all.at(-1)?.why ?? '',
  };
}

async function linesOf(store: Store, rows: readonly RuleRow[]): Promise<Map<number, Line>> {
  const ids = [...new Set(rows.flatMap(pointers).map(({ id }) => id))];
  if (ids.length === 0) return new Map();
  const found = await store.rows(`SELECT id, file, line, created_id FROM events WHERE id IN (${ids.join(', ')})`);
  return new Map(
    found.map((row) => [
      Number(row.id),
      { place: `${row.file}:${row.line}`, created: row.created_id === null ? null : String(row.created_id) },
    ]),
  );
}
