/** Facts about the whole input, from fixed queries: one file per list in `facts/`. */
import { readFileSync } from 'node:fs';
import { Facts } from '../model/facts.js';
import { inLanes } from '../util/lanes.js';
import { type Engine, LANES } from './engine.js';

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

/** Reads all facts. */
export async function readFacts(engine: Engine): Promise<Facts> {
  const [span, ...lists] = await inLanes(['span', ...LISTS], LANES, (name) =>
    engine.rows(readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8')),
  );
  return Facts.parse({ ...span?.[0], ...Object.fromEntries(LISTS.map((name, at) => [name, lists[at]])) });
}
