/** Events in the order of their numbers: most logs are written so, and need not be sorted. */
import type { Engine } from './engine.js';

const SORTED = `
  SELECT n.id, s.stream, r.*
  FROM raw_events r JOIN event_numbers n ON n.place = r.rowid JOIN stream_files s ON s.file = r.file
  ORDER BY n.id`;

/** What stands left of a join is read in its order. */
const AS_IT_STANDS = 'SELECT r.rowid + 1 AS id, s.stream, r.* FROM raw_events r JOIN stream_files s ON s.file = r.file';

/**
 * Fills `events` (one row per event, with its number and its stream) from `raw_events`, and drops what it was made from.
 * One file in the order of time is not copied: to write all its columns anew takes fifty times as long as to add two.
 */
export async function numberEvents(engine: Engine): Promise<void> {
  const [moved] = await engine.rows('SELECT 1 AS one FROM event_numbers WHERE id <> place + 1 LIMIT 1');
  const streams = await engine.rows('SELECT stream FROM stream_files LIMIT 2');
  if (moved === undefined && streams.length === 1) await numberInPlace(engine, String(streams[0]?.stream));
  else await engine.run(copied(moved === undefined ? AS_IT_STANDS : SORTED));
  await engine.run('DROP TABLE event_numbers; DROP TABLE stream_files;');
}

const copied = (events: string): string => `
  SET disabled_optimizers = 'join_order,build_side_probe_side';
  CREATE TABLE events AS ${events};
  RESET disabled_optimizers;
  DROP TABLE raw_events;`;

/** By one thread: several would take numbers from the sequence in turns, each for its own part of the table. */
async function numberInPlace(engine: Engine, stream: string): Promise<void> {
  const [setting] = await engine.rows("SELECT current_setting('threads') AS threads");
  await engine.run(`
    SET threads = 1;
    CREATE SEQUENCE numbers;
    ALTER TABLE raw_events ADD COLUMN id BIGINT DEFAULT nextval('numbers');
    ALTER TABLE raw_events ALTER id DROP DEFAULT;
    DROP SEQUENCE numbers;
    SET threads = ${setting?.threads};
    ALTER TABLE raw_events ADD COLUMN stream VARCHAR DEFAULT '${stream.replaceAll("'", "''")}';
    ALTER TABLE raw_events ALTER stream DROP DEFAULT;
    ALTER TABLE raw_events RENAME TO events;`);
}
