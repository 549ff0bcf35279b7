import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const LINE: Written = { file: 'shop.log', at: '10:00:00', kind: 'statement', signal: 'received' };
const keys = async (...events: readonly Written[]): Promise<unknown[]> =>
  (await rowsOf('SELECT DISTINCT record_key FROM events ORDER BY 1', events)).map((row) => row.record_key);

/** Eight lines of the shop that name orders by their number, twice as many as any other log. */
const shop: Written = { ...LINE, record_field: 'order_number', record_key: '100{n}', repeat: { times: 8 } };
const plain = Array.from({ length: 8 }, (_, i) => `100${i + 1}`);

describe('one record, written in several ways', () => {
  it.each([
    ['order-100{n}', 'order_ref'],
    ['ORD100{n}', 'order_id'],
    ['gid://shop/Order/100{n}', 'id'],
    ['gid://shop/Order/100{n}', 'order_gid'],
    ['0000100{n}', 'order_no'],
  ])('%s in %s', async (record_key, record_field) => {
    expect(await keys(shop, shop, { ...LINE, file: 'erp.log', record_field, record_key, repeat: { times: 8 } })).toEqual(plain);
  });

  it('also where one of them stands in one log only', async () => {
    const lost = { ...LINE, file: 'erp.log', record_field: 'order_id', record_key: 'ORD2001' };
    expect(
      await keys(shop, shop, { ...LINE, file: 'erp.log', record_field: 'order_id', record_key: 'ORD100{n}', repeat: { times: 6 } }, lost),
    ).toEqual([...plain, '2001']);
  });
});

describe('records of their own', () => {
  it.each([
    ['of another kind', 'INV-100{n}', 'invoice_number', 8],
    ['of another kind by the word before', 'INV-100{n}', 'id', 8],
    ['of another shop', 'B-100{n}', 'order_number', 8],
    ['with other numbers', 'ORD-700{n}', 'order_id', 8],
    ['too few to tell', 'ORD-100{n}', 'order_id', 4],
  ])('%s', async (_, record_key, record_field, times) => {
    expect(await keys(shop, shop, { ...LINE, file: 'erp.log', record_field, record_key, repeat: { times } })).toHaveLength(8 + times);
  });
});
