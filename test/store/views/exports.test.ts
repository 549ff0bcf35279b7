import { describe, expect, it } from 'vitest';
import { at, rowsOf, type Written } from '../../support/store.js';

const SHOP: Written = { kind: 'row', file: 'shop.csv', at: '10:00:00', record_key: 'A-{n}' };
const LEDGER: Written = { kind: 'row', file: 'ledger.csv', at: '10:00:30', record_key: 'A-{n}', created_id: '5{n}' };
const rows = (event: Written, times: number): Written => ({ ...event, repeat: { times, every_ms: 60_000 } });

const PAIRS = 'SELECT source, target, shared, source_keys, target_keys FROM export_pairs ORDER BY source';

describe('two exports are source and target', () => {
  it('when nearly all keys of the one stand in the other, whatever their spelling', async () => {
    expect(await rowsOf(PAIRS, [rows(SHOP, 10), rows({ ...LEDGER, record_key: '#a-{n}' }, 8)])).toEqual([
      { source: 'shop', target: 'ledger', shared: 8, source_keys: 10, target_keys: 8 },
    ]);
  });

  it('in the direction of time when both hold the same keys', async () => {
    expect(await rowsOf(PAIRS, [rows(SHOP, 6), rows(LEDGER, 6)])).toMatchObject([{ source: 'shop', target: 'ledger' }]);
    expect(await rowsOf(PAIRS, [rows(SHOP, 6), rows({ ...LEDGER, at: '09:59:00' }, 6)])).toMatchObject([
      { source: 'ledger', target: 'shop' },
    ]);
  });

  it.each([
    ['the second holds much that is not in the first', [rows(SHOP, 10), rows(LEDGER, 6), rows({ ...LEDGER, record_key: 'B-{n}' }, 3)]],
    ['the second holds less than half of the first', [rows(SHOP, 10), rows(LEDGER, 4)]],
    ['two keys are all they share', [rows(SHOP, 2), rows(LEDGER, 2)]],
    ['there is one only', [rows(SHOP, 10)]],
  ])('but not when %s', async (_, events) => {
    expect(await rowsOf(PAIRS, events)).toEqual([]);
  });

  const every = (event: Written, times: number, every_ms: number): Written => ({ ...event, repeat: { times, every_ms } });

  it('when less than half arrived, but nearly all for a part of the time', async () => {
    expect(await rowsOf(PAIRS, [rows(SHOP, 60), rows(LEDGER, 22)])).toMatchObject([{ source: 'shop', target: 'ledger', shared: 22 }]);
  });

  it('but not when they have no times and the same columns: editions of one table', async () => {
    const plain = ({ at: _, ...event }: Written): Written => ({ ...event, labels: JSON.stringify({ no: '1', error: 'x' }) });
    const many = (event: Written, times: number) =>
      Array.from({ length: times }, (_, n): Written => ({ ...plain(event), record_key: `A-${n + 1}` }));
    expect(await rowsOf(PAIRS, [...many(SHOP, 10), ...many(LEDGER, 8)])).toEqual([]);
  });

  it('but not when every third record is of the kind that the second holds', async () => {
    const kinds = Array.from(
      { length: 20 },
      (_, n): Written => ({ ...LEDGER, record_key: `A-${3 * n + 1}`, at: `10:${String(3 * n).padStart(2, '0')}:30` }),
    );
    expect(await rowsOf(PAIRS, [every(SHOP, 60, 60_000), ...kinds])).toEqual([]);
  });

  it('with the span in which records arrived: the youngest cannot be judged yet', async () => {
    const [pair] = await rowsOf('SELECT oldest_arrived_ms, settled_ms, lag_ms FROM export_pairs', [rows(SHOP, 10), rows(LEDGER, 8)]);
    expect(pair).toEqual({ oldest_arrived_ms: at('10:00:00'), settled_ms: at('10:07:00'), lag_ms: 30_000 });
  });

  it('less by what later records usually overtake earlier ones; what arrives together overtakes nobody', async () => {
    const settled = async (arrivals: readonly string[]) => {
      const got = arrivals.map((time, n): Written => ({ ...LEDGER, record_key: `A-${n + 1}`, at: time }));
      const [pair] = await rowsOf('SELECT settled_ms FROM export_pairs', [rows(SHOP, 12), ...got]);
      return pair?.settled_ms;
    };
    const nightly = Array.from({ length: 12 }, () => '23:00:00');
    expect(await settled(nightly)).toBe(at('10:11:00'));
    // Every second one takes two minutes longer.
    const uneven = Array.from({ length: 12 }, (_, n) => `10:${String(n % 2 === 0 ? n : n + 2).padStart(2, '0')}:30`);
    expect(await settled(uneven)).toBe(at('10:10:00'));
  });
});

