import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.js';
import type { LoadedRule } from '../../src/model/rule.js';
import type { Store } from '../../src/store/store.js';
import { FAILED_CALLS, ruleOver } from '../support/rule.js';
import { at, eventsOf, storeOf } from '../support/store.js';

const EVENTS = eventsOf(
  [
    { at: '10:00:00', status: 503, record_key: 'A-1', duration_ms: 1000 },
    { at: '10:00:05', status: 503, record_key: 'A-1', duration_ms: 1000 },
    { at: '10:00:05', status: 503, record_key: 'A-2', duration_ms: 1000 },
    { at: '10:00:10', status: 201, record_key: 'A-3', duration_ms: 100 },
    { at: '10:00:20', status: 500, record_key: 'B-1', route: '/refunds', duration_ms: 100 },
  ],
  { service: 'billing', target: 'ledger.test', vantage: 'caller', method: 'POST', route: '/orders' },
);

let store: Store;
beforeAll(async () => {
  store = await storeOf(EVENTS);
});
afterAll(() => store.close());

/** Outcome and detections of one rule. */
async function run(rule: LoadedRule, parameters: Record<string, number> = {}) {
  const { detections, outcomes } = await detect(store, [rule], { parameters: { [rule.id]: parameters } });
  const [outcome] = outcomes;
  if (!outcome) throw new Error('a rule without an outcome');
  return { detections, outcome };
}

describe('a detection', () => {
  it('is made for each subject, with window, keys, measures and lines', async () => {
    const { detections, outcome } = await run(ruleOver());
    expect(outcome).toMatchObject({ rule: 'own/failed-calls', outcome: 'found', findings: 2, error: null, blind: [] });
    expect(detections.map(({ subject }) => subject.operation)).toEqual(['POST /orders', 'POST /refunds']);
    expect(detections[0]).toMatchObject({
      subject: { source: 'billing', target: 'ledger.test' },
      window: { start_ms: at('10:00:00'), end_ms: at('10:00:05') },
      keys: ['A-1', 'A-2'],
      key_total: 2,
      measures: { failures: 3 },
      certainty: 0.9,
      evidence: [{ line: 1 }, { line: 2 }, { line: 3 }],
    });
  });

  it('is as certain as its rows on the average', async () => {
    const { detections } = await run(
      ruleOver(`SELECT at_ms, id AS event_1, CASE WHEN id = 1 THEN 1.0 ELSE 0.7 END AS certainty FROM calls WHERE status = 503`),
    );
    expect(detections[0]?.certainty).toBeCloseTo(0.8);
  });

  it('says of each innocent explanation in how many rows it was checked', async () => {
    const sql = `SELECT at_ms, id AS event_1, CASE WHEN id = 1 THEN true END AS one, true AS every, CAST(NULL AS BOOLEAN) AS none, false AS held FROM calls WHERE status = 503`;
    const rules_out = ['one', 'every', 'none', 'held'].map((column) => ({ column, explanation: `explanation ${column}` }));
    const { detections } = await run(ruleOver(sql, { rules_out }));
    expect(detections[0]?.ruled_out.map(({ result, checked, total }) => [result, checked, total])).toEqual([
      ['ruled_out', 1, 3],
      ['ruled_out', 3, 3],
      ['not_checkable', 0, 3],
      ['not_checkable', 0, 3],
    ]);
  });

  it('has no window where no row has a time', async () => {
    const { detections } = await run(ruleOver('SELECT CAST(NULL AS BIGINT) AS at_ms, id AS event_1 FROM calls'));
    expect(detections[0]?.window).toBeNull();
  });

  it('lists 10,000 keys at the most and counts them all', async () => {
    const { detections } = await run(ruleOver(`SELECT 0 AS at_ms, 1 AS event_1, 'A-' || range AS record_key FROM range(10001)`));
    expect([detections[0]?.keys.length, detections[0]?.key_total]).toEqual([10_000, 10_001]);
  });
});

