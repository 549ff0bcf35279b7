import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

/** Five calls, and a line right before each that prints the body of an answer; the third says that it failed. */
function outcomes(body: (n: number) => Written): Promise<string> {
  const events = Array.from({ length: 5 }, (_, n): Written[] => [
    {
      at: `10:0${n}:00`,
      kind: 'statement',
      signal: n === 2 ? 'failed' : 'succeeded',
      template: 'answer of <*> <*>',
      record_key: `N-${n}`,
      body_outcome: n === 2 ? 'error' : 'ok',
      body_errors: n === 2 ? 1 : 0,
      error: n === 2 ? 'supplier is locked' : null,
      ...body(n),
    },
    { at: `10:0${n}:00.010`, kind: 'exchange', method: 'POST', route: '/notes', status: 200, record_key: `N-${n}` },
  ]);
  return rowsOf(
    `SELECT string_agg(coalesce(body_outcome, '-') || coalesce(' ' || error, ''), ', ' ORDER BY id) AS told FROM events WHERE kind = 'exchange'`,
    events.flat(),
    {
      file: 'bridge.log',
      service: 'bridge',
    },
  ).then(([row]) => String(row?.told));
}

describe('a body that is printed right beside a call of the same record', () => {
  it('is that of its answer', async () => {
    expect(await outcomes(() => ({}))).toBe('ok, ok, error supplier is locked, ok, ok');
  });

  it('is none of another record', async () => {
    expect(await outcomes((n) => ({ record_key: `X-${n}` }))).toBe('-, -, -, -, -');
  });

  it('is none that stands a minute away', async () => {
    expect(await outcomes((n) => ({ at: `09:0${n}:00` }))).toBe('-, -, -, -, -');
  });
});
