import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const SQL = 'SELECT event_key, record_key FROM events ORDER BY id';

/** Messages of which each fails twice; `last` says what becomes of it. */
const messages = (last: Partial<Written>, others: Partial<Written> = {}): Written[] =>
  ['m-1', 'm-2', 'm-3'].flatMap((event_key, i): Written[] => [
    { file: 'app.log', at: `10:0${i}:00`, kind: 'statement', signal: 'failed', template: 'no', event_key, attempt: 1, ...others },
    { file: 'app.log', at: `10:0${i}:01`, kind: 'statement', signal: 'failed', template: 'no', event_key, attempt: 2, ...others },
    { file: 'app.log', at: `10:0${i}:02`, kind: 'job', signal: 'dead_lettered', template: 'parked', event_key, ...last },
  ]);

describe('messages that name no record', () => {
  it('are known by their own id where they are parked', async () => {
    for (const row of await rowsOf(SQL, messages({}))) expect(row['record_key']).toBe(row['event_key']);
    for (const row of await rowsOf(SQL, messages({ kind: 'statement', signal: 'gave_up' })))
      expect(row['record_key']).toBe(row['event_key']);
  });

  it('stay without a key where nothing is parked, or their lines name records', async () => {
    for (const row of await rowsOf(SQL, messages({ signal: 'succeeded' }))) expect(row['record_key']).toBeNull();
    for (const row of await rowsOf(SQL, messages({}, { record_key: 'O-1' }))) expect(row['record_key']).not.toBe(row['event_key']);
  });
});
