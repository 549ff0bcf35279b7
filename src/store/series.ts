/** What alerts are replayed on: counts by the minute and values of metrics. */
import { readFileSync } from 'node:fs';
import type { CountRow, LevelRow, Recorded } from '../model/metric.js';
import { inLanes } from '../util/lanes.js';
import { type Engine, LANES } from './engine.js';

const FOLDER = new URL('./series/', import.meta.url);

export async function readSeries(engine: Engine): Promise<Recorded> {
  const [counts, depths, samples] = await inLanes(['counts', 'depths', 'samples'], LANES, (name) =>
    engine.rows(readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8')),
  );
  return { counts: counts as unknown as CountRow[], depths: depths as unknown as LevelRow[], samples: samples as unknown as LevelRow[] };
}
