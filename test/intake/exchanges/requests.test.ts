import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../../src/intake/records/format.js';

const at = Date.parse('2026-03-04T05:06:07Z');
const line = (message: string, second: number, fields: Record<string, Value> = {}): SourceRecord => ({
  line: second + 1,
  time: at + second * 1000,
  message,
  fields,
});
const events = (...records: SourceRecord[]) => {
  const normalizer = createNormalizer({ file: 'a.log', format: 'timestamped-text' }, records);
  return records.map((one) => normalizer.events(one)[0]!);
};
const POST = 'POST https://ledger.test/v1/entries';

describe('an answer on a line of its own', () => {
  it('ends the request that named the same record', () => {
    const [, , second, first] = events(
      line(`${POST} order=A-1001`, 0),
      line(`${POST} order=A-1002`, 1),
      line('ledger answered 201 for order A-1002', 2),
      line('ledger answered 503 for order A-1001', 4),
    );
    expect(second).toMatchObject({
      kind: 'exchange',
      operation: 'POST /v1/entries',
      target: 'ledger.test',
      status: 201,
      duration_ms: 1000,
    });
    expect(first).toMatchObject({ operation: 'POST /v1/entries', record_key: 'A-1001', status: 503, duration_ms: 4000 });
  });

  it('ends one request only, of which a second line tells once more', () => {
    const [, , first, second] = events(
      line(`${POST} order=A-1001`, 0, { request_id: 'r-1' }),
      line(`${POST} order=A-1002`, 1, { request_id: 'r-2' }),
      line('Task timed out after 6.00 seconds', 6, { request_id: 'r-1' }),
      line('invocation ended: timeout', 6, { request_id: 'r-1' }),
    );
    expect(first).toMatchObject({ kind: 'exchange', record_key: 'A-1001', timed_out: true, duration_ms: 6000 });
    expect(second).toMatchObject({ kind: 'statement', record_key: null });
  });

  it('ends the request of its thread when it names no record', () => {
    const [, , answer] = events(
      line(`Sending ${POST} order=A-1001 attempt=2`, 0, { thread: 'pool-1' }),
      line('Sending PUT https://stock.test/v1/levels order=A-1002', 1, { thread: 'pool-2' }),
      line('Received HTTP response after 40.1ms - 503', 2, { thread: 'pool-1' }),
    );
    expect(answer).toMatchObject({ operation: 'POST /v1/entries', record_key: 'A-1001', attempt: 2, status: 503 });
  });

  it('is that of another when it names no request where answers do', () => {
    const [, , , answer] = events(
      line('POST /hooks/parcels event evt-1 parcel P-1', 0, { request_id: 'r-1' }),
      line('Sent 202 in 14ms', 1, { request_id: 'r-1' }),
      line('POST /hooks/parcels event evt-1 parcel P-1', 2, { request_id: 'r-2' }),
      line('Sent 200 in 1ms', 60),
    );
    expect(answer).toMatchObject({ record_key: null, operation: null });
  });

  it('ends the request of its program, in a file of several programs', () => {
    const [, , answer] = events(
      line(`Sending ${POST} batch 1`, 0, { service: 'push' }),
      line('Sending PUT https://stock.test/v1/levels batch 2', 1, { service: 'stock' }),
      line('batch 1: 200 {"accepted": 2, "rejected": 0, "errors": []}', 2, { service: 'push' }),
    );
    expect(answer).toMatchObject({ kind: 'exchange', operation: 'POST /v1/entries', status: 200, service: 'push' });
  });

  it('ends the request that named others than the items that it refuses', () => {
    const [, answer] = events(
      line(`Sending ${POST} first=C1001 last=C1040`, 0, { service: 'push' }),
      line('chunk 9: 207 {"accepted": 39, "errors": [{"externalId": "C1017", "reason": "locked"}]}', 2, { service: 'push' }),
    );
    expect(answer).toMatchObject({ kind: 'exchange', operation: 'POST /v1/entries', status: 207, body_outcome: 'partial' });
  });

  it('has no status where a number before the JSON counts something', () => {
    const [answer] = events(line('batch of 200 {"accepted": 2}', 0, { service: 'push' }));
    expect(answer?.status).toBeNull();
  });

  it('names no request when several are open that differ', () => {
    const [, , answer] = events(
      line(`Sending ${POST} order=A-1001`, 0),
      line('Sending PUT https://stock.test/v1/levels order=A-1002', 1),
      line('Received HTTP response after 40.1ms - 503', 2),
    );
    expect(answer).toMatchObject({ status: 503, operation: null, record_key: null });
  });

  it('may be an error without a status', () => {
    const [, answer, again] = events(
      line(`${POST} order=A-1001`, 0, { logger: 'sync' }),
      line('Call failed for order A-1001: Read timed out', 20, { logger: 'sync', level: 'error' }),
      line('Giving up order A-1001: Read timed out', 21, { logger: 'sync', level: 'error' }),
    );
    expect(answer).toMatchObject({ kind: 'exchange', operation: 'POST /v1/entries', timed_out: true, duration_ms: 20_000 });
    expect(again).toMatchObject({ kind: 'statement', signal: 'gave_up' });
  });

  it('is not every word of success that follows', () => {
    const [, checked] = events(line(`${POST} order=A-1001`, 0), line('Stock confirmed for order A-1001', 1));
    expect(checked).toMatchObject({ kind: 'statement' });
  });

  it('is not an error on the way of a request that a server answers itself', () => {
    const [, noticed, answer] = events(
      line('Started POST "/orders"', 0, { request_id: 'r-1' }),
      line('Database query failed: Read timed out', 1, { request_id: 'r-1', level: 'error' }),
      line('Completed 500 Internal Server Error in 1040ms', 2, { request_id: 'r-1' }),
    );
    expect(noticed).toMatchObject({ kind: 'statement' });
    expect(answer).toMatchObject({ kind: 'exchange', operation: 'POST /orders', status: 500 });
  });

  it('comes within a quarter of an hour', () => {
    const [, answer] = events(line(`${POST} order=A-1001`, 0), line('ledger answered 201 for order A-1001', 1000));
    expect(answer).toMatchObject({ operation: null });
  });
});

