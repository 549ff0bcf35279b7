/** Attempts of deliveries as JSON lines: the event ties them, the id of a delivery is that of one attempt. */
import { expect, test } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

const attempt = (number: number, event: string, rest: object) =>
  JSON.stringify({ delivery: `0b3fbca1-8d15-464b-b9aa-60c9c529901${number}`, event, type: 'seat.sold', attempt: number, ...rest });

async function eventsOf(lines: readonly string[]): Promise<readonly Event[]> {
  return withFolder({ 'sent.jsonl': `${lines.join('\n')}\n` }, async (folder) => {
    const events: Event[] = [];
    await intake([folder], (batch) => void events.push(...batch));
    return events;
  });
}

test('one object a line', async () => {
  const url = 'https://hall.test/hooks';
  const events = await eventsOf([
    attempt(1, 'evx_kdlwmqzrtb', { url, sent_at: '2026-03-01T10:00:00Z', result: 'timeout', after_ms: 5000 }),
    attempt(2, 'evx_kdlwmqzrtb', { url, sent_at: '2026-03-01T10:01:00Z', result: 'ok', status: 200, after_ms: 80 }),
    attempt(3, 'evx_8f2k1mqzrt', { url, sent_at: '2026-03-01T10:02:00Z', result: 'ok', status: 200, after_ms: 90 }),
  ]);
  expect(events).toMatchObject([
    { kind: 'delivery', event_key: 'evx_kdlwmqzrtb', record_key: null, attempt: 1, timed_out: true, duration_ms: 5000, topic: 'seat.sold' },
    { kind: 'delivery', event_key: 'evx_kdlwmqzrtb', record_key: null, attempt: 2, status: 200, target: 'hall.test', path: '/hooks' },
    { kind: 'delivery', event_key: 'evx_8f2k1mqzrt', record_key: null, attempt: 3, status: 200 },
  ]);
});

test('what a program says while it sends is its log', async () => {
  const events = await eventsOf(
    ['sending', 'sent'].map((msg, n) => attempt(n + 1, 'evx_8f2k1mqzrt', { level: 'info', msg, time: `2026-03-01T10:00:0${n}Z` })),
  );
  expect(events.map(({ kind }) => kind)).not.toContain('delivery');
});
