/** Servers that a proxy tried one after the other for one request. */
import { describe, expect, test } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

const readText = (text: string): Promise<Event[]> =>
  withFolder({ 'some-file': text }, async (folder) => {
    const events: Event[] = [];
    await intake([folder], (batch) => void events.push(...batch));
    return events;
  });

const request = '"POST /v1/orders HTTP/1.1"';
const failed = { kind: 'exchange', vantage: 'proxy', operation: 'POST /v1/orders', status: 504, timed_out: true, attempt: 1 };
const answered = { vantage: 'proxy', operation: 'POST /v1/orders', status: 201, attempt: 2 };

/** Lines of which every third needed two servers. */
const log = (line: (list: (first: string, second: string) => string, at: string) => string): string =>
  Array.from({ length: 12 }, (_, n) =>
    line((first, second) => (n % 3 === 0 ? `${first}, ${second}` : second), `2026-03-01T10:00:${String(10 + n)}+00:00`),
  ).join('\n');

describe('a line that lists several servers is a call to each', () => {
  test.each([
    [
      'nginx with fields of its own, the time first',
      log(
        (list, at) =>
          `${at} 10.9.0.4 rid=77aa${at.slice(17, 19)}bb77aa55 ${request} 201 57 rt=10.132 upstream="${list('10.8.0.11:80', '10.8.0.12:80')}" ustatus="${list('504', '201')}" utime="${list('10.001', '0.131')}"`,
      ),
      10001,
    ],
    [
      'nginx, the combined layout and more',
      log(
        (list) =>
          `10.9.0.4 - - [01/Mar/2026:10:00:10 +0000] ${request} 201 57 "-" "shop/1" rt=8.25 backends="${list('a-1:80', 'a-2:80')}" answers="${list('504', '201')}" took="${list('8.000', '0.250')}"`,
      ),
      8000,
    ],
    [
      'JSON with other names',
      log((list, at) =>
        JSON.stringify({
          ts: at,
          remote_addr: '10.9.0.4',
          request_method: 'POST',
          request_uri: '/v1/orders',
          status: 201,
          request_time: 5.2,
          ups: { addr: list('10.8.0.11:80', '10.8.0.12:80'), code: list('504', '201'), secs: list('5.001', '0.199') },
        }),
      ),
      5001,
    ],
  ])('%s', async (_, text, ms) => {
    const events = await readText(text);
    const tries = events.filter(({ part }) => part === 1);
    expect(tries).toHaveLength(4);
    expect(tries[0]).toMatchObject({ ...failed, duration_ms: ms, line: 1 });
    expect(events[0]).toMatchObject(answered);
    expect(events[2]).toMatchObject({ status: 201, attempt: null });
    expect(events.every(({ target }) => target === null)).toBe(true);
  });

  test("Kong's balancer names the time at which each try began", async () => {
    const line = (n: number) =>
      JSON.stringify({
        started_at: 1772359200000 + n * 1000,
        client_ip: '10.9.0.4',
        request: { method: 'POST', uri: '/v1/orders', headers: { host: 'shop.test' } },
        response: { status: 201 },
        latencies: { request: 3100 },
        tries: [
          ...(n % 3 === 0 ? [{ ip: '10.8.0.11', port: 80, code: 504, state: 'failed', balancer_start: 1772359200000 + n * 1000 }] : []),
          { ip: '10.8.0.12', port: 80, balancer_start: 1772359203000 + n * 1000 },
        ],
      });
    const events = await readText(Array.from({ length: 12 }, (_, n) => line(n)).join('\n'));
    expect(events.filter(({ part }) => part === 1)).toHaveLength(4);
    expect(events[1]).toMatchObject({ ...failed, worker: '10.8.0.11:80', target: 'shop.test' });
    expect(events[0]).toMatchObject({ status: 201, attempt: 2 });
  });
});

describe('one call', () => {
  const parts = async (text: string) => (await readText(text)).filter(({ part }) => part > 0);
  test('a list of three numbers that no times or servers go with', async () =>
    expect(await parts(log((list, at) => `${at} 10.9.0.4 ${request} 201 57 rt=0.132 shelves="${list('504', '201')}"`))).toEqual([]));
  test('a caller that lists what it allows', async () =>
    expect(
      await parts(
        log(
          (list, at) =>
            `${at} INFO POST https://erp.test/v1/orders -> 201 retry_on="${list('504', '201')}" waits="${list('1.000', '2.000')}"`,
        ),
      ),
    ).toEqual([]));
});
