import { describe, expect, it } from 'vitest';
import { eventsOf, rowsOf, type Written } from '../../support/store.js';

const CALLER: Written = { service: 'billing', target: 'ledger.test', vantage: 'caller', method: 'POST', route: '/orders' };
const SQL = 'SELECT record_key, attempts, transient, permanent, fine, first_outcome, last_outcome FROM operations ORDER BY operation_id';

describe('attempts of one piece of work are one operation', () => {
  it('which a success ends', async () => {
    const operations = await rowsOf(
      SQL,
      [503, 503, 201, 201].map((status, i) => ({ at: `10:00:0${i}`, status })),
      { ...CALLER, record_key: 'A-1001' },
    );
    expect(operations).toEqual([
      { record_key: 'A-1001', attempts: 3, transient: 2, permanent: 0, fine: 1, first_outcome: 'transient', last_outcome: 'ok' },
      { record_key: 'A-1001', attempts: 1, transient: 0, permanent: 0, fine: 1, first_outcome: 'ok', last_outcome: 'ok' },
    ]);
  });

  it('each record by itself', async () => {
    const operations = await rowsOf(SQL, [{ at: '10:00:00', status: 503, record_key: 'A-{n}', repeat: { times: 3 } }], CALLER);
    expect(operations.map(({ record_key, attempts }) => [record_key, attempts])).toEqual([
      ['A-1', 1],
      ['A-2', 1],
      ['A-3', 1],
    ]);
  });

  it('each caller and each operation by itself', async () => {
    const operations = await rowsOf(
      'SELECT source, operation, attempts FROM operations ORDER BY ALL',
      [{ at: '10:00:00' }, { at: '10:00:01' }, { at: '10:00:02', service: 'shop' }, { at: '10:00:03', route: '/refunds' }],
      { ...CALLER, status: 503, record_key: 'A-1001' },
    );
    expect(operations).toEqual([
      { source: 'billing', operation: 'POST /orders', attempts: 2 },
      { source: 'billing', operation: 'POST /refunds', attempts: 1 },
      { source: 'shop', operation: 'POST /orders', attempts: 1 },
    ]);
  });

  it('under spellings of one key that differ in case and a leading #', async () => {
    const operations = await rowsOf(
      SQL,
      ['A-1001', '#A-1001', 'a-1001'].map((record_key, i) => ({ at: `10:00:0${i}`, record_key })),
      { ...CALLER, status: 503 },
    );
    expect(operations.map((operation) => operation.attempts)).toEqual([3]);
  });

  it('never without a key', async () => {
    expect(await rowsOf(SQL, [{ at: '10:00:00', status: 503, repeat: { times: 3 } }], CALLER)).toEqual([]);
  });
});

describe('attempts', () => {
  it('are numbered, with the wait since the end of the one before', async () => {
    const attempts = await rowsOf(
      'SELECT number, gap_ms FROM attempts ORDER BY number',
      [
        { at: '10:00:00', duration_ms: 500 },
        { at: '10:00:03', duration_ms: 1000 },
        { at: '10:00:08', duration_ms: 1000 },
      ],
      { ...CALLER, status: 503, record_key: 'A-1001' },
    );
    expect(attempts).toEqual([
      { number: 1, gap_ms: null },
      { number: 2, gap_ms: 2000 },
      { number: 3, gap_ms: 4000 },
    ]);
  });

  it('know what the target asked of the one before', async () => {
    const attempts = await rowsOf(
      'SELECT previous_outcome, previous_retry_after_ms, gap_ms FROM attempts WHERE number = 2',
      [
        { at: '10:00:00', status: 429, retry_after_ms: 2000 },
        { at: '10:00:01', status: 200 },
      ],
      { ...CALLER, record_key: 'A-1001' },
    );
    expect(attempts).toEqual([{ previous_outcome: 'throttled', previous_retry_after_ms: 2000, gap_ms: 1000 }]);
  });
});

describe('lines of one run of a job', () => {
  it('are one piece of work, although only some of them name its record', async () => {
    const found = await rowsOf(
      'SELECT DISTINCT work_key FROM attempts',
      eventsOf(
        [
          { at: '10:00:00', signal: 'failed', template: 'fail' },
          { at: '10:00:30', signal: 'succeeded', template: 'entry created', record_key: 'A-1001' },
        ],
        { kind: 'job', service: 'ledger', job_id: 'j1' },
      ),
    );
    expect(found).toEqual([{ work_key: 'key:a-1001' }]);
  });
});

describe('a write is a write by its method and its name', () => {
  it.each([
    ['POST', '/orders', true],
    ['PUT', '/orders/{id}', true],
    ['PATCH', '/orders/{id}', true],
    ['DELETE', '/orders/{id}', true],
    ['GET', '/orders/{id}', false],
    ['HEAD', '/orders/{id}', false],
    ['POST', '/orders/search', false],
    ['POST', '/oauth/token', false],
    ['POST', '/research', true],
  ])('%s %s: %s', async (method, route, isWrite) => {
    expect(
      await rowsOf('SELECT is_write FROM calls', [{ at: '10:00:00', status: 200, method, route, service: 'billing', vantage: 'caller' }]),
    ).toEqual([{ is_write: isWrite }]);
  });
});
