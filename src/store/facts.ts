/** Facts about the whole input, from fixed queries: one file per list in `facts/`. */
import { readFileSync } from 'node:fs';
import { Facts } from '../model/facts.js';
import type { Engine, Row } from './engine.js';

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
  'clocks',
  'zones',
  'aliases',
] as const;

/** Reads all facts. */
export async function readFacts(engine: Engine): Promise<Facts> {
  const query = (name: string): Promise<Row[]> => engine.rows(readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8'));
  const [span] = await query('span');
  // One after the other: the engine must not be closed on a failure while other queries still run in it.
  const lists: [string, Row[]][] = [];
  for (const name of LISTS) lists.push([name, await query(name)]);
  return Facts.parse({ ...span, ...Object.fromEntries(lists) });
}
