import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import { rowsOf, type Written } from '../../support/store.js';

const operation = (fields: Record<string, unknown>): string | null | undefined => {
  const record = { line: 1, time: '2026-01-15T10:00:00Z', message: null, fields: { status: 200, ...fields } as never };
  return createNormalizer({ file: 'app.log', format: 'json' }, [record]).events(record)[0]?.operation;
};

describe('one address for many operations', () => {
  it.each([
    [{ method: 'POST', url: 'https://erp.test/api?action=create_order&key=1' }, 'POST /api?action=create_order'],
    [{ method: 'GET', url: '/orders/1001?action=cancel' }, 'GET /orders/{id}?action=cancel'],
    [{ method: 'POST', url: '/', query: 'Action=SendMessage&Version=2012-11-05' }, 'POST /?Action=SendMessage'],
    [{ method: 'POST', url: '/app/restlet.nl?script=123&deploy=1' }, 'POST /app/restlet.nl?script=123'],
    [
      { method: 'POST', url: '/jsonrpc', request_body: { jsonrpc: '2.0', method: 'order.create', params: [1] } },
      'POST /jsonrpc order.create',
    ],
    [
      { method: 'POST', url: '/graphql', request_body: { operationName: 'OrderCreate', query: 'mutation OrderCreate { x }' } },
      'POST /graphql OrderCreate',
    ],
    [{ method: 'POST', url: '/graphql', request_body: { query: '{ orders(first: 5) { id } }' } }, 'POST /graphql query orders'],
    [{ method: 'POST', url: '/soap', soap_action: '"urn:erp#CreateOrder"' }, 'POST /soap CreateOrder'],
    [{ method: 'POST', url: '/services/erp.asmx', soap_action: 'http://erp.test/2010/CreateOrder' }, 'POST /services/erp.asmx CreateOrder'],
  ])('%j is %s', (fields, name) => expect(operation(fields)).toBe(name));

  it.each([
    [{ method: 'POST', url: '/payments?method=card' }, 'POST /payments'],
    [{ method: 'GET', url: '/search?q=action=x' }, 'GET /search'],
    [{ method: 'GET', url: '/orders?page=2&limit=50' }, 'GET /orders'],
    [{ method: 'POST', url: '/orders', request_body: { method: 'express', params: null } }, 'POST /orders'],
  ])('%j says nothing more', (fields, name) => expect(operation(fields)).toBe(name));
});

describe('names behind an address', () => {
  const call: Written = { at: '10:00:00', service: 'billing', vantage: 'caller', method: 'POST', route: '/api', status: 200 };
  const named = (name: string, times = 1): Written => ({ ...call, operation: `POST /api ${name}`, repeat: { times } });

  it('tell operations apart, and reading from writing', async () => {
    const rows = await rowsOf('SELECT DISTINCT operation, is_write FROM calls ORDER BY 1', [
      named('createOrder'),
      named('getOrder'),
      named('query orders'),
    ]);
    expect(rows).toEqual([
      { operation: 'POST /api createOrder', is_write: true },
      { operation: 'POST /api getOrder', is_write: false },
      { operation: 'POST /api query orders', is_write: false },
    ]);
  });

  it('do not count where only some lines state one', async () => {
    const rows = await rowsOf('SELECT DISTINCT operation FROM calls', [
      named('createOrder', 5),
      { ...call, operation: 'POST /api', repeat: { times: 5 } },
    ]);
    expect(rows).toEqual([{ operation: 'POST /api' }]);
  });
});
