import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Event } from '../../../src/model/event.js';

/** Lines as well-known clients, queues and frameworks write them, one log of all; each with what it must say. */
const LINES: readonly [string, Partial<Event>][] = [
  ['200 OK: GET - /stock in 12ms', { kind: 'exchange', status: 200, operation: 'GET /stock', vantage: 'target', duration_ms: 12 }],
  ['Sending HTTP request POST https://ledger.test/v1/entries', { kind: 'statement', signal: 'started', operation: 'POST /v1/entries' }],
  ['Received HTTP response headers after 123.4567ms - 200', { kind: 'exchange', status: 200, duration_ms: 123.4567 }],
  ['Completed 201 Created in 45ms (Views: 0.2ms | ActiveRecord: 12.1ms)', { kind: 'exchange', status: 201, duration_ms: 45 }],
  ['POST https://ledger.test/v1/entries: retrying in 1s (4 left)', { signal: 'retry_scheduled', wait_ms: 1000, attempt: null }],
  [
    'https://ledger.test:443 "POST /v1/entries HTTP/1.1" 201 123',
    { kind: 'exchange', status: 201, target: 'ledger.test', vantage: 'caller' },
  ],
  [
    'HTTP Request: POST https://ledger.test/v1/entries "HTTP/1.1 201 Created"',
    { kind: 'exchange', status: 201, operation: 'POST /v1/entries' },
  ],
  [
    '<-- 503 Service Unavailable https://ledger.test/v1/entries (212ms, unknown-length body)',
    { kind: 'exchange', status: 503, operation: 'POST /v1/entries', duration_ms: 212 },
  ],
  [
    'Task billing.push[5f0c2b7e-1d2c-4c1e-9d55-0c7a6b1f2a3e] retry: Retry in 180s: HTTPError()',
    { kind: 'job', signal: 'retry_scheduled', wait_ms: 180_000, operation: 'billing.push', job_id: '5f0c2b7e-1d2c-4c1e-9d55-0c7a6b1f2a3e' },
  ],
  [
    'Retrying billing.push in 4.0 seconds as it raised HTTPError: 503 Server Error',
    { signal: 'retry_scheduled', status: 503, wait_ms: 4000 },
  ],
  ["CircuitBreaker 'ledger' is OPEN and does not permit further calls", { signal: 'shed' }],
  ['Record seats-3@90148 (S-7712) published to seats.DLT', { signal: 'dead_lettered', record_key: 'S-7712' }],
  ['Message with id 0e1b moved to DLQ after 5 receives', { kind: 'job', signal: 'dead_lettered', event_key: '0e1b' }],
  [
    'Webhook delivery failed: 500 (attempt 3/8), next retry in 30m',
    { signal: 'retry_scheduled', status: 500, attempt: 3, max_attempts: 8, wait_ms: 1_800_000 },
  ],
  [
    'Could not push invoice 4711: 422 {"errors":[{"code":"TAX_UNKNOWN","message":"no tax code"}]}',
    { kind: 'exchange', status: 422, code: 'TAX_UNKNOWN', record_key: '4711', record_field: 'invoice', error: 'no tax code' },
  ],
  ['Order A-1001: customer not found in ledger (404)', { status: 404, record_key: 'A-1001', signal: 'failed' }],
  [
    'Purchase order 4500012345 created in ledger with document number 5100000777',
    { signal: 'succeeded', record_key: '4500012345', created_id: '5100000777' },
  ],
  ['sync order A-1001: HTTP 409 Conflict - already exists, treating as success', { status: 409, signal: 'duplicate_skipped' }],
  ['rate limit hit (429), waiting 12s before next call', { signal: 'throttle_wait', wait_ms: 12_000 }],
  ['no response from ledger within 10 seconds for order A-1001', { timed_out: true, timeout_ms: 10_000, signal: 'failed' }],
  ['net/http: request canceled (Client.Timeout exceeded while awaiting headers)', { timed_out: true, code: 'ETIMEDOUT' }],
  ['upstream prematurely closed connection while reading response header', { code: 'ECONNRESET', timed_out: null }],
  ['POST /v1/entries 500 1203.551 ms - 33', { kind: 'exchange', vantage: 'target', status: 500 }],
  ['POST https://ledger.test/v1/entries attempt 1/3 failed: 429 (x-request-id 21f477d4f136d74d)', { request_id: '21f477d4f136d74d' }],
  ['no answer to request id: 9b1c-77aa-02', { request_id: '9b1c-77aa-02' }],
  ['PUT /claims/12 timed out after 8 s, Idempotency-Key 27f22bf5-fdc8-4d55-a527', { idempotency_key: '27f22bf5-fdc8-4d55-a527' }],
  ['sent again with dedup key: claim-12:submit', { idempotency_key: 'claim-12:submit' }],
  ['erneut gesendet, Idempotenzschlüssel 5f3a77c0', { idempotency_key: '5f3a77c0' }],
  ["renvoi avec la clé d'idempotence 5f3a77c0", { idempotency_key: '5f3a77c0' }],
  ['the idempotency key is missing on 12345678 calls', { idempotency_key: null }],
  ['Dossier VY26040297 interrompu', { record_key: 'VY26040297', record_field: 'dossier' }],
  ['Solicitud S-2210 rechazada por el registro', { record_key: 'S-2210', record_field: 'solicitud' }],
  ['Zamówienie Z/88123 wysłane', { record_key: 'Z/88123' }],
  ['eingelesen: Paket 120 von 500', { record_key: null }],
  ['message 9f2c-11 moved to parcels.XQ, 12 messages there', { signal: 'dead_lettered', topic: 'parcels.XQ', depth: 12 }],
  ['routed to stock_error after 3 attempts', { signal: 'dead_lettered', topic: 'stock_error' }],
  ['unknown correlation id', { correlation_id: null }],
  ['job for invoice INV-77 failed (fire 1), refire in 60 s', { signal: 'retry_scheduled', wait_ms: 60_000, duration_ms: null }],
  ['Imported 500 orders in 12.3s', { kind: 'statement', status: null, duration_ms: 12_300 }],
  ['sent 119 bytes received 404 bytes', { kind: 'statement', status: null }],
  ['GET /healthz -> 200 in 2 ms', { kind: 'statement', status: 200 }],
];

describe('lines of well-known software', () => {
  const records = LINES.map(([message], i) => ({ line: i + 1, time: 1_772_600_767_387 + i * 1000, message, fields: {} }));
  const normalizer = createNormalizer({ file: 'mixed.log', format: 'timestamped-text' }, records);
  const events = records.map((record) => normalizer.events(record)[0]);
  it.each(LINES.map(([message, expected], i) => [message, expected, i] as const))('%s', (_message, expected, i) => {
    expect(events[i]).toMatchObject(expected);
  });
});
