import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { rotations } from '../../../src/intake/inputs/rotation.js';
import type { Source } from '../../../src/intake/inputs/source.js';
import { take } from '../with-files.js';

const series = (...paths: string[]) => rotations(paths.map((path) => ({ path }) as Source)).map((files) => files.map(({ path }) => path));

describe('files of one writer, from the oldest to the newest', () => {
  test.each([
    [
      ['app.log', 'app.log.1', 'app.log.2.gz', 'app.log.10.gz'],
      ['app.log.10.gz', 'app.log.2.gz', 'app.log.1', 'app.log'],
    ],
    [
      ['messages', 'messages-20260422.gz', 'messages-20260415.gz'],
      ['messages-20260415.gz', 'messages-20260422.gz', 'messages'],
    ],
    [
      ['a/app-2026-08-02.log', 'a/app-2026-08-01.log.gz', 'a/app.log'],
      ['a/app-2026-08-01.log.gz', 'a/app-2026-08-02.log', 'a/app.log'],
    ],
    [
      ['app.2026-08-01.0.log', 'app.2026-08-01.10.log', 'app.2026-08-01.2.log'],
      ['app.2026-08-01.0.log', 'app.2026-08-01.2.log', 'app.2026-08-01.10.log'],
    ],
    [
      ['app.2026-08-01T11.log', 'app.2026-08-01T09.log'],
      ['app.2026-08-01T09.log', 'app.2026-08-01T11.log'],
    ],
  ])('%j', (paths, expected) => expect(series(...paths)).toEqual([expected]));

  test('files of several writers are no series', () => {
    expect(series('a/app.log', 'b/app.log', 'a/worker.log', 'orders.csv', 'orders-2026-08-01.json')).toEqual([]);
  });
});

const at = (second: number) => `2026-01-02 10:00:${String(second).padStart(2, '0')},000`;
const HEAD = `${at(1)} INFO [main] c.acme.A - started\n${at(2)} ERROR [main] c.acme.A - order A-1001 failed\n`;
const TRACE = 'java.io.IOException: no answer\n\tat com.acme.A.b(A.java:1)\n\tat com.acme.A.c(A.java:2)\n';
const TAIL = `${at(3)} INFO [main] c.acme.A - went on\n${at(4)} INFO [main] c.acme.A - done\n`;

describe('a rotated log', () => {
  test('is read as one: an entry goes on over the seam, wherever it was cut', async () => {
    const lines = (HEAD + TRACE + TAIL).split(/(?<=\n)/);
    const whole = await take({ 'app.log': lines.join('') });
    for (const cut of [2, 4, 5]) {
      const { records, inputs } = await take({ 'app.log.1': lines.slice(0, cut).join(''), 'app.log': lines.slice(cut).join('') });
      expect(records.map(({ line: _line, ...record }) => record)).toEqual(whole.records.map(({ line: _line, ...record }) => record));
      expect(inputs.map(({ path, malformed }) => [path, malformed])).toEqual([
        ['app.log', 0],
        ['app.log.1', 0],
      ]);
      expect(inputs.reduce((sum, input) => sum + input.records, 0)).toBe(4);
      expect(records.at(-1)?.line).toBe(lines.length - cut);
    }
  });

  test('a file that starts with a banner keeps it', async () => {
    const { inputs } = await take({ 'app.log.1': HEAD, 'app.log': `Starting up\n${TAIL}` });
    expect(inputs.map(({ records }) => records)).toEqual([3, 2]);
  });
});

describe('what was given twice', () => {
  const LOG = HEAD + TRACE + TAIL;

  test('is read once, and said so', async () => {
    const { inputs, records } = await take({ 'a.log': LOG, 'backup/x.log': LOG, 'c.log.gz': gzipSync(LOG), 'c.log': LOG });
    expect(records).toHaveLength(4);
    expect(inputs.map(({ path, format, records: held, reason }) => [path, format === 'copy', held, reason.slice(0, 40)])).toEqual([
      ['a.log', false, 4, expect.any(String)],
      ['backup/x.log', true, 0, 'It holds the same as a.log, which was re'],
      ['c.log', true, 0, 'It holds the same as a.log, which was re'],
      ['c.log.gz', true, 0, 'It holds the same as a.log, which was re'],
    ]);
  });

  test('a copy taken while the log went on is the start of it', async () => {
    const long = LOG.repeat(3).replace(/10:00:0(\d)/g, (_all, digit) => `10:00:0${digit}`);
    const { inputs, records } = await take({ 'app.log.1': long, 'app.log': long + TAIL });
    expect(records).toHaveLength(14);
    expect(inputs[1]).toMatchObject({
      path: 'app.log.1',
      format: 'copy',
      records: 0,
      reason: 'All of it stands at the start of app.log, which was read.',
    });
  });

  test('two systems that agree export the same table: both are read, a copy by name is not', async () => {
    const table = 'order,amount\nA-1001,12.50\nA-1002,7.00\n';
    const { inputs } = await take({ 'shop.csv': table, 'erp.csv': table, 'erp (1).csv': table, 'erp - Copy.csv': table });
    expect(inputs.map(({ path, format }) => [path, format === 'copy'])).toEqual([
      ['erp (1).csv', false],
      ['erp - Copy.csv', true],
      ['erp.csv', true],
      ['shop.csv', false],
    ]);
  });
});