describe('addresses in prose', () => {
  it.each([
    ['Client error: `POST https://ledger.test/v1/entries` resulted in a `400 Bad Request` response', 'POST /v1/entries', 400],
    ['I/O error on POST request for "https://ledger.test/v1/entries": 503 Service Unavailable', 'POST /v1/entries', 503],
    ['POST https://ledger.test/v1/entries contact=9030 201 350ms', 'POST /v1/entries', 201],
  ])('%s', (message, operation, status) => {
    expect(events(line(message, 0))[0]).toMatchObject({ kind: 'exchange', target: 'ledger.test', operation, status });
  });
});

describe('what ends a request', () => {
  it('a SOAP fault below a banner is the answer to the call of its record', () => {
    const [, fault] = events(
      line('Calling ledger http://ledger.test:8000/ws/entries operation=EntryCreate PO=4500010003', 0, { logger: 'flow' }),
      line('Message : <soap:Fault><faultcode>soap:Client</faultcode></soap:Fault> for PO=4500010003.', 1, {
        logger: 'handler',
        level: 'error',
      }),
    );
    expect(fault).toMatchObject({ kind: 'exchange', operation: 'EntryCreate', code: 'SOAP_CLIENT_FAULT', record_key: '4500010003' });
  });

  it('a health check between is no request', () => {
    const [, , answer] = events(
      line(`Sending ${POST} order=A-1001`, 0),
      line('HTTP GET /health responded 200 in 1.0 ms', 1),
      line('Received HTTP response after 40ms - 503', 2),
    );
    expect(answer).toMatchObject({ operation: 'POST /v1/entries', status: 503 });
  });

  it('the id behind the status is what was created', () => {
    expect(events(line('ledger POST /v1/entries order=A-1001 amount=1000 -> 200 en_3P008DK3aP', 0))[0]).toMatchObject({
      status: 200,
      record_key: 'A-1001',
      created_id: 'en_3P008DK3aP',
    });
  });

  it('a skip after an error is an error swallowed', () => {
    expect(events(line('contact=9030 skipped after error', 0, { level: 'warn' }))[0]).toMatchObject({ signal: 'swallowed' });
  });
});

describe('records and requests in one place', () => {
  it('method and address may stand in one field', () => {
    const fields = { request: 'PUT https://ledger.test/v1/entries/7700', http_code: 404, sku: 'MB-1009' };
    expect(events(line('entry update failed', 0, fields))[0]).toMatchObject({
      operation: 'PUT /v1/entries/{id}',
      target: 'ledger.test',
      status: 404,
    });
    expect(events(line('handled', 0, { route: 'GET /v1/entries/:id', status: 200 }))[0]).toMatchObject({
      operation: 'GET /v1/entries/:id',
    });
  });

  it.each([
    ['payout 88306: sent to the bank', '88306'],
    ['settled for payout 88306', '88306'],
    ['PO-700-012 accepted, 201, entry 4500200012', 'PO-700-012'],
  ])('%s', (message, key) => expect(events(line(message, 0))[0]).toMatchObject({ record_key: key }));

  it('a number behind a word for a quantity is no key', () => {
    expect(events(line('stock 1200 left', 1), line('new stock 1200', 2)).at(-1)).toMatchObject({ record_key: null });
  });

  it('a status may follow the verb of the answer', () => {
    const [, answer] = events(line(`${POST} reference=PO-700-012`, 0), line('PO-700-012 accepted, 201, PurchaseOrder 4500200012', 1));
    expect(answer).toMatchObject({ operation: 'POST /v1/entries', status: 201, record_key: 'PO-700-012', created_id: '4500200012' });
  });
});