describe('thresholds and parameters', () => {
  const least = { least: { default: 2, min: 1, max: 3, unit: 'calls', doc: 'Fewer are none.' } };
  const rule = ruleOver(FAILED_CALLS, { parameters: least, when: [{ measure: 'failures', at_least: 'least' }] });

  it('a group below the threshold is no finding', async () => {
    const { detections, outcome } = await run(rule);
    expect(detections.map(({ subject }) => subject.operation)).toEqual(['POST /orders']);
    expect(outcome).toMatchObject({ findings: 1, parameters: { least: 2 } });
  });

  it('the configuration moves the threshold', async () => {
    expect((await run(rule, { least: 1 })).detections).toHaveLength(2);
  });

  it('but never beyond its bounds, and the outcome says what was used', async () => {
    const { detections, outcome } = await run(rule, { least: 100 });
    expect(outcome.parameters).toEqual({ least: 3 });
    expect(detections).toHaveLength(1);
  });

  it('are given to the query by name', async () => {
    const { detections } = await run(ruleOver(`SELECT at_ms, id AS event_1 FROM calls WHERE id <= $least`, { parameters: least }));
    expect(detections[0]?.measures).toEqual({ failures: 2 });
  });

  it('no row is clear', async () => {
    expect((await run(ruleOver('SELECT at_ms, id AS event_1 FROM calls WHERE false'))).outcome).toMatchObject({
      outcome: 'clear',
      findings: 0,
    });
  });
});

describe('a rule that names the rows its harm comes from', () => {
  const outcomeOf = async (only_where: LoadedRule['rule']['only_where'], sql?: string) =>
    (await run(ruleOver(sql, { only_where }))).outcome;
  const NONE = { view: 'calls', where: "outcome = 'throttled'" };

  it('is clear where the input has none, and its query is not asked', async () => {
    expect(await outcomeOf([NONE], 'SELECT colour FROM calls')).toMatchObject({ outcome: 'clear', findings: 0, error: null });
  });

  it('is asked where one of several is there', async () => {
    expect(await outcomeOf([NONE, { view: 'events', where: 'status = 500' }])).toMatchObject({ outcome: 'found', findings: 2 });
    expect(await outcomeOf([{ view: 'calls' }])).toMatchObject({ outcome: 'found', findings: 2 });
  });
});

describe('a rule that fails', () => {
  it('is an outcome of one line and stops no other', async () => {
    const broken = ruleOver('SELECT at_ms, id AS event_1, colour FROM calls', { name: 'broken' });
    const { detections, outcomes } = await detect(store, [broken, ruleOver()]);
    expect(outcomes.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['own/broken', 'error'],
      ['own/failed-calls', 'found'],
    ]);
    expect(outcomes[0]?.error).toMatch(/colour/);
    expect(outcomes[0]?.error).not.toContain('\n');
    expect(detections).toHaveLength(2);
  });

  it('says which parameter it lacks', async () => {
    expect((await run(ruleOver('SELECT at_ms, id AS event_1 FROM calls WHERE id > $unknown'))).outcome.error).toMatch(/\$unknown/);
  });
});

