import { expect, test } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

/** Events of a log that begins with a call that went well, so that its layout is known. */
const read = (lines: readonly string[]) =>
  withFolder({ 'sync.log': `${lines.map((line, i) => `2026-03-01T10:00:${10 + i}.000Z ${line}`).join('\n')}\n` }, async (folder) => {
    const events: Event[] = [];
    await intake([folder], (batch) => void events.push(...batch));
    return events;
  });

test('a limit of time that a quiet line states is no error', async () => {
  const events = await read([
    'INFO start stock-feed version=3.1 timeout 10000 ms retries 3',
    'INFO starting worker, request timeout 4 s, 3 retries',
    'DEBUG client configured: connect timeout 2s, read timeout 30s',
    'INFO PUT https://till.test/prices/17 started (timeout 1500 ms)',
    'INFO PUT https://till.test/prices/17 -> 204 (timeout 5s) in 85 ms',
  ]);
  for (const event of events) expect(event).toMatchObject({ code: null, error: null, timed_out: null });
  expect(events.map(({ signal }) => signal)).not.toContain('failed');
  expect(events.at(-1)).toMatchObject({ kind: 'exchange', status: 204, duration_ms: 85 });
});

test('a limit that was reached is one, at any level', async () => {
  const events = await read([
    'INFO PUT https://till.test/prices/17 -> timeout 1500 ms',
    'INFO request timeout 500 ms exceeded for price 18',
    'INFO price 19 failed: read timeout 30 s',
    'INFO PUT https://till.test/prices/20 request timeout',
    'WARN PUT https://till.test/prices/21 timed out after 1500 ms',
    'ERROR price 22: timeout of 1500 ms exceeded',
  ]);
  expect(events).toHaveLength(6);
  for (const event of events) expect(event).toMatchObject({ signal: 'failed', code: 'ETIMEDOUT', timed_out: true });
});
