import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const CALL: Written = {
  service: 'billing',
  target: 'ledger.test',
  vantage: 'caller',
  method: 'POST',
  route: '/orders',
  record_key: 'A-1001',
};
const LINE: Written = { service: 'billing', kind: 'statement', record_key: 'A-1001' };

const steps = (events: readonly Written[]) =>
  rowsOf('SELECT step FROM sightings ORDER BY id', events).then((rows) => rows.map((row) => row.step));
const lost = (events: readonly Written[]) =>
  rowsOf('SELECT record_key, operation, signal, attempts FROM lost_records ORDER BY key', events);
const exhausted = (events: readonly Written[]) =>
  rowsOf('SELECT record_key, attempts, outcome FROM exhausted_records ORDER BY key', events);

describe('what a line says of the way of a record', () => {
  it.each([
    ['received', { ...LINE, signal: 'received' }],
    ['done', { ...LINE, signal: 'succeeded' }],
    ['failed', { ...LINE, signal: 'failed' }],
    ['ended', { ...LINE, signal: 'gave_up' }],
    ['ended', { ...LINE, signal: 'dead_lettered' }],
    ['requeued', { ...LINE, signal: 'requeued' }],
    ['done', { ...CALL, status: 201, signal: 'requeued' }],
    ['requeued', { ...CALL, route: '/queues/failed/replay', status: 202, signal: 'requeued' }],
    ['settled', { ...LINE, signal: 'duplicate_skipped' }],
    ['mentioned', LINE],
    ['done', { ...CALL, status: 201 }],
    ['read', { ...CALL, method: 'GET', status: 200 }],
    ['failed', { ...CALL, status: 503 }],
    ['row', { kind: 'row', record_key: 'A-1001' }],
  ])('%s', async (step, event) => {
    expect(await steps([{ at: '10:00:00', ...event }])).toEqual([step]);
  });
});

describe('the last word on a record, in words that no vocabulary knows', () => {
  const through: Written = { ...CALL, at: '09:50:00', status: 201, record_key: 'B-{n}', repeat: { times: 4, every_ms: 1000 } };
  const failed = (key: string, at: string): Written => ({
    ...CALL,
    at,
    status: 503,
    record_key: key,
    repeat: { times: 3, every_ms: 1000 },
  });
  const told = (key: string, at: string, template = 'zásilka <*> odložena stranou'): Written => ({
    ...LINE,
    at,
    record_key: key,
    template,
    level: 'error',
  });
  const three = ['A-1', 'A-2', 'A-3'].flatMap((key, n) => [failed(key, `10:0${n}:00`), told(key, `10:0${n}:02.300`)]);

  it('ends it when it stands once on each record, at once after the last of its failures', async () => {
    expect(await lost([through, ...three])).toMatchObject([{ record_key: 'A-1', signal: 'gave_up', attempts: 3 }, {}, {}]);
  });

  it.each<[string, readonly Written[]]>([
    ['nothing of that log ever goes through', three],
    ['two records only have it', [through, ...three.slice(0, 4)]],
    [
      'something more is said of the records',
      [through, ...three, ...['A-1', 'A-2', 'A-3'].map((key) => told(key, '11:00:00', 'zásilka <*> znovu zařazena'))],
    ],
    [
      'it comes later, and may be good news',
      [through, ...three.map((event) => (event.template ? { ...event, at: String(event.at).replace(':02.300', ':45') } : event))],
    ],
    ['it is said of every attempt', [through, ...three, ...['A-1', 'A-2', 'A-3'].map((key) => told(key, '09:59:00'))]],
    ['it is no warning', [through, ...three.map((event) => (event.template ? { ...event, level: 'info' } : event))]],
    [
      'the first failure is answered so',
      [through, ...three.map((event) => (event.repeat ? { ...event, repeat: { times: 1, every_ms: 1 } } : event))],
    ],
  ])('does not when %s', async (_, events) => {
    expect(await lost(events)).toEqual([]);
  });
});

describe('callers that stop after the same number of attempts', () => {
  const tries = (key: string, at: string, times: number, every_ms = 500): Written => ({
    ...CALL,
    at,
    status: 503,
    record_key: key,
    repeat: { times, every_ms },
  });
  const five = [1, 2, 3, 4, 5].map((n) => tries(`A-${n}`, `10:00:0${n}`, 4));
  const later: Written = { ...CALL, record_key: 'Z-1', at: '10:01:00', status: 201 };

  it('have given up when the log goes on for ten of their pauses', async () => {
    expect(await exhausted([...five, later])).toHaveLength(5);
  });

  it.each<[string, readonly Written[]]>([
    ['the log ends too soon', [...five, { ...later, at: '10:00:07' }]],
    ['their numbers differ', [...five, tries('A-6', '10:00:06', 2), later]],
    ['they are few', [...five.slice(0, 3), later]],
  ])('have not when %s', async (_, events) => {
    expect(await exhausted(events)).toEqual([]);
  });
});

