/** What is appended in columns comes back as it was, whatever the rows hold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openEngine } from '../../src/store/engine.js';
import { type ColumnBatch, type ColumnField, openColumns } from '../../src/util/columns.js';

const FIELDS: readonly ColumnField[] = [
  { name: 'text', type: 'VARCHAR' },
  { name: 'other', type: 'VARCHAR' },
  { name: 'whole', type: 'BIGINT' },
  { name: 'number', type: 'DOUBLE' },
  { name: 'flag', type: 'BOOLEAN' },
];

function columnsOf(rows: readonly object[]): ColumnBatch {
  const open = openColumns(FIELDS, 2048);
  for (const row of rows) open.add(row);
  return open.take();
}

async function roundTrip(batches: readonly (readonly object[])[]) {
  const engine = await openEngine();
  try {
    await engine.run(`CREATE TABLE t (${FIELDS.map(({ name, type }) => `${name} ${type}`).join(', ')})`);
    const appending = await engine.appending('t', FIELDS);
    for (const rows of batches) await appending.add(columnsOf(rows));
    await appending.end();
    return await engine.rows('SELECT * FROM t ORDER BY rowid');
  } finally {
    engine.close();
  }
}

const none = { text: null, other: null, whole: null, number: null, flag: null };

test('texts of every length and alphabet', async () => {
  const texts = [
    '',
    'a',
    'twelve bytes',
    'thirteen byte',
    'thirteen byte',
    'ü',
    'fünfzehn Zeichen',
    '注文',
    '😀 and more than twelve',
    'x'.repeat(5000),
  ];
  const rows = texts.map((text, n) => ({ ...none, text, other: n % 2 === 0 ? text : null }));
  expect(await roundTrip([rows])).toEqual(rows);
});

test('numbers of 64 bits, and halves to the even one', async () => {
  const values = [0, -1, 1_770_012_345_678, -1_770_012_345_678, 2 ** 32, -(2 ** 32), 2 ** 53 - 1, 0.5, 1.5, 2.5, -0.5, -1.5, 1.2, 1.8];
  const stored = await roundTrip([values.map((whole) => ({ ...none, whole, number: whole }))]);
  expect(stored.map(({ number }) => number)).toEqual(values);
  const engine = await openEngine();
  const asEngine = await engine.rows(
    `SELECT CAST(CAST(v AS DOUBLE) AS BIGINT) AS v FROM (VALUES ${values.map((v) => `(${v})`).join(', ')}) AS t (v)`,
  );
  engine.close();
  expect(stored.map(({ whole }) => whole)).toEqual(asEngine.map(({ v }) => v));
});

test('rows without values, and batches of all sizes', async () => {
  const batches = [1, 63, 64, 65, 2048].map((size) =>
    Array.from({ length: size }, (_, n) => ({ ...none, whole: n % 3 === 0 ? n : null, flag: n % 5 === 0 ? n % 2 === 0 : null })),
  );
  expect(await roundTrip([[none], ...batches, [none]])).toEqual([none, ...batches.flat(), none]);
});

test('whatever the rows hold', async () => {
  const row = fc.record({
    text: fc.option(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom('GET', 'ledger.test', 'a route that repeats')),
    ),
    other: fc.option(fc.string({ unit: 'binary', maxLength: 20 })),
    whole: fc.option(fc.maxSafeInteger()),
    number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    flag: fc.option(fc.boolean()),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 100 }), async (rows) => {
      const stored = (await roundTrip([rows])).map((one) => ({ ...one, number: one['number'] === 0 ? 0 : one['number'] }));
      expect(stored).toEqual(rows.map((one) => ({ ...one, number: one.number === 0 ? 0 : one.number })));
    }),
    { numRuns: 60 },
  );
});

test('rows in their order when they are packed meanwhile', async () => {
  const count = 300_000;
  const batches = Array.from({ length: count / 2000 }, (_, n) =>
    Array.from({ length: 2000 }, (_, m) => ({ ...none, whole: n * 2000 + m, text: `record ${(n * 2000 + m) % 977}` })),
  );
  const engine = await openEngine();
  await engine.run('CREATE TABLE t (text VARCHAR, other VARCHAR, whole BIGINT, number DOUBLE, flag BOOLEAN)');
  const appending = await engine.appending('t', FIELDS);
  for (const rows of batches) await appending.add(columnsOf(rows));
  await appending.end();
  const found = await engine.rows("SELECT count(*) AS n FROM t WHERE whole = rowid AND text = 'record ' || whole % 977");
  engine.close();
  expect(found).toEqual([{ n: count }]);
});

test('rows whose fields stand in another order, are left out or have no column', async () => {
  const rows = [{ text: 'one', whole: 1 }, { whole: 2, text: 'two', more: 'x' }, { flag: true }, { text: 'four', whole: 4 }];
  expect(await roundTrip([rows])).toEqual([
    { ...none, text: 'one', whole: 1 },
    { ...none, text: 'two', whole: 2 },
    { ...none, flag: true },
    { ...none, text: 'four', whole: 4 },
  ]);
});

test('a value of another type is refused, with the name of its column', () => {
  expect(() => columnsOf([{ ...none, whole: 'seven' }])).toThrow('a value of the column whole is a string');
});
