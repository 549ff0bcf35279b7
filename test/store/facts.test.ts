import { beforeAll, describe, expect, it } from 'vitest';
import type { Facts } from '../../src/model/facts.js';
import { at, eventsOf, storeOf } from '../support/store.js';

describe('facts about the input', () => {
  let facts: Facts;
  beforeAll(async () => {
    const store = await storeOf(
      eventsOf(
        [
          { at: '10:00:00', status: 429, retry_after_ms: 2000, record_key: 'A-1', duration_ms: 100 },
          { at: '10:00:03', status: 201, record_key: 'A-1', duration_ms: 300 },
          { at: '10:00:10', status: 201, record_key: 'A-2', duration_ms: 100 },
          { at: '10:00:20', timed_out: true, record_key: 'A-3', duration_ms: 5000 },
          { at: '10:00:25', status: 422, record_key: 'A-4', code: 'ValidationException', duration_ms: 50 },
          { at: '10:00:30', method: 'GET', route: '/balances', status: 200, duration_ms: 20 },
          { at: '10:05:00', kind: 'alert', title: 'OrdersFailing', state: 'firing' },
          { at: '10:06:00', kind: 'statement', signal: 'gave_up', record_key: 'A-3' },
        ],
        { service: 'billing', target: 'ledger.test', vantage: 'caller', method: 'POST', route: '/orders' },
      ),
    );
    facts = await store.facts();
    store.close();
  });

  it('count the calls of each operation by outcome', () => {
    const [orders] = facts.operations.filter(({ operation }) => operation === 'POST /orders');
    expect(orders).toMatchObject({
      source: 'billing',
      target: 'ledger.test',
      is_write: true,
      calls: 5,
      works: 4,
      ok: 2,
      throttled: 1,
      permanent: 1,
      ambiguous: 1,
      retried: 1,
      max_attempts: 2,
      max_ok_ms: 300,
      timeout_ms: 5000,
    });
    expect(facts.operations.find(({ operation }) => operation === 'GET /balances')).toMatchObject({ is_write: false, calls: 1, ok: 1 });
  });

  it('tell of each error whether its work was repeated and recovered', () => {
    expect(facts.errors.find(({ status }) => status === 429)).toMatchObject({
      outcome: 'throttled',
      calls: 1,
      repeated: 1,
      recovered: 1,
      line: 1,
    });
    expect(facts.errors.find(({ status }) => status === 422)).toMatchObject({ outcome: 'permanent', repeated: 0, recovered: 0, line: 5 });
  });

  it('tell whether waits that the target asked for were honoured', () => {
    expect(facts.waits).toMatchObject([{ operation: 'POST /orders', waits: 1, asked: 1, honoured: 1 }]);
  });

  it('name the moments, signals, systems and the span', () => {
    expect(facts.moments).toMatchObject([{ at_ms: at('10:05:00'), kind: 'alert', state: 'firing', line: 7 }]);
    expect(facts.signals).toMatchObject([{ signal: 'gave_up', events: 1, line: 8 }]);
    expect(facts.systems.map(({ name, role }) => [name, role]).sort()).toEqual([
      ['billing', 'caller'],
      ['ledger.test', 'target'],
    ]);
    expect([facts.start_ms, facts.end_ms]).toEqual([at('10:00:00'), at('10:06:00')]);
  });

  it('put every call with a time into one bucket', () => {
    expect(facts.buckets.reduce((sum, { calls }) => sum + calls, 0)).toBe(6);
    expect(facts.buckets.length).toBeLessThanOrEqual(240);
  });
});

it('facts of nothing are empty', async () => {
  const store = await storeOf([]);
  const facts = await store.facts();
  store.close();
  expect(facts).toMatchObject({
    start_ms: null,
    end_ms: null,
    operations: [],
    errors: [],
    moments: [],
    buckets: [],
    signals: [],
    systems: [],
    waits: [],
  });
});

describe('a list that is longer than the review keeps', () => {
  it('says how much was left out', async () => {
    const store = await storeOf(
      eventsOf(
        Array.from({ length: 230 }, (_, n) => ({ at: '10:00:00', status: 200, target: `erp-${n}.test` })),
        { service: 'billing', target: 'ledger.test', vantage: 'caller', method: 'POST', route: '/orders' },
      ),
    );
    const facts = await store.facts();
    store.close();
    expect(facts.operations).toHaveLength(200);
    expect(facts.cut).toContainEqual({ list: 'operations', kept: 200, total: 230 });
  });
});

it('name a job that has no name by its text, legible where that is masked', async () => {
  const store = await storeOf(eventsOf([{ at: '10:00:00', kind: 'job', signal: 'succeeded', template: 'job <*> done', job_id: '17' }]));
  const { operations } = await store.facts();
  store.close();
  expect(operations).toMatchObject([{ operation: 'job … done', calls: 1 }]);
});