describe('callers that announce each retry', () => {
  const found = (events: readonly Written[]) =>
    rowsOf('SELECT record_key, is_final FROM exhausted_records WHERE is_final ORDER BY key', events);
  const announced: Written = {
    ...CALL,
    at: '10:00:00',
    status: 503,
    signal: 'retry_scheduled',
    record_key: 'B-{n}',
    repeat: { times: 6, every_ms: 1000 },
  };
  const through: Written = { ...CALL, at: '10:00:20', status: 201, record_key: 'B-{n}', repeat: { times: 6, every_ms: 1000 } };
  const once: Written = { ...CALL, at: '10:01:00', status: 401, signal: 'failed', record_key: 'A-1' };
  const later: Written = { ...CALL, record_key: 'Z-1', at: '11:00:00', status: 201 };

  it('have given up with a failure that they do not announce to repeat', async () => {
    expect(await found([announced, through, once, later])).toEqual([{ record_key: 'A-1', is_final: true }]);
  });

  it.each<[string, readonly Written[]]>([
    ['it is announced as well', [announced, through, { ...once, signal: 'retry_scheduled' }, later]],
    ['others are repeated without a word', [{ ...announced, signal: 'failed' }, through, once, later]],
    ['it was refused for good', [announced, through, { ...once, status: 422 }, later]],
    ['it goes through later', [announced, through, once, { ...later, record_key: 'A-1' }]],
  ])('have not when %s', async (_, events) => {
    expect(await found(events)).toEqual([]);
  });
});

describe('a record that was given up', () => {
  const failed = { ...CALL, at: '10:00:00', status: 503, repeat: { times: 3, every_ms: 2000 } };
  const ended = { ...LINE, at: '10:00:05', signal: 'gave_up' };

  it('is lost, with the operation and the number of attempts that failed', async () => {
    expect(await lost([failed, ended])).toEqual([{ record_key: 'A-1001', operation: 'POST /orders', signal: 'gave_up', attempts: 3 }]);
  });

  it.each([
    ['it was sent again later with success', { ...CALL, at: '12:00:00', status: 201 }],
    ['a line says later that it is done', { ...LINE, at: '12:00:00', signal: 'succeeded' }],
    ['it turned out to be there already', { ...LINE, at: '12:00:00', signal: 'duplicate_skipped' }],
    ["it stands in the target's export", { kind: 'row', file: 'ledger.csv', record_key: '#a-1001', created_id: '501' }],
  ])('is not lost when %s', async (_, event) => {
    expect(await lost([failed, ended, event])).toEqual([]);
  });

  it('stays lost when another operation on it succeeds later', async () => {
    expect(await lost([failed, ended, { ...CALL, at: '12:00:00', route: '/refunds', status: 201 }])).toHaveLength(1);
  });

  it('stays lost when it succeeded only before', async () => {
    expect(await lost([{ ...CALL, at: '08:00:00', status: 201 }, failed, ended])).toHaveLength(1);
  });

  it('is no loss at the target when a read was given up', async () => {
    expect(await lost([{ ...failed, method: 'GET' }, ended])).toEqual([]);
  });

  it('whose dead letter names a queue is healed by a success that names a route', async () => {
    const letters = { ...LINE, at: '10:00:05', signal: 'dead_lettered', topic: 'orders.dlq' };
    expect(await lost([letters])).toHaveLength(1);
    expect(await lost([letters, { ...CALL, at: '12:00:00', status: 201 }])).toEqual([]);
  });
});

describe('a record whose last attempt failed and of which nothing more is said', () => {
  const failed = { ...CALL, at: '10:00:00', status: 503, repeat: { times: 2, every_ms: 5000 } };
  const later = (time: string) => ({ ...CALL, at: time, status: 201, record_key: 'A-1002' });

  it('is exhausted when the log goes on for long', async () => {
    expect(await exhausted([failed, later('13:00:00')])).toEqual([{ record_key: 'A-1001', attempts: 2, outcome: 'transient' }]);
  });

  it('may still be waiting when the log ends soon', async () => {
    expect(await exhausted([failed, later('10:05:00')])).toEqual([]);
  });

  it('may still be waiting where others of its kind wait as long', async () => {
    const slow = [0, 1, 2].map((n) => ({ ...CALL, at: `0${n + 6}:00:00`, status: 503, record_key: 'A-1003' }));
    expect(await exhausted([...slow, { ...CALL, at: '09:00:00', status: 201, record_key: 'A-1003' }, failed, later('11:30:00')])).toEqual(
      [],
    );
  });

  it('is not exhausted after a success', async () => {
    expect(await exhausted([failed, { ...CALL, at: '10:01:00', status: 201 }, later('13:00:00')])).toEqual([]);
  });
});
