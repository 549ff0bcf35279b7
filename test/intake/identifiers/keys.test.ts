import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../../src/intake/records/format.js';

const at = Date.parse('2026-03-04T05:06:07Z');
const keysOf = (make: (n: number) => { message: string | null; fields: Record<string, Value | undefined> }) => {
  const records: SourceRecord[] = Array.from({ length: 40 }, (_, n) => ({
    line: n + 1,
    time: at + n * 1000,
    ...(make(n) as Pick<SourceRecord, 'message' | 'fields'>),
  }));
  const normalizer = createNormalizer({ file: 'a.log', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!.record_key);
};

test.each(['_id', 'id', 'uuid'])('%s on every line of a log, another one each time, is that of the line', (name) => {
  const keys = keysOf((n) => ({
    message: 'photo sent',
    fields: {
      [name]: `AZ${n}QX7`,
      level: 'info',
      photo: `ph_${100 + n}`,
      order: `O-${n >> 2}`,
      status: 200,
      method: 'POST',
      url: '/photos',
    },
  }));
  expect(keys[39]).toBe('O-9');
});

test('an id that only some lines have names their record', () => {
  const keys = keysOf((n) => ({
    message: n % 4 === 0 ? 'pool checked' : 'photo sent',
    fields:
      n % 4 === 0 ? { level: 'info' } : { level: 'info', id: `AZ${n}QX7`, tenant: 'T-1', status: 200, method: 'POST', url: '/photos' },
  }));
  expect(keys[39]).toBe('AZ39QX7');
});

test('the id of a row without a message is its key', () => {
  const keys = keysOf((n) => ({ message: null, fields: { _id: `65f0c${1000 + n}`, customer: 'C-1', total: 5 } }));
  expect(keys[39]).toBe('65f0c1039');
});

test('the file in which a record was written is no thing that was created for it', () => {
  const events = (name: string) => {
    const rows: SourceRecord[] = Array.from({ length: 40 }, (_, n) => ({
      line: n + 2,
      time: at + n * 1000,
      message: null,
      fields: { advice_no: `A77${n}`, [name]: `OUT_${100 + (n >> 1)}.xml` },
    }));
    const normalizer = createNormalizer({ file: 'sent.csv', format: 'csv' }, rows);
    return rows.map((row) => normalizer.events(row)[0]!);
  };
  for (const name of ['file', 'source_file', 'filename']) expect(events(name)[39]).toMatchObject({ record_key: 'A7739', created_id: null });
});

describe('a party beside its work', () => {
  const line = (text: (n: number) => string) => (n: number) => ({ message: text(n), fields: { level: 'info' } });
  /** The party also stands alone on lines of its own, as the key of a record does. */
  const beside = (party: (n: number) => string, text: (n: number) => string) =>
    line((n) => (n % 4 === 0 ? `${party(n)} already exists (409), linked` : text(n)));

  test.each([
    [
      'prose',
      beside(
        (n) => `customer C-${n % 3}`,
        (n) => `payment pm_${900 + n} captured order=PO-${100 + n} customer=C-${n % 3}`,
      ),
    ],
    [
      'a reference',
      beside(
        (n) => `account AC-${n % 4}`,
        (n) => `shipment created account=AC-${n % 4} order_no=O-${100 + n} label_id=L${n}`,
      ),
    ],
    [
      'another trade',
      beside(
        (n) => `cust K-${n % 2}`,
        (n) => `posted voucher=RE-${100 + n} cust=K-${n % 2}`,
      ),
    ],
  ])('is no key where each has many: %s', (_, make) => {
    for (const [n, key] of keysOf(make).entries()) if (n % 4 !== 0) expect(key).toMatch(/^(PO|O|RE|pm)[-_]/);
  });

  test.each([
    [
      'one',
      beside(
        (n) => `customer C-${n}`,
        (n) => `customer created customer=C-${n} contact_id=R${800 + n}`,
      ),
      'C-39',
    ],
    [
      'two, by repeats',
      beside(
        (n) => `customer C-${n >> 1}`,
        (n) => `created customer=C-${n >> 1} ticket_id=R${800 + n}`,
      ),
      'C-19',
    ],
    [
      'one, of a noun',
      beside(
        (n) => `customer C-${n}`,
        (n) => `customer created customer=C-${n} ticket=T-${800 + n}`,
      ),
      'C-39',
    ],
  ])('is the key where each has %s', (_, make, key) => {
    expect(keysOf(make)[39]).toBe(key);
  });
});

describe('tables in which the noun comes last', () => {
  const table = (row: (n: number) => Record<string, Value>) => {
    const rows: SourceRecord[] = Array.from({ length: 40 }, (_, n) => ({
      line: n + 2,
      time: null,
      message: null,
      fields: row(n),
      proven: { kind: 'row' },
    }));
    const normalizer = createNormalizer({ file: 'a.csv', format: 'csv' }, rows);
    return rows.map((row) => normalizer.events(row)[0]!);
  };
  const day = (n: number) => `2026-03-04 10:${10 + n}:00`;

  test.each([
    ['id_asiento', { id_asiento: 'AS77', ref_pedido: 'P-9' }],
    ['id_du_constat', { id_du_constat: 'C-55', commande: 'CM-1' }],
    ['id_registrazione', { id_registrazione: '8812', ordine: 'OR-3' }],
  ])('%s is what was made', (field, row) => {
    expect(table((n) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, `${value}${100 + n}`])))[39]).toMatchObject({
      created_field: field,
    });
  });

  test.each(['fecha_pedido', 'jour_commande', 'order_placed'])('a day and time at %s is when the row was made', (name) => {
    const event = table((n) => ({ pedido: `P-${100 + n}`, [name]: day(n), importe: `${n},50` }))[39]!;
    expect(event).toMatchObject({ record_key: 'P-139', at_ms: Date.UTC(2026, 2, 4, 10, 49) });
  });

  test('a day on which something is due is none', () => {
    expect(table((n) => ({ pedido: `P-${100 + n}`, vence_pedido: day(n) }))[39]!.at_ms).toBeNull();
  });
});
