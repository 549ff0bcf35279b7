import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const ZONED: Written = {
  file: 'gateway.log',
  zone: 'stated',
  service: 'gateway',
  vantage: 'proxy',
  method: 'POST',
  route: '/orders',
  status: 201,
};
const LOCAL: Written = {
  file: 'app.log',
  zone: 'assumed',
  service: 'billing',
  vantage: 'caller',
  method: 'POST',
  route: '/orders',
  status: 201,
};
const HOUR = 3_600_000;

/** Calls a minute apart, each logged by both; the local log stands so far ahead. */
const logged = (times: number, ahead_ms: (n: number) => number, over: Written): Written[] =>
  Array.from({ length: times }, (_, i) => Date.parse('2026-01-15T10:00:00Z') + i * 61_000).flatMap((at, i) =>
    [
      { ...ZONED, at: new Date(at).toISOString() },
      { ...LOCAL, at: new Date(at + ahead_ms(i)).toISOString() },
    ].map((line) => ({
      ...line,
      ...Object.fromEntries(Object.entries(over).map(([name, value]) => [name, String(value).replace('{n}', String(i))])),
    })),
  );

const SQL = `SELECT DISTINCT l.at_ms - r.at_ms AS apart_ms FROM events l JOIN events r USING (request_id)
  WHERE l.file = 'app.log' AND r.file = 'gateway.log' ORDER BY 1`;

describe('a log without zones', () => {
  it('is read in the zone that the ids prove which it shares with others', async () => {
    const events = logged(6, (n) => 2 * HOUR + n * 10, { request_id: 'r-{n}' });
    expect(await rowsOf(SQL, events)).toEqual([0, 10, 20, 30, 40, 50].map((apart_ms) => ({ apart_ms })));
    expect(await rowsOf('SELECT file, other, pairs, agreeing, offset_minutes FROM zones', events)).toEqual([
      { file: 'app.log', other: 'gateway.log', pairs: 6, agreeing: 6, offset_minutes: 120 },
    ]);
    expect(await rowsOf('SELECT count(*) AS calls FROM calls', events)).toEqual([{ calls: 6 }]);
  });

  it('also by the calls of the same records, west of UTC and by half hours', async () => {
    const events = logged(6, () => -3.5 * HOUR, { record_key: 'A-{n}' });
    expect(await rowsOf('SELECT offset_minutes FROM zones', events)).toEqual([{ offset_minutes: -210 }]);
    expect(await rowsOf('SELECT count(DISTINCT at_ms) AS times FROM events', events)).toEqual([{ times: 6 }]);
  });

  it.each([
    ['four pairs are too few', 4, () => 2 * HOUR],
    ['the pairs disagree', 10, (n: number) => (n % 3) * HOUR],
    ['they are apart by no whole quarter', 10, () => 7 * 60_000],
    ['they stand at the same time', 10, () => 300],
  ])('is left alone where %s', async (_, times, ahead) => {
    const apart = await rowsOf(SQL, logged(times, ahead, { request_id: 'r-{n}' }));
    expect(apart).toEqual(
      [...new Set(Array.from({ length: times }, (_, n) => ahead(n)))].sort((a, b) => a - b).map((apart_ms) => ({ apart_ms })),
    );
  });

  it('is left alone where a job is run two hours later by its plan', async () => {
    const events = logged(10, () => 2 * HOUR, { job_id: 'j-{n}', correlation_id: 'c-{n}' });
    expect(await rowsOf('SELECT count(DISTINCT at_ms) AS times FROM events', events)).toEqual([{ times: 20 }]);
  });

  it('is left alone where the zone was given', async () => {
    const events = logged(6, () => 2 * HOUR, { request_id: 'r-{n}' }).map((event) =>
      event.zone === 'assumed' ? { ...event, zone: 'given' } : event,
    );
    expect(await rowsOf(SQL, events)).toEqual([{ apart_ms: 2 * HOUR }]);
  });
});