describe('a rule from a stranger', () => {
  const contents = async () => JSON.stringify(await store.rows('SELECT * FROM events ORDER BY id'));
  const tables = async () => JSON.stringify(await store.rows('SELECT table_name FROM duckdb_tables() ORDER BY ALL'));

  it.each([
    ['deletes', 'DELETE FROM events'],
    ['inserts', 'INSERT INTO events (id) VALUES (99)'],
    ['changes', 'UPDATE events SET status = 200'],
    ['drops', 'DROP TABLE events'],
    ['creates', 'CREATE TABLE mine AS SELECT 1 AS one'],
    ['returns what it deleted', 'DELETE FROM events RETURNING at_ms, id AS event_1'],
    ['writes within a WITH', 'WITH gone AS (DELETE FROM events RETURNING *) SELECT * FROM gone'],
    ['attaches a database', `ATTACH ':memory:' AS other`],
    ['attaches a file', `ATTACH '/tmp/caseharden-other.db' AS other`],
    ['copies to a file', `COPY events TO '/tmp/caseharden-copy.csv'`],
    ['reads a file', `SELECT 0 AS at_ms, 1 AS event_1 FROM read_text('/etc/hostname')`],
    ['reads a folder', `SELECT 0 AS at_ms, 1 AS event_1 FROM glob('/*')`],
    ['reads the network', `SELECT 0 AS at_ms, 1 AS event_1 FROM read_csv('https://ledger.test/a.csv')`],
    ['changes a setting', 'SET enable_external_access = true'],
    ['runs a pragma', 'PRAGMA database_list'],
    ['runs two statements', 'SELECT 0 AS at_ms, 1 AS event_1; DROP TABLE events'],
    [
      'closes the bracket and goes on',
      'SELECT 0 AS at_ms, 1 AS event_1) AS a; DROP TABLE events; SELECT * FROM (SELECT 0 AS at_ms, 1 AS event_1',
    ],
    ['closes the bracket and hides the rest', 'SELECT 0 AS at_ms, 1 AS event_1); DROP TABLE events; --'],
    ['runs a query from a text', `SELECT * FROM query('DROP TABLE events')`],
    ['installs an extension', 'INSTALL httpfs'],
  ])('that %s is an error and does nothing', async (_, sql) => {
    const before = [await contents(), await tables()];
    const { detections, outcome } = await run(ruleOver(sql));
    expect(outcome).toMatchObject({ outcome: 'error', findings: 0 });
    expect(outcome.error).toBeTruthy();
    expect(detections).toEqual([]);
    expect([await contents(), await tables()]).toEqual(before);
  });

  it.each([
    ['condition', { view: 'calls', columns: [], where: 'true); DROP TABLE events; --' }],
    ['view', { view: 'calls"; DROP TABLE events; --', columns: [] }],
    ['column', { view: 'calls', columns: ['id" IS NULL); DROP TABLE events; --'] }],
    ['view that is a file', { view: '/etc/hostname', columns: [] }],
  ])('whose requirement breaks out of its %s is an error and does nothing', async (_, need) => {
    const before = [await contents(), await tables()];
    const requires = [{ ...need, blind: 'Nothing can be said.', close: 'Nothing helps.' }];
    expect((await run(ruleOver(FAILED_CALLS, { requires }))).outcome.outcome).toBe('error');
    expect([await contents(), await tables()]).toEqual(before);
  });
});

describe('a rule whose requirements are not met', () => {
  const need = (over: { view?: string; columns?: string[]; where?: string; blind?: string }) => ({
    view: 'calls',
    columns: [],
    blind: 'It cannot be judged.',
    close: 'Log it.',
    ...over,
  });

  it.each([
    ['a view without rows', need({ view: 'export_rows' })],
    ['a column that nothing fills', need({ columns: ['record_key', 'idempotency_key'] })],
    ['a condition that no row meets', need({ where: 'status = 429' })],
  ])('is not judged: %s', async (_, missing) => {
    const { detections, outcome } = await run(ruleOver(FAILED_CALLS, { requires: [missing] }));
    expect(outcome).toMatchObject({ outcome: 'not_judged', findings: 0, blind: [{ what: 'It cannot be judged.', close: 'Log it.' }] });
    expect(detections).toEqual([]);
  });

  it('lists every gap, and its query is not run', async () => {
    const requires = [need({ view: 'export_rows', blind: 'No export.' }), need({}), need({ where: 'false', blind: 'No such call.' })];
    const { outcome } = await run(ruleOver('SELECT nothing FROM nowhere', { requires }));
    expect(outcome.outcome).toBe('not_judged');
    expect(outcome.blind.map(({ what }) => what)).toEqual(['No export.', 'No such call.']);
  });

  it('is judged when every column is filled in one and the same row', async () => {
    expect((await run(ruleOver(FAILED_CALLS, { requires: [need({ columns: ['record_key', 'status'] })] }))).outcome.outcome).toBe('found');
  });
});

it('the order in which events are read does not matter', async () => {
  const rules = [
    ruleOver(FAILED_CALLS, {
      measures: {
        failures: { aggregate: 'rows', doc: 'Calls.' },
        first_ms: { column: 'duration_ms', aggregate: 'first', doc: 'The first.' },
      },
    }),
  ];
  const expected = await detect(store, rules);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(EVENTS, { minLength: EVENTS.length }), async (read) => {
      const other = await storeOf(read);
      const found = await detect(other, rules);
      other.close();
      expect(found).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});

it('rows about one line and moment stand in one order, however the query gives them', async () => {
  const keys = (order: string) =>
    ruleOver(`SELECT * FROM (SELECT 0 AS at_ms, 1 AS event_1, 'A-' || range AS record_key FROM range(50)) ORDER BY record_key ${order}`);
  expect((await run(keys('DESC'))).detections).toEqual((await run(keys('ASC'))).detections);
});
