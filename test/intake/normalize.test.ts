import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../src/intake/records/format.js';
import { Event } from '../../src/model/event.js';

const at = Date.parse('2026-03-04T05:06:07Z');
const record = (fields: Record<string, Value>, message: string | null = null, line = 1): SourceRecord => ({
  line,
  time: at + line * 1000,
  message,
  fields,
});
/** The first event of the last record, with all of them as the sample. */
const last = (...records: SourceRecord[]) => all(...records).at(-1)!;
const all = (...records: SourceRecord[]) => {
  const normalizer = createNormalizer({ file: 'a.log', format: 'json' }, records);
  return records.map((one) => normalizer.events(one)[0]!);
};

describe('fields', () => {
  it.each<[Record<string, Value>, Partial<Event>]>([
    [
      { method: 'post', url: 'https://ledger.test:8443/v1/entries/77?x=1', statusCode: 503, durationMs: 40 },
      {
        method: 'POST',
        path: '/v1/entries/77',
        route: '/v1/entries/{id}',
        target: 'ledger.test',
        status: 503,
        duration_ms: 40,
        operation: 'POST /v1/entries/{id}',
      },
    ],
    [
      { req: { method: 'GET', url: '/v1/a' }, res: { statusCode: 200 }, responseTime: 12.5 },
      { method: 'GET', path: '/v1/a', status: 200, duration_ms: 12.5 },
    ],
    [
      {
        'http.request.method': 'PUT',
        'url.full': 'https://ledger.test/x',
        'http.response.status_code': '204',
        'event.duration': 5_000_000,
      },
      { method: 'PUT', target: 'ledger.test', status: 204, duration_ms: 5 },
    ],
    [
      { httpRequest: { requestMethod: 'POST', requestUrl: 'https://ledger.test/x', status: 200, latency: '0.273s' } },
      { method: 'POST', status: 200, duration_ms: 273 },
    ],
    [
      { upstream: 'ledger', verb: 'POST', endpoint: '/v1/a', code: 201, took_ms: 19 },
      { target: 'ledger', method: 'POST', path: '/v1/a', status: 201, duration_ms: 19 },
    ],
    [
      { statusCode: 429, headers: { 'retry-after': '2.5', 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '40' } },
      { retry_after_ms: 2500, limit_remaining: 0, limit_max: 40 },
    ],
    [{ status: 429, retry_after_ms: 700 }, { retry_after_ms: 700 }],
    [
      { status: 200, callLimit: '32/40' },
      { limit_max: 40, limit_remaining: 8 },
    ],
    [
      { status: 200, rateLimit: { limit: 80, remaining: 79, reset: 10 } },
      { limit_max: 80, limit_remaining: 79, limit_reset_ms: at + 11_000 },
    ],
    [{ status: 200, 'x-ratelimit-reset': 1772600800 }, { limit_reset_ms: 1772600800000 }],
    [{ status: 200, 'x-ratelimit-reset-requests': '6m0s' }, { limit_reset_ms: at + 361_000 }],
    [{ status: 200, 'x-ratelimit-reset': '2026-03-04T06:00:00Z' }, { limit_reset_ms: Date.parse('2026-03-04T06:00:00Z') }],
    [
      { status: 200, ratelimit: '"default";r=50;t=30' },
      { limit_remaining: 50, limit_reset_ms: at + 31_000 },
    ],
    [
      { attempt: 2, maxAttempts: 5, delayMs: 400 },
      { attempt: 2, max_attempts: 5, wait_ms: 400 },
    ],
    [{ retries: 0, status: 200 }, { attempt: 1 }],
    [
      { max_attempts: 5, attempts_left: 3, status: 503 },
      { attempt: 2, max_attempts: 5 },
    ],
    [
      { max_retries: 4, retries_left: 4, status: 503 },
      { attempt: 1, max_attempts: 5 },
    ],
    [{ retries_left: 2, status: 503 }, { attempt: null }],
    [{ 'x-retry-attempt': 3, status: 503 }, { attempt: 3 }],
    [
      { retry_count: 2, max_retries: 3, status: 503 },
      { attempt: 3, max_attempts: 4 },
    ],
    [
      {
        err: {
          code: 'ECONNREFUSED',
          message: 'connect ECONNREFUSED 10.0.0.7:443',
          config: { method: 'post', url: 'https://ledger.test/x' },
        },
      },
      { code: 'ECONNREFUSED', sent: false, method: 'POST', target: 'ledger.test', kind: 'exchange' },
    ],
    [
      { method: 'POST', url: 'https://ledger.test/x', error: 'timeout of 8000ms exceeded' },
      { timed_out: true, timeout_ms: 8000, code: 'ETIMEDOUT', kind: 'exchange', vantage: 'caller' },
    ],
    [
      { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      { trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' },
    ],
    [
      { request_id: 'r-1', correlationId: 'c-1', 'Idempotency-Key': 'k-1', jobId: 'j-1', eventId: 'e-1', batch_id: 'b-1' },
      { request_id: 'r-1', correlation_id: 'c-1', idempotency_key: 'k-1', job_id: 'j-1', event_key: 'e-1', batch_id: 'b-1' },
    ],
    [
      { service: { name: 'billing' }, logger_name: 'a.b.Client', thread_name: 'w-1' },
      { service: 'billing', logger: 'a.b.Client', worker: 'w-1' },
    ],
    [{ method: 'GET', path: '/healthz', status: 200, userAgent: 'kube-probe/1.28' }, { kind: 'statement' }],
  ])('reads %j', (fields, expected) => {
    expect(last(record(fields))).toMatchObject(expected);
  });

  it('does not take other numbers for a status', () => {
    expect(last(record({ code: 4040, state: 'paid', status: 'paid' })).status).toBeNull();
    expect(last(record({ status: 'paid', orderNo: 'A-1' }))).toMatchObject({ status: null, state: 'paid' });
  });

  it('learns seconds from fractions and counts from 0 where 0 occurs', () => {
    const seconds = [0.1, 0.25, 1.5].map((duration, i) => record({ duration, status: 200, path: '/a', method: 'GET' }, null, i + 1));
    expect(last(...seconds).duration_ms).toBe(1500);
    const attempts = [0, 1, 2].map((attempt, i) => record({ attempt, status: 503 }, null, i + 1));
    expect(all(...attempts).map((event) => event.attempt)).toEqual([1, 2, 3]);
  });

  it('ends a call when its line is written', () => {
    expect(last(record({ method: 'POST', url: 'https://ledger.test/x', status: 200, durationMs: 250 }, 'done', 1))).toMatchObject({
      at_ms: at + 1000,
      start_ms: at + 750,
      end_ms: at + 1000,
    });
  });
});

describe('record key and created id', () => {
  const pairs: [Record<string, Value>, string, string | null][] = [
    [{ orderNo: 'A-1001', orderId: 'L-1' }, 'A-1001', 'L-1'],
    [{ orderRef: 'A-1001', ledgerId: 'L-1' }, 'A-1001', 'L-1'],
    [{ orderId: 'L-1', externalRef: 'A-1001' }, 'A-1001', 'L-1'],
    [{ invoice_id: 'A-1001', target_id: 7001 }, 'A-1001', '7001'],
    [{ id: 'L-1', order_ref: 'A-1001' }, 'A-1001', 'L-1'],
    [{ order_number: 'A-1001', sku: 'S-2001', customer_id: 'C-7', entry_id: 'L-1' }, 'A-1001', 'L-1'],
    [{ paymentId: 'A-1001', accountId: 'T-1' }, 'A-1001', null],
    [{ sku: 'A-1001', email: 'x***@mail.test', region: 'eu1', worker: 'w7' }, 'A-1001', null],
  ];
  it.each(pairs)('%j', (fields, key, created) => {
    expect(last(record({ method: 'POST', url: 'https://ledger.test/v1/orders', status: 201, ...fields }))).toMatchObject({
      record_key: key,
      created_id: created,
    });
  });

  it('goes by behaviour where names say nothing: the key also stands on what failed', () => {
    const records = [0, 1, 2, 3].flatMap((n) => [
      record({ order_id: `A-${n}`, status: 503, method: 'POST', url: 'https://stock.test/v1/r' }, null, 2 * n + 1),
      record(
        { order_id: `A-${n}`, reservation_id: `R-${n}`, status: 201, method: 'POST', url: 'https://stock.test/v1/r' },
        null,
        2 * n + 2,
      ),
    ]);
    expect(last(...records)).toMatchObject({
      record_key: 'A-3',
      created_id: 'R-3',
      record_field: 'order_id',
      created_field: 'reservation_id',
    });
  });

  it('takes the key from the path when nothing else names one, and a created id from Location', () => {
    expect(last(record({ method: 'PUT', url: 'https://ledger.test/v1/orders/A-1001', status: 200 }))).toMatchObject({
      record_key: 'A-1001',
      record_field: 'order',
    });
    expect(last(record({ method: 'POST', url: 'https://ledger.test/v1/orders', status: 201, location: '/v1/orders/7001' }))).toMatchObject({
      created_id: '7001',
    });
  });

  it('never takes a created id from a read or a failure', () => {
    expect(
      last(record({ method: 'GET', url: 'https://ledger.test/o', status: 200, orderNo: 'A-1', ledgerId: 'L-1' })).created_id,
    ).toBeNull();
    expect(
      last(record({ method: 'POST', url: 'https://ledger.test/o', status: 422, orderNo: 'A-1', ledgerId: 'L-1' })).created_id,
    ).toBeNull();
  });

  it('lists every identifier with sorted names', () => {
    expect(last(record({ orderNo: 'A-1', requestId: 'r-1', eventId: 'e-1' })).ids).toBe(
      '{"event_id":"e-1","order_no":"A-1","request_id":"r-1"}',
    );
  });
});

describe('kinds', () => {
  it('makes one exchange of a request that is logged in two lines', () => {
    const [begin, end] = all(
      record({ reqId: 'r-1', req: { method: 'POST', url: '/v1/orders' } }, 'incoming request', 1),
      record({ reqId: 'r-1', res: { statusCode: 201 }, responseTime: 7 }, 'request completed', 2),
    );
    expect(begin).toMatchObject({ kind: 'statement' });
    expect(end).toMatchObject({ kind: 'exchange', operation: 'POST /v1/orders', status: 201 });
  });

  it('tells jobs, deliveries and statements', () => {
    expect(last(record({ jobId: 'j-1', queue: 'billing', attemptsMade: 2, orderNo: 'A-1' }, 'job failed'))).toMatchObject({
      kind: 'job',
      operation: 'billing',
      attempt: 2,
    });
    expect(
      last(record({ eventId: 'e-1', endpoint: 'https://shop.test/hooks', attempt: 1, responseStatus: 200 }, 'delivered')),
    ).toMatchObject({ kind: 'delivery', target: 'shop.test' });
    expect(last(record({ orderNo: 'A-1' }, 'webhook received'))).toMatchObject({ kind: 'statement', signal: 'received' });
  });

  it('lets what a format proves win', () => {
    const proven = { kind: 'exchange', status: 499, vantage: 'proxy' } as const;
    expect(last({ ...record({ status: 200, method: 'GET', path: '/a' }), proven })).toMatchObject(proven);
  });

  it('adds the further events of a record as parts', () => {
    const one: SourceRecord = { ...record({}), proven: { kind: 'sample', metric: 'm', value: 1 }, also: [{ metric: 'n', value: 2 }] };
    expect(createNormalizer({ file: 'a', format: 'x' }, []).events(one)).toMatchObject([
      { part: 0, metric: 'm' },
      { part: 1, kind: 'sample', metric: 'n', line: 1 },
    ]);
  });
});

describe('bodies', () => {
  const answer = (response: Value, status = 200) =>
    last(record({ method: 'POST', url: 'https://ledger.test/v1/a', status, orderNo: 'A-1', response }));
  it.each<[Value, Partial<Event>]>([
    [{ errors: [{ message: 'no', extensions: { code: 'THROTTLED' } }] }, { body_outcome: 'error', code: 'THROTTLED', body_errors: 1 }],
    [{ data: { set: { userErrors: [{ field: 'sku', message: 'unknown' }] } } }, { body_outcome: 'error', body_errors: 1 }],
    [{ data: { set: { userErrors: [], item: { id: 'X-1' } } } }, { body_outcome: 'ok' }],
    [
      { success: false, message: 'stock too low' },
      { body_outcome: 'error', error: 'stock too low' },
    ],
    [
      { ok: true, id: 'L-1' },
      { body_outcome: 'ok', created_id: 'L-1' },
    ],
    ['{"status":"partial_success","numErrors":1}', { body_outcome: 'partial' }],
    [[{ errorCode: 'DUPLICATE', message: 'there' }], { body_outcome: 'error', code: 'DUPLICATE' }],
  ])('%j', (body, expected) => {
    expect(answer(body)).toMatchObject(expected);
  });

  it('makes items of a batch that was answered with errors', () => {
    const normalizer = createNormalizer({ file: 'a', format: 'json' }, []);
    const response: Value = {
      results: [
        { id: 'A-1', status: 'ok' },
        { id: 'A-2', status: 'error', code: 'TAX' },
        { id: 'A-3', status: 'ok' },
      ],
    };
    const events = normalizer.events(record({ method: 'POST', url: 'https://ledger.test/batch', status: 207, batchId: 'b-1', response }));
    expect(events.map((event) => [event.kind, event.record_key, event.code, event.body_outcome, event.batch_id])).toEqual([
      ['exchange', null, 'TAX', 'partial', 'b-1'],
      ['item', 'A-2', 'TAX', 'error', 'b-1'],
    ]);
  });
});

describe('secrets', () => {
  it.each(['x-api-key', 'apiKey', 'Ocp-Apim-Subscription-Key', 'client-secret'])('are found by the name of their field: %s', (name) => {
    const record = { line: 1, time: null, message: 'request headers', fields: { [name]: 'zk9-71c02e55fa84d3b6' } };
    const [event] = createNormalizer({ file: 'a.log', format: 'json' }, [record]).events(record);
    expect(event?.secrets).not.toBeNull();
  });

  it('names kinds and never values', () => {
    const event = last(
      record(
        { authorization: 'Bearer abcdef0123456789ABCDEF', note: 'mail to jane@mail.test', password: 'hunter2pw' },
        'call with key AKIA' + 'QWERTYUIOPASDFGH',
      ),
    );
    expect(event.secrets?.split(',')).toEqual(expect.arrayContaining(['aws_access_key', 'credential', 'email']));
    expect(JSON.stringify({ ...event, labels: null })).not.toMatch(/QWERTYUIOP|hunter2pw|jane@/);
  });
});

describe('properties', () => {
  const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'status',
      'err',
      'response',
      'body',
      'orderNo',
      'duration',
      'url',
      'retry_after',
      'headers',
      'attempt',
      '__proto__',
      'constructor',
    ),
  );
  it('reads any record without an exception, part 0 first, to events that fit the schema', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.dictionary(name, value, { maxKeys: 8 }), fc.option(fc.string()), fc.option(fc.oneof(fc.string(), fc.double()))),
          { minLength: 1, maxLength: 5 },
        ),
        (raw) => {
          const records = raw.map(([fields, message, time], i) => ({ line: i + 1, time, message, fields }) as SourceRecord);
          const normalizer = createNormalizer({ file: 'x', format: 'json' }, records);
          for (const one of records) {
            const events = normalizer.events(one);
            expect(events.map((event) => event.part)).toEqual(events.map((_, i) => i));
            for (const event of events) expect(Event.safeParse(event).error?.message).toBeUndefined();
          }
          normalizer.fields();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('names of other tongues and exports', () => {
  it.each<[Record<string, Value>, Partial<Event>]>([
    [
      { Bestellnummer: 'B-1001', Gesamtbetrag: '1.479,87', Bestelldatum: '04.03.2026 05:06:07' },
      { record_key: 'B-1001', amount: 1479.87 },
    ],
    [
      { 'Rechnungs-Nr': 'R-77', 'Kunden-Nr': 'K-1', Betrag: '12,5' },
      { record_key: 'R-77', amount: 12.5 },
    ],
    [{ productGid: 'gid://shop/Product/7100' }, { record_key: 'gid://shop/Product/7100' }],
  ])('%j', (fields, wanted) => {
    expect(last(record(fields))).toMatchObject(wanted);
  });

  it('a JSON line that states a record and nothing of a logger is a row', () => {
    expect(last(record({ order_id: 'A-1001', status: 'paid' })).kind).toBe('row');
    expect(last(record({ order_id: 'A-1001', status: 'paid', level: 'info' })).kind).toBe('statement');
  });

  it('the error of a system stands under its name', () => {
    const fields = {
      method: 'POST',
      url: 'https://crm.test/v1/a',
      status_code: 422,
      crm_error: { code: 'VALIDATION', message: 'no mapping for tax 7' },
    };
    expect(last(record(fields))).toMatchObject({ code: 'VALIDATION', error: 'no mapping for tax <*>', body_outcome: 'error' });
  });

  it('errors that a logger took out of the body still are those of the answer', () => {
    const fields = {
      endpoint: 'https://shop.test/api/graphql.json',
      httpStatus: 200,
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    };
    expect(last(record(fields))).toMatchObject({ method: 'POST', status: 200, code: 'THROTTLED', body_outcome: 'error' });
  });
});

describe('a conflict', () => {
  it.each([
    ['article 7 exists already, skipped', 'article <*> exists already, skipped'],
    ['Conflict: version changed meanwhile', 'version changed meanwhile'],
  ])('%s: only its words tell whether it is a failure', (message, error) => {
    expect(last(record({ method: 'POST', url: '/articles', status: 409, level: 'info' }, message))).toMatchObject({ error });
  });
});

describe('a duration that the format proves', () => {
  it('tells when the exchange began, whatever unit its field seems to have', () => {
    const one: SourceRecord = {
      line: 1,
      time: at,
      message: null,
      fields: { 'time-taken': '96' },
      proven: { kind: 'exchange', duration_ms: 96 },
    };
    expect(last(one)).toMatchObject({ duration_ms: 96, start_ms: at - 96 });
  });
});