describe('rows left out by rule', () => {
  const labelled = (labels: Written, event: Written = SHOP): Written => ({ ...event, labels: JSON.stringify(labels) });
  const excluded = (events: readonly Written[]) =>
    rowsOf('SELECT key FROM excluded_rows ORDER BY key', events).then((found) => found.map(({ key }) => key));

  it.each([
    ['a value that says so', { state: 'Cancelled' }, { state: 'paid' }],
    ['a column that says so', { cancelled_at: '2026-01-15' }, { cancelled_at: '' }],
    ['a mark of tests', { note: 'test order' }, { note: '' }],
    ['a mark of tests in French', { type: "commande d'essai" }, { type: 'commande' }],
    ['a mark of tests in Spanish', { origen: 'Alta de pruebas' }, { origen: 'taller' }],
    ['a mark of tests in Italian', { tipo: 'ordine di prova' }, { tipo: 'ordine' }],
  ])('are those with %s, when none of them arrived', async (_, marked, others) => {
    const events = [rows(labelled(others), 8), rows(labelled(marked, { ...SHOP, record_key: 'C-{n}' }), 2), rows(LEDGER, 8)];
    expect(await excluded(events)).toEqual(['c-1', 'c-2']);
  });

  it('are those with a state of any word of which none arrived', async () => {
    const events = [
      rows(labelled({ status: 'actif' }), 8),
      rows(labelled({ status: 'résilié' }, { ...SHOP, record_key: 'C-{n}' }), 2),
      rows(LEDGER, 8),
    ];
    expect(await excluded(events)).toEqual(['c-1', 'c-2']);
  });

  it('are not those of which the state says that they are still to be transferred', async () => {
    const events = [
      rows(labelled({ status: 'sent' }), 8),
      rows(labelled({ status: 'sync failed' }, { ...SHOP, record_key: 'C-{n}' }), 2),
      rows(LEDGER, 8),
    ];
    expect(await excluded(events)).toEqual([]);
  });

  it('are not those whose kind arrives as well', async () => {
    const events = [rows(labelled({ state: 'cancelled' }), 9), rows(LEDGER, 8)];
    expect(await excluded(events)).toEqual([]);
  });

  it('are not those whose column says nothing of a reason', async () => {
    const events = [
      rows(labelled({ region: 'north' }), 8),
      rows(labelled({ region: 'south' }, { ...SHOP, record_key: 'C-{n}' }), 2),
      rows(LEDGER, 8),
    ];
    expect(await excluded(events)).toEqual([]);
  });
});

describe('the key of an export', () => {
  const log: Written = {
    kind: 'exchange',
    file: 'sync.log',
    at: '10:00:00',
    record_key: 'A-100{n}',
    method: 'POST',
    route: '/v1/entries',
    status: 201,
  };
  const row = (labels: Written): Written => ({
    kind: 'row',
    file: 'ledger.csv',
    at: '10:00:30',
    record_key: '770{n}',
    record_field: 'record_id',
    labels: JSON.stringify(labels),
  });
  const KEYS = "SELECT record_key, record_field, created_id FROM events WHERE kind = 'row' ORDER BY record_key LIMIT 1";

  it('is the column whose values the rest of the input uses', async () => {
    const events = [rows(log, 4), rows(row({ 'Your Ref': 'A-100{n}', State: 'open' }), 4)];
    expect(await rowsOf(KEYS, events)).toEqual([{ record_key: 'A-1001', record_field: 'your_ref', created_id: '7701' }]);
  });

  it('stays what its name says when no other column is known elsewhere', async () => {
    const events = [rows(log, 4), rows(row({ 'Your Ref': 'B-100{n}', State: 'open' }), 4)];
    expect(await rowsOf(KEYS, events)).toMatchObject([{ record_key: '7701', record_field: 'record_id' }]);
  });
});
