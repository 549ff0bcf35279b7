import { describe, expect, test } from 'vitest';
import { takeText } from '../with-files.js';

describe('records', () => {
  test('a stack trace belongs to the record before it', async () => {
    const text = [
      '2026-01-02 10:00:00,000 ERROR [worker-1] c.acme.Orders - sending order A-1001 failed',
      'java.net.SocketTimeoutException: Read timed out',
      '\tat com.acme.Client.send(Client.java:12)',
      '\t... 12 more',
      '',
      '2026-01-02 10:00:01,000 INFO  [worker-1] c.acme.Orders - retrying',
    ].join('\n');
    const { input, records } = await takeText(text);
    expect(input).toMatchObject({ records: 2, malformed: 0, skipped: 0 });
    expect(records.map(({ line }) => line)).toEqual([1, 6]);
    expect(records[0]?.fields).toMatchObject({
      level: 'ERROR',
      thread: 'worker-1',
      logger: 'c.acme.Orders',
      'exception.type': 'java.net.SocketTimeoutException',
      'exception.message': 'Read timed out',
    });
  });

  test('the lines with which a W3C log says how to read the others are no records', async () => {
    const fields = '#Fields: date time cs-method cs-uri-stem sc-status time-taken';
    const served = '2026-01-02 10:00:05 POST /v1/orders 201 46';
    // The server writes them again when it starts anew.
    const { input, records } = await takeText(['#Software: x', '#Version: 1.0', fields, served, served, fields, served, 'cut'].join('\n'));
    expect(input).toMatchObject({ records: 4, malformed: 1, skipped: 0 });
    expect(records.map(({ line }) => line)).toEqual([4, 5, 7]);
  });

  test('continuation lines follow their own source when sources are interleaved', async () => {
    const text = [
      'billing-1  | 2026-01-02 10:00:00,000 ERROR billing.run: failed',
      'ledger-1   | 2026-01-02 10:00:00,100 INFO ledger.api: fine',
      'billing-1  | Traceback (most recent call last):',
      'billing-1  |   File "run.py", line 3, in main',
      'ledger-1   | 2026-01-02 10:00:00,200 INFO ledger.api: fine',
      'billing-1  | TimeoutError: no answer',
    ].join('\n');
    const { input, records } = await takeText(text);
    expect(input).toMatchObject({ wrapper: 'compose', records: 3, malformed: 0 });
    const failed = records.find(({ line }) => line === 1);
    expect(failed?.fields).toMatchObject({ service: 'billing', 'exception.type': 'TimeoutError', 'exception.message': 'no answer' });
  });

  test('parts of a long line are put together, the record stands on the first', async () => {
    const text = [
      '2026-01-02T10:00:00.000000000Z stdout P {"level":"info","msg":"order',
      '2026-01-02T10:00:00.000000001Z stderr F panic',
      '2026-01-02T10:00:00.000000002Z stdout F  A-1001 sent"}',
      '2026-01-02T10:00:01.000000000Z stdout F {"level":"info","msg":"next"}',
      '2026-01-02T10:00:02.000000000Z stdout F {"level":"info","msg":"last"}',
    ].join('\n');
    const { input, records } = await takeText(text);
    expect(records.find(({ line }) => line === 1)?.message).toBe('order A-1001 sent');
    expect(input).toMatchObject({ wrapper: 'cri', records: 4, sourceRecords: 4, malformed: 0 });
  });

  test('the time of the wrapper stands in where the line has none, and where only it names its zone', async () => {
    const wrap = (log: string, n: number) => JSON.stringify({ log: `${log}\n`, stream: 'stdout', time: `2026-01-02T09:00:0${n}.5Z` });
    const text = [
      wrap('2026-01-02 10:00:01 INFO started', 1),
      wrap('2026-01-02T10:00:02+01:00 INFO listening', 2),
      wrap('2026-01-02 10:00:03 INFO ready', 3),
    ].join('\n');
    const { records } = await takeText(text);
    expect(records.map(({ time }) => time)).toEqual(['2026-01-02T09:00:01.5Z', '2026-01-02T10:00:02+01:00', '2026-01-02T09:00:03.5Z']);
  });

  test('frames before the first record are one malformed record', async () => {
    const text = [
      '\tat com.acme.A.b(A.java:1)',
      '\tat com.acme.C.d(C.java:2)',
      '2026-01-02 10:00:00 INFO a',
      '2026-01-02 10:00:01 INFO b',
    ].join('\n');
    const { input } = await takeText(text);
    expect(input).toMatchObject({ records: 3, sourceRecords: 2, malformed: 1 });
    expect(input.problems[0]).toMatchObject({ line: 1 });
  });

  test('an empty wrapped line is a record left out, a blank line is none', async () => {
    const line = (log: string) => JSON.stringify({ log, stream: 'stdout', time: '2026-01-02T10:00:00Z' });
    const { input } = await takeText(
      [line('level=info msg=a\n'), line('\n'), '', line('level=info msg=b\n'), line('level=info msg=c\n')].join('\n'),
    );
    expect(input).toMatchObject({ records: 4, sourceRecords: 3, skipped: 1, malformed: 0 });
  });

  test('terminal colours do not hide the form of a line', async () => {
    const { records } = await takeText('\u001b[90m2026-01-02T10:00:00Z\u001b[0m \u001b[32mINFO\u001b[0m order sent\n');
    expect(records[0]).toMatchObject({ time: '2026-01-02T10:00:00Z', message: 'order sent', fields: { level: 'INFO' } });
  });

  test('a body printed below a line of text is part of its record', async () => {
    const text = [
      '[2026-01-02 10:00:00] production.INFO: sending entry A-1001',
      '[2026-01-02 10:00:01] production.ERROR: entry refused by ledger, response:',
      '{"Type":"ValidationException","Message":"account 77 is closed"}',
      ' {"entry":"A-1001","exception":"(code: 400)"}',
      '[2026-01-02 10:00:02] production.INFO: next',
    ].join('\n');
    const { input, records } = await takeText(text);
    expect(input).toMatchObject({ records: 3, malformed: 0 });
    expect(records.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test('JSON lines with a time of their own stay records of their own', async () => {
    const text = [
      '2026-01-02 10:00:00,000 INFO ledger: fine',
      '2026-01-02 10:00:01,000 INFO ledger: fine',
      '{"time":"2026-01-02T10:00:02Z","level":"info","msg":"from another program"}',
      '2026-01-02 10:00:03,000 INFO ledger: fine',
    ].join('\n');
    expect((await takeText(text)).input).toMatchObject({ records: 4, malformed: 0 });
  });
});
