import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const CALL: Written = { kind: 'exchange', vantage: 'caller', service: 'push', target: 'hub.test', method: 'POST', status: 503 };
const clock = (second: number) => `10:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
const at = (seconds: readonly number[], more: Written): Written[] => seconds.map((second) => ({ ...CALL, ...more, at: clock(second) }));
const every = (step: number, times: number, from = 0) => Array.from({ length: times }, (_, n) => from + n * step);
/** Times at which work comes from elsewhere. */
const ANY = every(1, 40).map((n) => n * 20 + ((n * n * 7919) % 97));

async function works(events: readonly Written[]): Promise<unknown> {
  const [row] = await rowsOf('SELECT count(DISTINCT work_key) AS works, count(work_key) AS calls FROM observations', [...events]);
  return row;
}

describe('calls that fail and name nothing', () => {
  it('are one piece of work where they ask for a token at a steady pace', async () => {
    expect(await works(at(every(3, 25), { route: '/oauth/token' }))).toEqual({ works: 1, calls: 25 });
  });

  it('are so for anything else that is asked for more seldom when all is well', async () => {
    const good = at(every(60, 6), { route: '/stock', status: 200 });
    expect(await works([...good, ...at(every(5, 25, 400), { route: '/stock' })])).toEqual({ works: 1, calls: 25 });
  });

  it('are what a schedule sends where the pace is the same when all is well', async () => {
    const good = at(every(5, 20), { route: '/stock', status: 200 });
    expect(await works([...good, ...at(every(5, 25, 400), { route: '/stock' })])).toEqual({ works: 0, calls: 0 });
  });

  it('are those of others where they come as they come', async () => {
    expect(
      await works(
        at(
          [...ANY].sort((a, b) => a - b),
          { route: '/oauth/token' },
        ),
      ),
    ).toEqual({ works: 0, calls: 0 });
  });
});
