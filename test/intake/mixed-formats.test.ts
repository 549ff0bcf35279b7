/** Files into which several programs wrote: each record is read as what it is, and every line is accounted for. */
import { describe, expect, test } from 'vitest';
import { intake } from '../../src/intake/intake.js';
import type { Event } from '../../src/model/event.js';
import { withFolder } from './with-files.js';

const read = (lines: readonly string[]) =>
  withFolder({ 'mixed.log': `${lines.join('\n')}\n` }, async (folder) => {
    const events: Event[] = [];
    const [input] = await intake([folder], (batch) => void events.push(...batch));
    if (input === undefined) throw new Error('nothing was read');
    return { input, events, at: (line: number) => events.find((event) => event.line === line) };
  });

const pino = (second: number, order: string, more = '') =>
  `{"level":30,"time":${1_772_611_200_000 + second * 1000},"pid":7,"hostname":"a","msg":"order sent","order":"${order}"${more}}`;
const access = '10.0.0.9 - - [04/Mar/2026:08:00:02 +0000] "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.29"';

describe('mixed formats', () => {
  test('a banner of npm, JSON lines, a stack trace and health checks', async () => {
    const { input, events, at } = await read([
      '',
      '> shop-sync@1.4.2 start',
      '> node dist/index.js',
      '',
      pino(0, 'A-1001'),
      '{"level":50,"time":1772611201000,"pid":7,"hostname":"a","msg":"order failed","order":"A-1002"}',
      'Error: socket hang up',
      '    at connResetException (node:internal/errors:720:14)',
      '    at Socket.socketOnEnd (node:_http_client:518:23)',
      access,
      pino(3, 'A-1003'),
      pino(4, 'A-1004'),
    ]);
    expect(input).toMatchObject({ format: 'pino', malformed: 0 });
    expect(input.records).toBe(input.sourceRecords + input.malformed + input.skipped);
    expect(events.flatMap(({ record_key }) => record_key ?? [])).toEqual(['A-1001', 'A-1002', 'A-1003', 'A-1004']);
    expect(at(10)).toMatchObject({ status: 200, path: '/healthz' });
    expect([at(8), at(9)], 'frames of a trace are no records').toEqual([undefined, undefined]);
  });

  test('two programs that write into one file', async () => {
    const lines = [0, 1, 2, 3].flatMap((n) => [
      `time=2026-03-04T09:00:0${n}Z level=info msg="order sent" order=A-${100 + n}`,
      `{"level":"info","ts":"2026-03-04T09:00:0${n}.5Z","caller":"a.go:1","msg":"invoice stored","invoice":"E-${100 + n}"}`,
    ]);
    const { input, events } = await read(lines);
    expect(input).toMatchObject({ records: 8, sourceRecords: 8, malformed: 0, skipped: 0 });
    expect(events.map(({ record_key }) => record_key)).toEqual([0, 1, 2, 3].flatMap((n) => [`A-${100 + n}`, `E-${100 + n}`]));
    expect(events.every(({ at_ms }) => at_ms !== null)).toBe(true);
  });

  test('JSON lines that cut one another are malformed and named; those around them are read', async () => {
    const { input, events } = await read([
      pino(0, 'A-1'),
      `{"level":30,"time":17726112${pino(1, 'A-2')}`,
      '01000,"pid":7,"hostname":"a","msg":"order sent","order":"A-3"}',
      pino(2, 'A-4'),
      pino(3, 'A-5'),
    ]);
    expect(input).toMatchObject({ format: 'pino', records: 5, sourceRecords: 3, malformed: 2, skipped: 0 });
    expect(input.problems.map(({ line }) => line)).toEqual([2, 3]);
    expect(events.map(({ record_key }) => record_key)).toEqual(['A-1', 'A-4', 'A-5']);
  });

  test('text with a time, JSON, logfmt, access lines and a stack trace', async () => {
    const { input, at } = await read([
      '2026-03-04 09:00:00,100 INFO  [main] c.a.App - starting',
      '2026-03-04 09:00:01,100 INFO  [w-1] c.a.Push - order A-1001 sent',
      '{"timestamp":"2026-03-04T09:00:01.500Z","level":"ERROR","message":"order A-1002 failed","order":"A-1002"}',
      '2026-03-04 09:00:02,100 ERROR [w-1] c.a.Push - order A-1003 failed',
      'java.net.SocketTimeoutException: Read timed out',
      '\tat a.b.C.d(C.java:1)',
      access,
      'time="2026-03-04T09:00:04Z" level=warning msg="queue deep" depth=77',
      '2026-03-04 09:00:05,100 INFO  [w-1] c.a.Push - order A-1003 sent',
    ]);
    expect(input).toMatchObject({ records: 7, sourceRecords: 7, malformed: 0 });
    expect(at(3)).toMatchObject({ record_key: 'A-1002', level: 'error', at_ms: Date.UTC(2026, 2, 4, 9, 0, 1, 500) });
    expect(at(4)).toMatchObject({ record_key: 'A-1003', timed_out: true });
    expect(at(7)).toMatchObject({ status: 200, path: '/healthz' });
    expect(at(8)).toMatchObject({ level: 'warn', depth: 77 });
  });

  test('a runner that names its programs before their lines', async () => {
    const lines = [0, 1, 2].flatMap((n) => [`[sync] ${pino(n, `A-${100 + n}`)}`, `[api] ${pino(n, `E-${100 + n}`)}`]);
    const { input, events } = await read([...lines, '[sync] npm warn deprecated thing@1.0.0']);
    expect(input).toMatchObject({ wrapper: 'runner', format: 'pino', malformed: 0 });
    expect(events.slice(0, 6).map(({ service }) => service)).toEqual(['sync', 'api', 'sync', 'api', 'sync', 'api']);
    expect(events.slice(0, 6).every(({ at_ms }) => at_ms !== null)).toBe(true);
  });
});
