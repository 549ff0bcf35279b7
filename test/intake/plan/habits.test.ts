import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord } from '../../../src/intake/records/format.js';
import type { Event } from '../../../src/model/event.js';

type Given = Pick<SourceRecord, 'message' | 'fields'>;

/** The events of a file with these records, ten seconds apart. */
function eventsOf(given: readonly Given[]): Event[] {
  const records = given.map((one, i) => ({ line: i + 1, time: 1_772_359_200_000 + i * 10_000, ...one }));
  const normalizer = createNormalizer({ file: 'app.log', format: 'timestamped-text' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}
const said = (...messages: string[]): Given[] => messages.map((message) => ({ message, fields: {} }));

describe('a file that knows its calls by the names of procedures', () => {
  it.each([
    ['createInvoice accepted for INV-4711, 812 ms', 'createInvoice'],
    ['put_item orders INV-4711 ok in 20 ms', 'put_item'],
    ['INV-4711 failed: An error occurred (ValidationException) when calling the PutItem operation: bad item', 'PutItem'],
    [
      'INV-4711 failed: operation error SQS: SendMessage, https response error StatusCode: 400, api error InvalidMessage: no',
      'SendMessage',
    ],
  ])('%s', (message, operation) => {
    expect(eventsOf(said(message))[0]).toMatchObject({ kind: 'exchange', vantage: 'caller', operation });
  });

  it.each([
    ['upload of INV-4711 failed: PutBlob gs://ledger/INV-4711.xml: AccessDenied (403)', 'PutBlob'],
    ['PublishMessage to arn:aws:sns:eu:000000000000:ledger failed for INV-4711: AuthorizationError (403)', 'PublishMessage'],
    ['SendText ok order=INV-4711 attempt=1', 'SendText'],
    ['GetPrices INV-4711 HTTP 200 in 134 ms count=18', 'GetPrices'],
    ['SubmitInvoice for INV-4711: failed after 60000 ms: the operation has timed out', 'SubmitInvoice'],
    ['UpsertCustomer INV-4711 -> 503 in 20 ms', 'UpsertCustomer'],
    ['CreateLabel INV-4711 returned 201', 'CreateLabel'],
  ])('knows the action of an API: %s', (message, operation) => {
    expect(eventsOf(said(message))[0]).toMatchObject({ operation });
  });

  it.each([
    'PutBlob is not defined for INV-4711, 200 ms',
    'SendText begins',
    'CardStock ok',
    'PutBlob https://ledger.test/a',
    'CardStock A-77 HTTP 200 in 3 ms',
    'SendText A-77 queued',
  ])('knows no action in "%s"', (message) => expect(eventsOf(said(message))[0]!.operation).toBeNull());

  it('names the code that a service gave', () => {
    const [event] = eventsOf(said('upload of INV-4711: An error occurred (ExpiredToken) when calling the PutObject operation: expired'));
    expect(event).toMatchObject({ code: 'ExpiredToken', operation: 'PutObject' });
  });

  it.each([
    'createInvoice is not a function',
    'putting item INV-4711 ok in 20 ms',
    'order_total INV-4711 ok in 20 ms',
    'createInvoice begins',
  ])('sees no call in "%s"', (message) => expect(eventsOf(said(message))[0]!.kind).toBe('statement'));

  it('takes words for no call where the file tells of the calls themselves', () => {
    const [, event] = eventsOf(said('POST /v1/invoices -> 201 in 20 ms', 'createInvoice done for INV-4711 in 22 ms'));
    expect(event!.kind).toBe('statement');
  });
});

describe('lines that give up with a status', () => {
  it('tell of the failed call where nothing else does', () => {
    const events = eventsOf(said('invoice INV-4711: 401 {"error":"who?"}, dropping', 'invoice INV-4712: 401 {"error":"who?"}, dropping'));
    for (const event of events) expect(event).toMatchObject({ status: 401, body_outcome: 'error' });
  });

  it('tell of the call that was made after a retry was announced', () => {
    const events = eventsOf(said('retry 1/1 for invoice INV-4711 after status 503', 'gave up on invoice INV-4711: 503'));
    expect(events[1]).toMatchObject({ kind: 'exchange', status: 503, signal: 'gave_up' });
  });

  it('repeat the line before where it tells of the same', () => {
    const [, event] = eventsOf(said('invoice INV-4711 refused: 422', 'giving up on invoice INV-4711: 422'));
    expect(event!.kind).toBe('statement');
  });
});

describe('lines that give up on a target which did not answer', () => {
  const calls = [1, 2, 3].map((n) => `PUT https://ledger.test/v1/entries/${n} 200 in 80 ms`);

  it.each([
    'GET https://rates.test/v1/rates/7 gave up after 45000 ms (limit 45000)',
    'GET https://rates.test/v1/rates/7 timed out after 45 s, giving up',
    'GET https://rates.test/v1/rates/7: abandoned after 45 s',
  ])('tell of the call: %s', (text) => {
    const event = eventsOf(said(...calls, text)).at(-1)!;
    expect(event).toMatchObject({ kind: 'exchange', timed_out: true });
  });

  it('repeat the line right before', () => {
    const text = 'GET https://rates.test/v1/rates/7 timed out after 45 s';
    const events = eventsOf(said(...calls, text, `${text}, giving up`, ...calls, text, `${text}, giving up`));
    expect(events.filter(({ kind, timed_out }) => kind === 'exchange' && timed_out)).toHaveLength(2);
  });

  it('tell of no call when they count the attempts', () => {
    const event = eventsOf(said(...calls, 'GET https://rates.test/v1/rates/7 gave up after 3 attempts')).at(-1)!;
    expect(event).toMatchObject({ kind: 'statement', timed_out: null });
  });
});

describe('attempt numbers under names that say nothing', () => {
  const chain = (key: string, name: string, from: number): Given[] =>
    [0, 1, 2].map((i) => ({ message: 'charge refused', fields: { order_no: key, http_status: 402, [name]: from + i } }));

  it.each([
    ['n', 1],
    ['go', 0],
  ])('%s from %i', (name, from) => {
    const events = eventsOf(['A-1', 'A-2', 'A-3'].flatMap((key) => chain(key, name, from)));
    expect(events.slice(0, 3).map((event) => event.attempt)).toEqual([1, 2, 3]);
  });

  it('are no pages of what succeeds', () => {
    const pages = ['A-1', 'A-2', 'A-3'].flatMap((key) =>
      [1, 2, 3].map((n) => ({ message: 'stored', fields: { order_no: key, http_status: 200, n } })),
    );
    expect(eventsOf(pages).every((event) => event.attempt === null)).toBe(true);
  });
});

describe('the side on which a file was written', () => {
  const call = (fields: Given['fields']): Given => ({
    message: 'invoice posted',
    fields: { uri: 'POST /v2/invoices', status: 200, ...fields },
  });

  it("is the caller's when a line tells of an attempt and its wait, and none of a client", () => {
    const events = eventsOf([call({}), call({ status: 429, attempt: 1, delay_ms: 500 }), call({})]);
    expect(events.map((event) => event.vantage)).toEqual(['caller', 'caller', 'caller']);
  });

  it("is the server's when lines name the client", () => {
    const events = eventsOf([call({ client_ip: '10.0.0.7' }), call({ status: 503, attempt: 1, delay_ms: 5 }), call({})]);
    expect(events[2]!.vantage).toBe('target');
  });
});

describe('a delivery of which the words say that it came in', () => {
  const given = (message: string, fields: Given['fields']): Given => ({ message, fields: { event_id: 'evt-7', status: 200, ...fields } });

  it.each([
    ['delivery accepted', { path: '/in/seats', delivery: 'dlv-1' }],
    ['webhook received', { path: '/hooks/paid' }],
    ['event was accepted', { path: '/events', request_id: 'r-1' }],
  ])('is logged by its receiver: %s', (message, fields) => {
    expect(eventsOf([given(message, fields)])[0]!.vantage).toBe('target');
  });

  it.each([
    ['delivery accepted', { url: 'https://hooks.shop.test/in/seats', delivery: 'dlv-1' }],
    ['webhook accepted', { path: '/hooks/paid', attempt: 2, delivery: 'dlv-1' }],
  ])('is logged by its sender where the line says to whom or how often: %s', (message, fields) => {
    expect(eventsOf([given(message, fields)])[0]!.vantage).toBe('caller');
  });
});

describe('a file nearly all calls of which speak for a caller', () => {
  const keyed = (n: number) => `invoice posted lease=LS-${200 + n} POST /api/invoices status=200`;
  const file = (other: string, make: (n: number) => string = keyed) =>
    said(...Array.from({ length: 30 }, (_, n) => (n === 15 ? other : make(n))));

  it.each([
    'feed statement refused POST /feeds/statements status=403',
    'rates read GET /api/rates status=200',
    'hook set PUT /api/hook status=200',
  ])("is a caller's: %s", (other) => expect(eventsOf(file(other))[15]!.vantage).toBe('caller'));

  it('is not where a line names a client', () => {
    const given = file('feed statement refused POST /feeds/statements status=403').map((one, n) =>
      n === 3 ? { ...one, fields: { user_agent: 'shop/1.0' } } : one,
    );
    expect(eventsOf(given)[15]!.vantage).toBe('target');
  });

  it('is not where many lines speak for none', () => {
    const given = file('feed statement refused POST /feeds/statements status=403', (n) =>
      n % 3 === 0 ? 'done POST /api/x status=200' : keyed(n),
    );
    expect(eventsOf(given)[15]!.vantage).toBe('target');
  });

  it('leaves a line that says it was served to the target', () => {
    expect(eventsOf(file('request completed POST /feeds/statements status=403'))[15]!.vantage).toBe('target');
  });
});

describe('a file whose calls are sent again without an answer', () => {
  const well = ['POST /v1/parcels 201', 'POST /v1/parcels 201', 'POST /v1/parcels 201'];
  it.each([
    'POST /v1/parcels timed out after 20s, sending again',
    'POST /v1/parcels no answer within 15 s, retrying',
    'POST /v1/parcels connection reset, trying again',
  ])('is that of the caller: %s', (message) => expect(eventsOf(said(...well, message))[3]).toMatchObject({ vantage: 'caller' }));

  it('is that of a server where the lines name clients', () => {
    const given = said(...well, 'POST /v1/parcels timed out after 20s, sending again').map((one) => ({
      ...one,
      fields: { client_ip: '10.0.0.7' },
    }));
    expect(eventsOf(given)[3]).not.toMatchObject({ vantage: 'caller' });
  });

  it.each([
    'POST /v1/parcels 400, left in queue for next run',
    'POST /v1/parcels 503, put back in the queue',
    'POST /v1/parcels 422, deferred to the next run',
  ])('is that of the caller, who keeps what was refused: %s', (message) =>
    expect(eventsOf(said(...['a', 'b'].map((one) => `GET /v1/stock of ${one}: HTTP 200`), message))[0]).toMatchObject({
      vantage: 'caller',
    }),
  );

  it('is that of a server that keeps what it took', () => {
    const file = said('POST /v1/parcels: HTTP 202', 'POST /v1/parcels: HTTP 202', 'POST /v1/parcels: HTTP 202, put back in the queue');
    expect(eventsOf(file)[0]).not.toMatchObject({ vantage: 'caller' });
  });

  it('says nothing of the lines of a server that answered', () => {
    expect(eventsOf(said(...well, 'POST /v1/parcels 503, the sender will retry'))[0]).not.toMatchObject({ vantage: 'caller' });
  });
});

describe('a log of bare requests', () => {
  const bare = (last: string) =>
    eventsOf(said('POST /seats/hold 200', 'POST /seats/hold 200', last, 'POST /seats/hold 200')).map(({ vantage }) => vantage);

  it.each([
    'POST /seats/hold timeout after 5 s, again',
    'POST /seats/hold timed out after 900 ms, once more (2)',
    'POST /seats/hold timed out, retrying',
  ])("is a caller's where one is sent again since nobody answered: %s", (last) =>
    expect(bare(last)).toEqual(['caller', 'caller', 'caller', 'caller']),
  );

  it("is a server's where none is", () => expect(bare('POST /seats/hold 503')).toEqual(['target', 'target', 'target', 'target']));
});
