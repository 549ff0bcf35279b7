/** Ids of delivered events under names that senders make up. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Value } from '../../../src/intake/records/format.js';
import type { Event } from '../../../src/model/event.js';

interface Sent {
  readonly headers?: Record<string, Value>;
  readonly fields?: Record<string, Value>;
  readonly status?: number;
  readonly method?: string;
  readonly uri?: string;
}

function read(rows: readonly Sent[]): Event[] {
  const records = rows.map(({ headers, fields = {}, status = 200, method = 'POST', uri = '/hooks/shop' }, index) => ({
    line: index + 1,
    time: Date.UTC(2026, 2, 4, 9) + index * 1000,
    message: null,
    fields: {
      client_ip: '10.1.2.3',
      request: { method, uri, ...(headers === undefined ? {} : { headers }) },
      response: { status },
      ...fields,
    },
  }));
  const normalizer = createNormalizer({ file: 'some', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

const ids = ['q7f3aa91', 'q81bc022', 'q99d0e13', 'qab45f64', 'qbc67075', 'qcd89186'];
const events = (rows: readonly Sent[]) => read(rows).map(({ event_key }) => event_key);

describe('a header whose name ends in what others are told by', () => {
  test.each(['x-acme-event', 'X-Parcelly-Delivery', 'Acme-Webhook-Guid', 'notificationUid', 'x-bank-message-ref'])('%s', (name) => {
    expect(events(ids.map((id) => ({ headers: { [name]: `ev_${id}` } })))).toEqual(ids.map((id) => `ev_${id}`));
  });

  test('a field that has the name of a header', () => {
    expect(events(ids.map((id) => ({ uri: '/in', fields: { 'X-Bank-Notice': id } })))).toEqual(ids);
  });

  test('a field of another place, on the address of a hook', () => {
    expect(events(ids.map((id) => ({ fields: { notificacionId: id } })))).toEqual(ids);
  });

  test('the one that comes back is the event, where each try has an id as well', () => {
    const rows = [...ids, ids[1]!, ids[2]!].map((id, n) => ({ headers: { 'x-acme-delivery': `try-000${n}a`, 'x-acme-event': id } }));
    expect(events(rows)).toEqual([...ids, ids[1], ids[2]]);
  });
});

test('a header of any name, where its values come back after failures', () => {
  const rows = ids.map((id, n) => ({ headers: { 'x-acme-box': id }, status: n < 3 ? 503 : 200 }));
  const again = ids.slice(0, 3).map((id) => ({ headers: { 'x-acme-box': id } }));
  expect(events([...rows, ...again])).toEqual([...ids, ...ids.slice(0, 3)]);
});

describe('no ids of events', () => {
  const none = (rows: readonly Sent[]) => expect(new Set(events(rows))).toEqual(new Set([null]));
  test('kinds of events', () => none(ids.map((_, n) => ({ headers: { 'x-acme-event': n % 2 ? 'order.created' : 'order.paid2' } }))));
  test('a sender that is the same each time', () => none([...ids, ...ids].map(() => ({ headers: { 'x-acme-webhook': 'wh_77f1a2b3' } }))));
  test('a header of any name that never comes back', () => none(ids.map((id) => ({ headers: { 'x-acme-box': id } }))));
  test('a header of any name that comes back after good answers', () =>
    none([...ids, ...ids].map((id) => ({ headers: { 'x-acme-box': id } }))));
  test('signatures', () => none(ids.map((id) => ({ headers: { 'x-acme-event-signature': `a1b2c3d4${id}` } }))));
  test('reads', () => none(ids.map((id) => ({ method: 'GET', headers: { 'x-acme-event': id } }))));
  test('the notice of a business, where nothing is handed over', () =>
    none(ids.map((id) => ({ uri: '/api/orders', fields: { avis: id } }))));
});

describe('an id without a name on lines that say that something came in', () => {
  const uuid = (n: number) => `0b1c${String(1000 + n)}-7fa2-4191-afe1-7cfb0ea22877`;
  const told = (message: string, fields: (n: number) => Record<string, Value>) => {
    const records = Array.from({ length: 8 }, (_, n) => ({
      line: n + 1,
      time: Date.UTC(2026, 2, 4, 9) + n * 1000,
      message,
      fields: fields(n),
    }));
    const normalizer = createNormalizer({ file: 'some', format: 'json' }, records);
    return records.map((record) => normalizer.events(record)[0]!.event_key);
  };

  test.each(['guid', 'uuid', 'uid'])('%s', (name) => {
    expect(told('Webhook received', (n) => ({ [name]: uuid(n), sale: `S-70${n}` })).slice(0, 2)).toEqual([uuid(0), uuid(1)]);
    expect(told('hook eingegangen', (n) => ({ [name]: uuid(n), vertrag: `V-70${n}` }))[0]).toBe(uuid(0));
  });

  test('none where it is all that the line names, or the line tells of something else', () => {
    expect(told('Webhook received', (n) => ({ guid: uuid(n) }))[0]).toBeNull();
    expect(told('profile loaded', (n) => ({ guid: uuid(n), sale: `S-70${n}` }))[0]).toBeNull();
  });
});
