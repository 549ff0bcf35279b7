import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Value } from '../../../src/intake/records/format.js';

function eventsOf(fields: Record<string, Value>) {
  const record = { line: 1, time: '2026-03-01T10:00:05Z', message: null, fields };
  return createNormalizer({ file: 'runs.ndjson', format: 'json' }, [record]).events(record);
}
const at = (second: number) => `2026-03-01T10:00:0${second}.000Z`;

describe('tries that a record lists', () => {
  it.each([
    [
      {
        tries: [
          { at: at(1), httpCode: 429, ms: 20 },
          { at: at(2), httpCode: 201, ms: 30 },
        ],
      },
      [429, 201],
      null,
    ],
    [
      {
        attempts: [
          { started_at: at(1), status_code: 503 },
          { started_at: at(3), status_code: 503 },
        ],
      },
      [503, 503],
      'gave_up',
    ],
    [{ step: { calls: [{ time: at(1), status: '500' }] } }, [500], 'gave_up'],
  ])('%j', (listed, statuses, signal) => {
    const [run, ...calls] = eventsOf({ order_no: 'A-77', method: 'POST', url: 'https://crm.test/v1/leads', ...listed } as Record<
      string,
      Value
    >);
    expect(run).toMatchObject({ kind: 'statement', signal, record_key: 'A-77' });
    expect(calls.map((call) => call.status)).toEqual(statuses);
    expect(calls.map((call) => call.attempt)).toEqual(statuses.map((_, i) => i + 1));
    for (const call of calls) expect(call).toMatchObject({ kind: 'exchange', operation: 'POST /v1/leads', record_key: 'A-77' });
  });

  it.each([{ attempts: 3 }, { history: [{ at: at(1), state: 'open' }] }, { requests: [{ status: 200 }] }])('are none in %j', (listed) => {
    expect(
      eventsOf({ order_no: 'A-77', method: 'POST', url: 'https://crm.test/v1/leads', status: 201, ...listed } as unknown as Record<
        string,
        Value
      >),
    ).toHaveLength(1);
  });
});

describe('a column that names its zone', () => {
  it.each(['Date (UTC)', 'Timestamp (GMT)', 'created_at (local time)', 'time (+02:00)'])('%s is a time', (name) => {
    const record = { line: 1, time: null, message: null, fields: { [name]: '2026-03-01 10:00:05Z', order_no: 'A-7', status: 403 } };
    const [event] = createNormalizer({ file: 'runs.csv', format: 'exchange-csv' }, [record]).events(record);
    expect(event!.at_ms).toBe(Date.UTC(2026, 2, 1, 10, 0, 5));
  });
});
