import { describe, expect, test } from 'vitest';
import type { ParsedLine } from '../../../src/intake/records/format.js';
import { withContinuation } from '../../../src/intake/records/stack-trace.js';

const read = (message: string, ...more: string[]) => withContinuation({ time: null, message, fields: {} }, more);

describe('withContinuation', () => {
  test('Java: the exception and the innermost cause', () => {
    const { message, fields } = read(
      'order A-1001 failed',
      'com.acme.LedgerException: not booked',
      '\tat com.acme.Ledger.book(Ledger.java:7)',
      'Caused by: java.net.SocketTimeoutException: Read timed out',
      '\t... 3 more',
    );
    expect(fields).toEqual({
      'exception.type': 'com.acme.LedgerException',
      'exception.message': 'not booked',
      'exception.cause.type': 'java.net.SocketTimeoutException',
      'exception.cause.message': 'Read timed out',
    });
    expect(message).not.toContain('Ledger.java');
  });

  test('the reason of a status is no exception', () => {
    const trace = ['java.lang.IllegalStateException: no such shelf', '\tat shop.Shelf.of(Shelf.kt:7)'];
    expect(read('500 Internal Server Error: POST - /shelves in 9ms', ...trace).fields).toEqual({
      'exception.type': 'java.lang.IllegalStateException',
      'exception.message': 'no such shelf',
    });
    expect(read('not stored. Error: shelf is full', '    at store (shelf.js:3:7)').fields).toMatchObject({
      'exception.message': 'shelf is full',
    });
  });

  test('Python: the last line is what was raised', () => {
    const { fields } = read(
      'order A-1001 failed',
      'Traceback (most recent call last):',
      '  File "run.py", line 3, in main',
      '    book(order)',
      'requests.exceptions.ReadTimeout: no answer in 5 s',
    );
    expect(fields).toMatchObject({ 'exception.type': 'requests.exceptions.ReadTimeout', 'exception.message': 'no answer in 5 s' });
  });

  test('Node: the message itself ends with the exception', () => {
    const { fields } = read(
      'sync failed Error: connect ECONNREFUSED 10.0.0.1:443',
      '    at TCPConnectWrap.afterConnect (node:net:1555:16)',
    );
    expect(fields).toMatchObject({ 'exception.type': 'Error', 'exception.message': 'connect ECONNREFUSED 10.0.0.1:443' });
  });

  test('.NET: the exception stands on its own line', () => {
    const { fields } = read(
      'sync failed',
      'System.Net.Http.HttpRequestException: Connection refused (ledger.test:443)',
      '   at System.Net.Http.ConnectAsync()',
      '   --- End of inner exception stack trace ---',
    );
    expect(fields).toMatchObject({ 'exception.type': 'System.Net.Http.HttpRequestException' });
  });

  test('lines that are no trace are added to the message; without frames nothing is taken for an exception', () => {
    const { message, fields } = read('query failed', 'SELECT *', '  FROM orders');
    expect(message).toBe('query failed\nSELECT *\n  FROM orders');
    expect(fields).toEqual({});
  });

  test('an object printed over several lines becomes fields', () => {
    expect(read('answer', '{', '  "status": 422,', '  "errors": ["sku"]', '}')).toMatchObject({
      message: 'answer',
      fields: { status: 422, errors: ['sku'] },
    });
  });
});

describe('objects below a message', () => {
  const record = (message: string): ParsedLine => ({ time: '2026-01-02 10:00:00', message, fields: {} });
  test('the body of an answer that the message tells of, and the context that goes on for lines', () => {
    const { message, fields } = withContinuation(record('entry refused, response:'), [
      '{"Type":"ValidationException","Message":"account 77 is closed"}',
      ' {"entry_no":"A-1001","attempt":2,"exception":"(code: 400) at /srv/client.php:113)',
      '[stacktrace]',
      '#0 /srv/client.php(72): request()',
      '"} ',
    ]);
    expect(message).toBe('entry refused, response:');
    expect(fields).toMatchObject({ response_body: { Message: 'account 77 is closed' }, entry_no: 'A-1001', attempt: 2 });
  });
  test('lines of signs are no text', () => {
    const { message } = withContinuation(record(''), ['****************', 'Message : refused', '****************']);
    expect(message).toBe('Message : refused');
  });
});
