/** Facts about the whole input, from fixed queries: one file per list in `facts/`. */

import { readFileSync } from 'node:fs';
import { type CutFacts, Facts } from '../model/facts.js';
import { READ_ONCE } from '../model/read-once.js';
import { inLanes } from '../util/lanes.js';
import { type Engine, LANES, type Row } from './engine.js';

const FOLDER = new URL('./facts/', import.meta.url);
const LISTS = [
  'operations',
  'errors',
  'moments',
  'claims',
  'buckets',
  'lags',
  'signals',
  'systems',
  'waits',
  'recoveries',
  'clocks',
  'zones',
  'aliases',
] as const;

const CAP = /\nLIMIT (\d+)\s*$/;

/** Reads all facts, and which of their lists were cut. */
export async function readFacts(engine: Engine): Promise<Facts> {
  const [span, ...lists] = await inLanes(['span', ...LISTS], LANES, (name) => readList(engine, name));
  const named = LISTS.map((name, at) => [name, lists[at]?.rows] as const);
  return Facts.parse({ ...span?.rows[0], ...Object.fromEntries(named), cut: lists.flatMap(({ cut }) => cut) }, READ_ONCE);
}

/** A list that is as long as its query allows is counted again without that limit. */
async function readList(engine: Engine, list: string): Promise<{ rows: Row[]; cut: CutFacts[] }> {
  const sql = readFileSync(new URL(`${list}.sql`, FOLDER), 'utf8');
  const rows = await engine.rows(sql);
  if (rows.length < Number(CAP.exec(sql)?.[1] ?? Infinity)) return { rows, cut: [] };
  const total = Number((await engine.rows(`SELECT count(*) AS total FROM (${sql.replace(CAP, '')})`))[0]?.total);
  return { rows, cut: total > rows.length ? [{ list, kept: rows.length, total }] : [] };
}
