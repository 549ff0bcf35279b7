/** The files that make the views, and which of them an input asks for. */
import { expect, it } from 'vitest';
import type { Row } from '../../src/store/engine.js';
import type { Store } from '../../src/store/store.js';
import { conditionOf, emptyTables, neededFiles, viewFiles } from '../../src/store/view-files.js';
import { eventsOf, storeOf } from '../support/store.js';

const conditional = viewFiles().filter((file) => conditionOf(file) !== null);

/** An engine that answers every question alike. */
const answering = (answer: boolean) => ({
  rows: async (sql: string): Promise<Row[]> =>
    answer ? [...sql.matchAll(/SELECT (\d+) AS file/g)].map(([, file]) => ({ file: Number(file) })) : [],
});

it('files that no event asks for run nothing, and no others', async () => {
  expect(conditional.length).toBeGreaterThan(0);
  expect(await neededFiles(answering(true))).toEqual(viewFiles());
  const idle = viewFiles().map((file) => (conditionOf(file) === null ? file : { ...file, sql: emptyTables(file) }));
  expect(await neededFiles(answering(false))).toEqual(idle);
});

it.each(conditional)('$name leaves no table behind that is not made empty in its place', (file) => {
  const made = [...file.sql.matchAll(/^CREATE (.*?)(TABLE|VIEW) (\w+)/gm)];
  for (const [, how, what, name] of made) {
    if (how === 'TEMP ') expect(file.sql).toContain(`DROP ${what} ${name};`);
    else expect(emptyTables(file), `${name} would be missing where the file is left out`).toContain(`CREATE TABLE ${name} (`);
  }
});

it('tables that are made empty have the columns of the filled ones', async () => {
  const [none, all] = await Promise.all([storeOf([]), storeOf(EVENTS)]);
  try {
    for (const file of conditional.filter((one) => emptyTables(one) !== '')) {
      const condition = conditionOf(file)!.replaceAll('raw_events', 'events');
      expect(await all.rows(`SELECT 1 AS one FROM events WHERE ${condition} LIMIT 1`), `no event here asks for ${file.name}`).toHaveLength(
        1,
      );
    }
    const empty = new Set(conditional.flatMap((file) => [...emptyTables(file).matchAll(/TABLE (\w+)/g)].map(([, name]) => name)));
    const columnsOf = async (store: Store) => (await store.rows(COLUMNS)).filter((column) => empty.has(String(column.table)));
    expect(await columnsOf(none)).toEqual(await columnsOf(all));
  } finally {
    none.close();
    all.close();
  }
});

/** Events that ask for each file that leaves tables behind. */
const EVENTS = eventsOf([
  { at: '10:00:00', status: 200, event_key: 'E-1', request_id: 'r-1', zone: 'stated' },
  { at: '10:00:01', kind: 'row', record_key: 'A-1', zone: 'assumed' },
  { at: '10:00:02', kind: 'sample', metric: 'queue_depth', value: 3 },
]);

const COLUMNS = `SELECT table_name AS "table", column_name, data_type FROM information_schema.columns WHERE table_schema = 'main' ORDER BY table_name, ordinal_position`;
