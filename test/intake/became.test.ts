/** Lines that say what became of a failed call: the only account of it, or an echo of its own line. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../src/intake/normalize.js';
import type { Value } from '../../src/intake/records/format.js';
import type { Event } from '../../src/model/event.js';

function read(lines: readonly (readonly [string, Record<string, Value>])[]): Event[] {
  const records = lines.map(([message, fields], index) => ({
    line: index + 1,
    time: Date.parse('2026-03-04T09:00:00Z') + index * 1000,
    message,
    fields,
  }));
  const normalizer = createNormalizer({ file: 'a.log', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

describe('no other line tells of the call', () => {
  test.each<[string, Record<string, Value>, Partial<Event>]>([
    ['target answered with error, requeued', { order: 'A-7', status: 503 }, { kind: 'exchange', signal: 'retry_scheduled' }],
    ['rejected by target, dead-lettered', { order: 'A-7', status: 422 }, { kind: 'exchange', signal: 'dead_lettered' }],
    ['giving up on order', { order: 'A-7', status: 400 }, { kind: 'exchange', signal: 'gave_up' }],
  ])('%s', (message, fields, expected) => {
    const [event] = read([
      [message, fields],
      ['order delivered', { order: 'A-8' }],
    ]);
    expect(event).toMatchObject({ ...expected, status: fields['status'], record_key: 'A-7' });
  });
});

test('beside the failed call itself it is no second one', () => {
  const events = read([
    ['call failed', { order: 'A-7', status: 503 }],
    ['giving up on order', { order: 'A-7', status: 503 }],
  ]);
  expect(events.map(({ kind }) => kind)).toEqual(['exchange', 'statement']);
});

test('the error field says that nothing follows', () => {
  const [event] = read([['record not sent', { order: 'A-7', error: 'giving up after 5 attempt(s)' }]]);
  expect(event).toMatchObject({ signal: 'gave_up' });
  expect(read([['record could not be sent', { order: 'A-7', error: 'connection refused' }]])[0]).toMatchObject({ signal: 'failed' });
});

test('a retry that names a timeout and what remains waits that long and has so many retries left', () => {
  const [event] = read([['retrying request', { request: 'POST https://ledger.test/entries', timeout: '400ms', remaining: 7 }]]);
  expect(event).toMatchObject({ wait_ms: 400, limit_remaining: null });
});

test('a line that begins with the name of a function names what was called', () => {
  expect(read([['stockLevelSet A-7 answered', { sku: 'A-7', status: 200 }]])[0]).toMatchObject({ operation: 'stockLevelSet' });
  expect(read([['stock set A-7 answered', { sku: 'A-7', status: 200 }]])[0]).toMatchObject({ operation: null });
});
