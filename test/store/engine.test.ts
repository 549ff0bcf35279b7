import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/store/engine.js';
import type { Store } from '../../src/store/store.js';
import { eventsOf, storeOf } from '../support/store.js';

describe('engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine.close());

  it('takes parameters by their names, in whatever order they stand', async () => {
    expect(await engine.rows('SELECT $late - $early AS gap, $early AS early', { early: 2, late: 5.5 })).toEqual([{ gap: 3.5, early: 2 }]);
  });

  it('says which parameter has no value', async () => {
    await expect(engine.rows('SELECT $least_calls AS n', { least: 1 })).rejects.toThrow('parameter $least_calls has no value');
  });

  it('answers several queries that are asked at once, each with its own', async () => {
    const asked = [1, 2, 3, 4, 5].map((n) => engine.rows('SELECT $n AS n, count(*) AS counted FROM range(20000)', { n }));
    expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5].map((n) => [{ n, counted: 20_000 }]));
  });

  it('shows temporary tables to queries that stand alone, also after several went side by side', async () => {
    await engine.run('CREATE TEMP TABLE places AS SELECT 7 AS place');
    await Promise.allSettled([engine.rows('SELECT 1 AS one'), engine.rows('SELECT 1 AS one'), engine.rows('SELECT nothing')]);
    expect(await engine.rows('SELECT place FROM places')).toEqual([{ place: 7 }]);
  });

  it('gives 64-bit integers and sums as numbers, exact up to 2^53', async () => {
    const [row] = await engine.rows('SELECT 9007199254740991::BIGINT AS most, count(*) AS counted, sum(2::BIGINT) AS summed FROM range(3)');
    expect(row).toEqual({ most: 9007199254740991, counted: 3, summed: 6 });
  });

  it('gives lists as arrays, with numbers inside', async () => {
    expect(await engine.rows("SELECT [1::BIGINT, 2, NULL] AS numbers, ['a', 'b'] AS texts")).toEqual([
      { numbers: [1, 2, null], texts: ['a', 'b'] },
    ]);
  });

  it('keeps null, false, 0 and the empty text apart', async () => {
    await engine.run('CREATE TABLE cells (a VARCHAR, b BOOLEAN, c DOUBLE, d BIGINT)');
    await engine.append('cells', [
      ['', false, 0, 0],
      [null, null, null, null],
    ]);
    expect(await engine.rows('SELECT * FROM cells')).toEqual([
      { a: '', b: false, c: 0, d: 0 },
      { a: null, b: null, c: null, d: null },
    ]);
  });

  it('keeps texts as they are, whatever they hold', async () => {
    const hostile = [`'; DROP TABLE texts; --`, '$1 "quoted" \\ \n\t', '\u{1F4A5} é 漢', 'x'.repeat(70_000)];
    await engine.run('CREATE TABLE texts (text VARCHAR)');
    await engine.append(
      'texts',
      hostile.map((text) => [text]),
    );
    expect((await engine.rows('SELECT text FROM texts')).map((row) => row.text)).toEqual(hostile);
  });

  it('says what is wrong with a query, and works on after it', async () => {
    await expect(engine.rows('SELECT amount FROM nowhere')).rejects.toThrow(/nowhere/);
    await expect(engine.rows('SELEC 1')).rejects.toThrow(/syntax error/i);
    await expect(engine.rows('SELECT 1; SELECT 2')).rejects.toThrow(/multiple statements/);
    expect(await engine.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a store that is built', () => {
  const target = path.join(tmpdir(), `caseharden-engine-test-${process.pid}`);
  let store: Store;
  beforeAll(async () => {
    store = await storeOf(eventsOf([{ at: '10:00:00', status: 200, service: 'billing', method: 'GET', route: '/balances' }]));
  });
  afterAll(() => store.close());

  it.each([
    `SELECT * FROM read_text('${import.meta.filename}')`,
    `SELECT * FROM read_blob('${import.meta.filename}')`,
    `SELECT * FROM read_csv('${import.meta.filename}')`,
    `SELECT * FROM read_json('${path.resolve('package.json')}')`,
    `SELECT * FROM '${path.resolve('package.json')}'`,
    `SELECT * FROM sniff_csv('${import.meta.filename}')`,
    `SELECT * FROM glob('/*')`,
  ])('reads no file: %s', async (sql) => {
    await expect(store.rows(sql)).rejects.toThrow(/disabled by configuration|does not exist/);
  });

  it.each([`COPY events TO '${target}'`, `EXPORT DATABASE '${target}'`, `ATTACH '${target}' AS other`])(
    'writes no file: %s',
    async (sql) => {
      await expect(store.rows(sql)).rejects.toThrow(/disabled by configuration/);
      expect(existsSync(target)).toBe(false);
    },
  );

  it.each(['INSTALL httpfs', 'LOAD httpfs', `SELECT * FROM read_parquet('https://ledger.test/a.parquet')`])(
    'loads no extension and reaches no network: %s',
    async (sql) => {
      await expect(store.rows(sql)).rejects.toThrow(/disabled/);
    },
  );

  it.each(['SET enable_external_access = true', 'SET lock_configuration = false', 'RESET memory_limit', 'SET threads = 1'])(
    'keeps its settings: %s',
    async (sql) => {
      await expect(store.rows(sql)).rejects.toThrow(/has been locked|Cannot/);
    },
  );

  it('still answers', async () => {
    expect(await store.rows('SELECT service, operation FROM events')).toEqual([{ service: 'billing', operation: 'GET /balances' }]);
  });
});
