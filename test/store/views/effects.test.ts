import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const CALL: Written = {
  file: 'billing.log',
  at: '10:00:01',
  service: 'billing',
  target: 'ledger.test',
  vantage: 'caller',
  method: 'POST',
  route: '/orders',
  status: 201,
};
const LINE: Written = { file: 'ledger.log', at: '10:00:00', service: 'ledger', kind: 'statement', signal: 'succeeded' };
const ROW: Written = { file: 'ledger.csv', kind: 'row' };
const SQL = 'SELECT operation, key, created_id, proofs, in_log, in_export FROM effects ORDER BY created_id';

const ONE: Written = { record_key: 'A-1001', created_id: '501' };

describe('what a target created for a record', () => {
  it('is one effect, though the caller, the target and its export tell of it', async () => {
    expect(await rowsOf(SQL, [CALL, LINE, ROW], ONE)).toEqual([
      { operation: 'POST /orders', key: 'a-1001', created_id: '501', proofs: 3, in_log: true, in_export: true },
    ]);
  });

  it('is two effects when the ids differ, even when each source knows one of them only', async () => {
    const second = { created_id: '502' };
    const effects = await rowsOf(
      SQL,
      [
        CALL,
        { ...LINE, ...second },
        ROW,
        { ...ROW, ...second },
        { ...CALL, record_key: 'A-1002', created_id: '503' },
        { ...ROW, record_key: 'A-1002', created_id: '503' },
        { ...LINE, record_key: 'A-1002', created_id: '503' },
      ],
      ONE,
    );
    expect(effects.map(({ key, created_id, proofs }) => [key, created_id, proofs])).toEqual([
      ['a-1001', '501', 2],
      ['a-1001', '502', 2],
      ['a-1002', '503', 3],
    ]);
  });

  it('is of another kind at another operation: an order and its invoice are two things', async () => {
    const effects = await rowsOf(
      'SELECT operation, count(DISTINCT effect_group) OVER () AS kinds FROM effects ORDER BY operation',
      [CALL, { ...CALL, route: '/invoices', created_id: 'INV-1' }],
      ONE,
    );
    expect(effects).toEqual([
      { operation: 'POST /invoices', kinds: 2 },
      { operation: 'POST /orders', kinds: 2 },
    ]);
  });

  it.each([
    ['a call that was refused', { ...CALL, status: 422 }],
    ['a read', { ...CALL, method: 'GET', status: 200 }],
    ['a line that says it failed', { ...LINE, signal: 'failed' }],
    ['a record named by its own key', { ...CALL, created_id: 'A-1001' }],
    ['a line without the id', { ...LINE, created_id: null }],
  ])('is nothing for %s', async (_, event) => {
    expect(await rowsOf(SQL, [event], { record_key: 'A-1001', created_id: '501', ...(event as Written) })).toEqual([]);
  });

  it('is nothing where one id stands for many records: a warehouse, a tenant', async () => {
    expect(await rowsOf(SQL, [{ ...CALL, record_key: 'A-{n}', created_id: 'warehouse-7', repeat: { times: 3 } }])).toEqual([]);
  });

  it('is believed of a call that nobody waited for, where the answer names the id', async () => {
    const effects = await rowsOf(SQL, [{ ...CALL, status: null, timed_out: true }], ONE);
    expect(effects.map((effect) => effect.created_id)).toEqual(['501']);
  });
});

describe('a line of the target', () => {
  it('belongs to the operation of the exchange with its request id', async () => {
    const effects = await rowsOf(SQL, [
      { ...LINE, ...ONE, request_id: 'r-1' },
      {
        file: 'ledger.log',
        at: '10:00:00',
        service: 'ledger',
        vantage: 'target',
        method: 'POST',
        route: '/orders',
        status: 201,
        request_id: 'r-1',
      },
    ]);
    expect(effects.map((effect) => effect.operation)).toEqual(['POST /orders']);
  });

  it('belongs to the only write that the access log in its folder knows', async () => {
    const effects = await rowsOf(SQL, [
      { ...LINE, ...ONE, file: 'ledger/app.log' },
      { file: 'ledger/access.log', at: '10:00:00', vantage: 'target', method: 'POST', route: '/orders', status: 201 },
      { file: 'ledger/access.log', at: '10:00:01', vantage: 'target', method: 'GET', route: '/orders', status: 200 },
    ]);
    expect(effects.map((effect) => effect.operation)).toEqual(['POST /orders']);
  });

  it('belongs to no operation where the access log in its folder knows two writes', async () => {
    const effects = await rowsOf(SQL, [
      { ...LINE, ...ONE, file: 'ledger/app.log' },
      { file: 'ledger/access.log', at: '10:00:00', vantage: 'target', method: 'POST', route: '/orders', status: 201 },
      { file: 'ledger/access.log', at: '10:00:01', vantage: 'target', method: 'POST', route: '/refunds', status: 201 },
    ]);
    expect(effects.map((effect) => effect.operation)).toEqual([null]);
  });
});

it('what is made for a delivered event whose lines name no record', async () => {
  const rows = await rowsOf(
    'SELECT record_key, created_id FROM effects ORDER BY created_id',
    ['sms-1', 'sms-2'].map((created_id, n) => ({
      at: `10:0${n}:00`,
      kind: 'job',
      signal: 'succeeded',
      template: 'sms out, note <*>',
      event_key: 'N-7',
      created_id,
    })),
    { file: 'notes.log' },
  );
  expect(rows).toEqual(['sms-1', 'sms-2'].map((created_id) => ({ record_key: 'N-7', created_id })));
});
