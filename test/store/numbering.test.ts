import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { openEngine } from '../../src/store/engine.js';
import { numberEvents } from '../../src/store/numbering.js';

/** More than two pieces of the engine, so that two threads would share them. */
const EVENTS = 300_000;

/** Numbers the events of files whose every event is one minute later than the one before; how many stand at a wrong number. */
async function misplaced(streams: readonly string[]): Promise<unknown> {
  const engine = await openEngine({ memory: 512 * 2 ** 20 });
  try {
    await engine.run(`
      SET threads = ${Math.max(2, availableParallelism())};
      CREATE TABLE raw_events AS
        SELECT i // ${EVENTS / streams.length} || '.log' AS file, i AS line, i * 60000 AS at_ms FROM range(${EVENTS}) r(i);
      CREATE TABLE stream_files AS SELECT * FROM (VALUES ${streams.map((stream, i) => `('${i}.log', '${stream}')`).join(', ')}) v(file, stream);
      CREATE TABLE event_numbers AS SELECT rowid AS place, row_number() OVER (ORDER BY at_ms) AS id FROM raw_events;`);
    await numberEvents(engine);
    const [row] = await engine.rows(
      'SELECT count(*) FILTER (WHERE id <> line + 1) AS wrong, count(*) AS events, count(DISTINCT stream) AS streams FROM events',
    );
    return row;
  } finally {
    engine.close();
  }
}

test('events of one file in the order of time are numbered in that order, however many threads there are', async () => {
  expect(await misplaced(['one'])).toEqual({ wrong: 0, events: EVENTS, streams: 1 });
});

test('events of several files in the order of time are numbered in that order', async () => {
  expect(await misplaced(['a', 'b'])).toEqual({ wrong: 0, events: EVENTS, streams: 2 });
});
