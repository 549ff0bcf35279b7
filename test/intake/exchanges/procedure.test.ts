import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Value } from '../../../src/intake/records/format.js';

/** The event of one record among others of its kind. */
function eventOf(fields: Record<string, Value>, message: string | null = 'rpc') {
  const record = { line: 1, time: '2026-03-01T10:00:00Z', message, fields };
  return createNormalizer({ file: 'rpc.log', format: 'logfmt' }, [record]).events(record)[0]!;
}

describe('remote procedures', () => {
  it.each([
    [{ rpc: '/shop.v1.Carts/AddItem', grpc_code: 'OK', cart: 'C-77' }, '/shop.v1.Carts/AddItem', null, 'succeeded'],
    [{ rpc_method: 'shop.Carts/AddItem', grpc_status: 0, cart: 'C-77' }, 'shop.Carts/AddItem', null, 'succeeded'],
    [{ full_method: '/Carts/AddItem', grpc_code: 3, desc: 'bad sku' }, '/Carts/AddItem', 'INVALID_ARGUMENT', null],
    [{ rpc: '/shop.v1.Carts/AddItem', 'grpc.code': 'PermissionDenied' }, '/shop.v1.Carts/AddItem', 'PermissionDenied', null],
  ])('%j', (fields, operation, code, signal) => {
    expect(eventOf(fields as Record<string, Value>)).toMatchObject({ kind: 'exchange', operation, code, signal });
  });

  it.each(['rpc ok', 'call succeeded', 'rpc finished', 'done'])('that went well are calls without a measure: %s', (message) => {
    const event = eventOf({ rpc: '/shop.v1.Carts/AddItem', cart: 'C-77' }, message);
    expect(event).toMatchObject({ kind: 'exchange', operation: '/shop.v1.Carts/AddItem', signal: 'succeeded' });
  });

  it.each(['token checked ok', 'cart stored', 'rpc started'])('a step on the way of one is none: %s', (message) => {
    expect(eventOf({ rpc: '/shop.v1.Carts/AddItem', cart: 'C-77' }, message).kind).toBe('statement');
  });

  it('takes no path and no bare word for a procedure that ended', () => {
    expect(eventOf({ action: '/orders/export', code: 'X7' }).operation).toBeNull();
    expect(eventOf({ rpc: 'AddItem' }, 'rpc').kind).toBe('statement');
  });
});
