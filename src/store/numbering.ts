/** Events in the order of their numbers: most logs are written so, and need not be sorted. */
import type { Engine } from './engine.js';

const SORTED = `
  SELECT n.id, s.stream, r.*
  FROM raw_events r JOIN event_numbers n ON n.place = r.rowid JOIN stream_files s ON s.file = r.file
  ORDER BY n.id`;

/** What stands left of a join is read in its order. */
const AS_IT_STANDS = 'SELECT r.rowid + 1 AS id, s.stream, r.* FROM raw_events r JOIN stream_files s ON s.file = r.file';

/** Fills `events` (one row per event, with its number and its stream) from `raw_events`, and drops what it was made from. */
export async function numberEvents(engine: Engine): Promise<void> {
  const [moved] = await engine.rows('SELECT 1 AS one FROM event_numbers WHERE id <> place + 1 LIMIT 1');
  const events = moved === undefined ? AS_IT_STANDS : SORTED;
  await engine.run(`
    SET disabled_optimizers = 'join_order,build_side_probe_side';
    CREATE TABLE events AS ${events};
    RESET disabled_optimizers;
    DROP TABLE raw_events; DROP TABLE event_numbers; DROP TABLE stream_files;`);
}
