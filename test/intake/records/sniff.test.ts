import { describe, expect, test } from 'vitest';
import { takeText } from '../with-files.js';

const json = (n: number) => `{"level":30,"time":${1767225600000 + n},"pid":7,"hostname":"h","msg":"order A-${n} sent"}`;

describe('the format is told from content', () => {
  test.each([
    ['access-log', '10.0.0.1 - - [02/Jan/2026:10:00:00 +0000] "GET /v1/orders HTTP/1.1" 200 12 "-" "billing/1.0"'],
    ['logfmt', 'time=2026-01-02T10:00:00Z level=info msg="order sent" order=A-1001'],
    ['timestamped-text', '2026-01-02 10:00:00,123 INFO  [main] c.acme.Orders - order A-1001 sent'],
    ['levelled-text', 'info: order A-1001 sent {"timestamp":"2026-01-02T10:00:00Z"}'],
    ['glog', 'I0102 10:00:00.123456   12345 orders.go:12] order A-1001 sent'],
    ['pino', json(1)],
    ['text', 'order A-1001 was sent to ledger.test'],
  ])('%s, by one line alone', async (format, line) => {
    const { input } = await takeText(`${line}\n`);
    expect(input).toMatchObject({ format, records: 1, malformed: 0, wrapper: null });
    expect(input.reason).not.toBe('');
  });

  test('the reason counts lines', async () => {
    const line = '10.0.0.1 - - [02/Jan/2026:10:00:00 +0000] "GET /v1/orders HTTP/1.1" 200 12';
    const { input } = await takeText(`${[line, line, line, 'garbage'].join('\n')}\n`);
    expect(input.reason).toBe('3 of 4 lines parse as common access log');
    expect(input).toMatchObject({ records: 4, sourceRecords: 3, malformed: 1 });
    expect(input.problems).toEqual([{ line: 4, reason: expect.stringContaining('does not read as access-log') }]);
  });

  test('wrappers are taken off first, also one in the other', async () => {
    const lines = [1, 2, 3].map((n) =>
      JSON.stringify({ log: `Jan  2 10:00:0${n} host billing[7]: ${json(n)}\n`, stream: 'stdout', time: `2026-01-02T10:00:0${n}.5Z` }),
    );
    const { input, records } = await takeText(lines.join('\n'));
    expect(input).toMatchObject({ wrapper: 'docker+syslog', format: 'pino', records: 3, malformed: 0 });
    expect(records[0]?.fields).toMatchObject({ stream: 'stdout', 'syslog.app': 'billing', 'syslog.pid': '7' });
  });

  test('lines of another format that are mixed in are read as what they are', async () => {
    const text = [json(1), json(2), json(3), '2026-01-02T10:00:00Z WARN cache is cold', json(4), 'listening', '{"cut": "of'].join('\n');
    const { input, records } = await takeText(text);
    expect(input).toMatchObject({ format: 'pino', sourceRecords: 6, malformed: 1 });
    expect(records[5]).toMatchObject({ line: 6, time: null, message: 'listening' });
    expect(records[3]).toMatchObject({ line: 4, time: '2026-01-02T10:00:00Z', message: 'cache is cold', fields: { level: 'WARN' } });
  });

  test('text in which hardly a line is of a format is read as text, and those lines as what they are', async () => {
    const text = ['Welcome', 'to the', 'billing shell', '', json(1), 'done', 'bye'].join('\n');
    const { input, records } = await takeText(text);
    expect(input).toMatchObject({ format: 'text', records: 6, malformed: 0 });
    expect(records.find(({ line }) => line === 5)?.message).toBe('order A-1 sent');
  });
});
