/** Calls of which the log names no method: an address, and what shows that a call was made. */
import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../../src/intake/records/format.js';
import type { Event } from '../../../src/model/event.js';

function eventOf(message: string, fields: Record<string, Value> = {}): Event {
  const record: SourceRecord = { line: 1, time: 1_772_359_200_000, message, fields };
  return createNormalizer({ file: 'app.log', format: 'json' }, [record]).events(record)[0]!;
}

describe('a call without a method', () => {
  it('is one that nobody answered', () => {
    const event = eventOf('ping https://hook.test/done: dial tcp 203.0.113.9:443: connect: connection refused (try 3)');
    expect(event).toMatchObject({ kind: 'exchange', target: 'hook.test', route: '/done', code: 'ECONNREFUSED', sent: false, attempt: 3 });
  });

  it('names its host in the error of a Python library, and its limit in seconds', () => {
    const error = "ReadTimeout: HTTPSConnectionPool(host='pay.test', port=443): Read timed out. (read timeout=2.5)";
    const event = eventOf('gift_failed', { path: '/v1/gifts', gift: 'G-7', error, level: 'warning' });
    expect(event).toMatchObject({ kind: 'exchange', target: 'pay.test', route: '/v1/gifts', timed_out: true, timeout_ms: 2500 });
  });

  it.each([
    ["GET https://pay.test/rates failed: HTTPSConnectionPool(host='pay.test', port=443): Read timed out. (read timeout=900)", 900_000],
    ['GET https://pay.test/rates failed: ConnectTimeoutError: timed out. (connect timeout=5)', 5_000],
    ['GET https://pay.test/rates failed: Read timed out. (read timeout=0.5)', 500],
    ['GET https://pay.test/rates failed: timed out, timeout=900', 900],
  ])('is one that timed out, with a limit in the unit of the library: %s', (message, timeout_ms) => {
    expect(eventOf(message, { level: 'error' })).toMatchObject({ timed_out: true, timeout_ms });
  });

  it('is one that was answered after a while', () => {
    expect(eventOf('gift_stored', { path: '/v1/gifts', gift: 'G-7', elapsed_ms: 812 })).toMatchObject({
      kind: 'exchange',
      duration_ms: 812,
    });
  });

  it.each([
    ['gift stored, see https://gifts.test/G-7', {}],
    ['page viewed', { path: '/v1/gifts', elapsed_ms: 12 }],
    ['gift stored', { path: '/v1/gifts' }],
    ['could not parse the feed of https://hook.test/done', { level: 'error' }],
  ])('is none in "%s"', (message, fields) => expect(eventOf(message, fields).kind).toBe('statement'));
});

describe('a job that came to its end', () => {
  it('says so in one word, with what it returned', () => {
    const event = eventOf('completed', { job_id: '7', queue: 'coupons', booking: '4711', returnvalue: { coupon: 'CP-8841-XT' } });
    expect(event).toMatchObject({ kind: 'job', signal: 'succeeded', record_key: '4711', created_id: 'CP-8841-XT' });
  });

  it.each([
    ['the word alone', { queue: 'coupons' }],
    ['a measure', { job_id: '7', queue: 'coupons', booking: '4711', returnvalue: { seconds: '2026-01-01' } }],
  ])('creates nothing with %s', (_, fields) => expect(eventOf('completed', fields).created_id).toBeNull());
});
