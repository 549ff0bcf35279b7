import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS } from '../../src/model/event.js';
import { eventColumns } from '../../src/model/event-columns.js';
import { eventsOf, storeOf } from '../support/store.js';

describe('columns of the events table', () => {
  const types = Object.fromEntries(eventColumns().map(({ name, type }) => [name, type]));

  it('are the fields of the schema, in its order', () => {
    expect(eventColumns().map(({ name }) => name)).toEqual([...EVENT_FIELDS]);
  });

  it.each([
    ['line', 'BIGINT'],
    ['at_ms', 'BIGINT'],
    ['status', 'BIGINT'],
    ['duration_ms', 'DOUBLE'],
    ['amount', 'DOUBLE'],
    ['timed_out', 'BOOLEAN'],
    ['sent', 'BOOLEAN'],
    ['file', 'VARCHAR'],
    ['record_key', 'VARCHAR'],
    ['kind', 'VARCHAR'],
    ['vantage', 'VARCHAR'],
    ['level', 'VARCHAR'],
  ])('%s is %s', (name, type) => {
    expect(types[name]).toBe(type);
  });

  it('hold every value of an event as it was', async () => {
    const [event] = eventsOf([
      { at: '10:00:00.123', file: 'a/b.log', record_key: '007', amount: 0.1, status: 201, timed_out: false, sent: true, duration_ms: 12.5 },
    ]);
    const store = await storeOf(event ? [event] : []);
    const [row] = await store.rows(`SELECT ${EVENT_FIELDS.join(', ')} FROM events`);
    store.close();
    expect(row).toEqual(event);
  });
});
