/** Fields with names that no vocabulary holds: what they are is told by their values. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Value } from '../../../src/intake/records/format.js';
import type { Event } from '../../../src/model/event.js';

type Fields = Record<string, Value>;

function read(rows: readonly Fields[], message: ((index: number) => string) | null): Event[] {
  const records = rows.map((fields, index) => ({
    line: index + 1,
    time: message === null ? null : Date.parse('2026-03-04T09:00:00Z') + index * 1000,
    message: message === null ? null : message(index),
    fields,
  }));
  const normalizer = createNormalizer({ file: 'some', format: message === null ? 'csv' : 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

describe('lines', () => {
  test.each<[string, (i: number) => Fields, (i: number) => Partial<Event>]>([
    [
      'a French logger',
      (i) => ({ dossier: `DOS-2026-${800 + i}`, essai: 1 + (i % 3), statut: i % 2 ? 503 : 201 }),
      (i) => ({ record_key: `DOS-2026-${800 + i}`, record_field: 'dossier', attempt: 1 + (i % 3), status: i % 2 ? 503 : 201 }),
    ],
    [
      'a German logger',
      (i) => ({ akte: `AZ${7000 + i}`, versuch: 1 + (i % 2), ergebnis: [200, 409, 409][i % 3]! }),
      (i) => ({ record_key: `AZ${7000 + i}`, attempt: 1 + (i % 2), status: [200, 409, 409][i % 3]! }),
    ],
    [
      'a noun of a trade, and statuses under a name of their own',
      (i) => ({ wagon: `W-${1000 + i}`, reply_word: [202, 500][i % 2]! }),
      (i) => ({ record_key: `W-${1000 + i}`, status: [202, 500][i % 2]! }),
    ],
    [
      'containers of a port',
      (i) => ({ container: `TGHU${6_100_200 + 37 * i}`, berth: `B${i % 3}` }),
      (i) => ({ record_key: `TGHU${6_100_200 + 37 * i}`, record_field: 'container' }),
    ],
    [
      'jobs, in the field that elsewhere names their kind',
      (i) => ({ job: `th-${5100 + (i >> 1)}`, status: i % 2 ? 503 : 200, path: '/v1/render', method: 'POST' }),
      (i) => ({ record_key: `th-${5100 + (i >> 1)}`, topic: null }),
    ],
    [
      'kinds of jobs',
      (i) => ({ job: ['import-orders', 'export-stock', 'sync-prices'][i % 3]!, order: `O-${5100 + i}` }),
      (i) => ({ record_key: `O-${5100 + i}`, topic: ['import-orders', 'export-stock', 'sync-prices'][i % 3]! }),
    ],
    [
      'applications for a grant, in the field that elsewhere names the program',
      (i) => ({ name: 'grants', application: `APPL-${4100 + i}` }),
      (i) => ({ record_key: `APPL-${4100 + i}`, service: 'grants' }),
    ],
    [
      'certificates beside the program that issues them',
      (i) => ({ app: 'issuer', certificate_no: `CE-26-${7000 + i}` }),
      (i) => ({ record_key: `CE-26-${7000 + i}`, service: 'issuer' }),
    ],
  ])('%s', (_, fields, expected) => {
    const events = read(times(24, fields), () => 'transmission');
    for (const [index, event] of events.entries()) expect(event).toMatchObject(expected(index));
  });

  test.each<[string, (i: number) => Fields]>([
    ['who speaks: few, and again and again', (i) => ({ branch_office: `BO-${10 + (i % 4)}` })],
    ['machines', (i) => ({ vm_host: `ax-${1000 + i}`, shard: `s-${100 + i}` })],
    ['containers of a cluster', (i) => ({ container: `web-${10 + (i % 24)}`, application: `shop-${10 + (i % 12)}` })],
    ['applications by name', (i) => ({ application: ['checkout-v211', 'search-v300', 'mail-v104'][i % 3]! })],
    ['measures', (i) => ({ cargo: 200 + i * 3, temperature: 404.5 + i })],
    ['secrets', (i) => ({ api_secret_part: `zz-${9000 + i}` })],
  ])('no key and no status: %s', (_, fields) => {
    for (const event of read(times(60, fields), () => 'transmission')) expect(event).toMatchObject({ record_key: null, status: null });
  });

  test('a key that the vocabulary knows stays the key', () => {
    const events = read(
      times(24, (i) => ({ order_no: `A-${100 + i}`, wagon: `W-${1000 + i}` })),
      () => 'transmission',
    );
    expect(events[3]).toMatchObject({ record_key: 'A-103' });
  });
});

describe('requests under names of their own', () => {
  test.each<[string, (i: number) => Fields, Partial<Event>]>([
    [
      'a method beside a path',
      () => ({ vb: 'PUT', path: '/v1/stock/77', status: 503 }),
      { method: 'PUT', operation: 'PUT /v1/stock/{id}' },
    ],
    [
      'a method beside an address of an unknown name',
      () => ({ verbo: 'POST', destino: 'https://erp.example/api/facturas', status: 201 }),
      { operation: 'POST /api/facturas', target: 'erp.example' },
    ],
    ['the name of a procedure', (i) => ({ rufe: ['createLead', 'leadUpdate'][i % 2]!, status: 200 }), { kind: 'exchange' }],
    ['a field called op', () => ({ op: 'productSet', status: 200 }), { operation: 'productSet' }],
  ])('%s', (_, fields, expected) => {
    for (const event of read(times(24, fields), () => 'transmission')) {
      expect(event).toMatchObject(expected);
      expect(event.operation).not.toBeNull();
    }
  });

  test.each<[string, (i: number) => Fields]>([
    ['what happened', (i) => ({ moment: ['charge_succeeded', 'order_created'][i % 2]!, status: 200 })],
    ['what is allowed', () => ({ needs_scope: 'write_orders', status: 403 })],
    ['where a file lies, beside a method', () => ({ vb: 'PUT', spool: '/var/spool/in/7.xml' })],
    ['addresses without a method', () => ({ portal: 'https://erp.example/start', status: 200 })],
    ['what a change log did with a row', () => ({ op: 'u', status: 200 })],
    ['the name of a build', () => ({ unit: 'orders-sync-00042-kib', status: 200 })],
    ['the names of replicas', (i) => ({ unit: ['orders-sync-7d9f8b6c5-x2x4z', 'orders-sync-7d9f8b6c5-b8k2p'][i % 2]!, status: 200 })],
    ['the names of workers', (i) => ({ unit: `order-import-${i % 3}`, status: 200 })],
    ['what was released', () => ({ app_revision: 'price-update', status: 200 })],
  ])('no operation: %s', (_, fields) => {
    for (const event of read(times(24, fields), () => 'transmission')) expect(event.operation).toBeNull();
  });
});

describe('rows', () => {
  test('a time and a key under names of their own', () => {
    const events = read(
      times(9, (i) => ({ dossier: `DOS-${800 + i}`, signiert_um: `04.03.2026 09:00:0${i}`, gültig_bis: '2030-01-01 00:00:00' })),
      null,
    );
    expect(events[4]).toMatchObject({ kind: 'row', record_key: 'DOS-804', at_ms: Date.parse('2026-03-04T09:00:04Z') });
  });

  test('numbers that the table gave its rows name what was made for the records', () => {
    const rows = times(30, (i) => ({
      posted_at: `2026-03-04 09:00:${10 + i}`,
      grn: `5A${7000 + i * 7}XK`,
      consignment_no: `C-${100 + (i % 28)}`,
      ms: 4100 + i,
    }));
    const events = read(rows, null);
    expect(events[29]).toMatchObject({ record_key: 'C-101', created_id: '5A7203XK', created_field: 'grn' });
    for (const [kind, value] of [
      ['numbers', (i: number) => String(7000 + i)],
      ['checksums', (i: number) => `9f${(4096 + i).toString(16)}ab00`],
      ['the same twice', (i: number) => `5A${7000 + (i % 20)}XK`],
      ['of several forms', (i: number) => `5A${'7'.repeat(3 + (i % 3))}${i + 10}XK`],
    ] as const)
      expect(
        read(
          rows.map((row, i) => ({ ...row, grn: value(i) })),
          null,
        )[29]!.created_id,
        kind,
      ).toBeNull();
  });

  test('a key under a name that machinery has elsewhere', () => {
    const events = read(
      times(9, (i) => ({ application_no: `APP-26-0${700 + i}`, signed_at: `2026-03-04 09:00:0${i}` })),
      null,
    );
    expect(events[4]).toMatchObject({ record_key: 'APP-26-0704' });
  });

  test('a row without another time is as old as its state', () => {
    expect(read([{ id: 'T-1', price: 5, changed_at: '2026-03-04T09:00:00Z' }], null)[0]!.at_ms).toBe(Date.parse('2026-03-04T09:00:00Z'));
    const both = { id: 'T-1', created_at: '2026-03-03T09:00:00Z', changed_at: '2026-03-04T09:00:00Z' };
    expect(read([both], null)[0]!.at_ms).toBe(Date.parse('2026-03-03T09:00:00Z'));
    const validated = (i: number) => ({ id: `T-${i}`, validated_at: `2026-03-04 09:00:0${i}`, valid_until: '2030-01-01 00:00:00' });
    expect(read(times(9, validated), null)[4]!.at_ms).toBe(Date.parse('2026-03-04T09:00:04Z'));
  });

  test('days without a time of day are no times', () => {
    const events = read(
      times(9, (i) => ({ dossier: `DOS-${800 + i}`, signiert: '2026-03-04' })),
      null,
    );
    expect(events[4]).toMatchObject({ at_ms: null });
  });

  test('a lone id is the key; beside the key of another system it is what was created', () => {
    expect(read([{ id: 'T-1', price: 5 }], null)[0]).toMatchObject({ record_key: 'T-1', created_id: null });
    const events = read(
      times(9, (i) => ({ id: `R${500 + i}`, numero_acte: `ACT-${70 + i}` })),
      null,
    );
    expect(events[4]).toMatchObject({ record_key: 'ACT-74', created_id: 'R504' });
  });

  test('the reference at a party goes before the number that this system gave', () => {
    const row = { booking_id: '640201', channel_ref: 'HX-1', created: '2026-03-04T09:00:00Z' };
    expect(read([row], null)[0]).toMatchObject({ record_key: 'HX-1' });
  });
});
