import { describe, expect, test } from 'vitest';
import { awsTail } from '../../../src/intake/formats/text/aws-tail.js';
import { glog } from '../../../src/intake/formats/text/glog.js';
import { levelled } from '../../../src/intake/formats/text/levelled.js';
import { timestamped } from '../../../src/intake/formats/text/timestamped.js';
import { parseTime } from '../../../src/intake/times/time.js';
import { parseAll, parseOne } from './line-formats.js';

type Expected = [name: string, line: string, time: string | number | null, message: string, fields: Record<string, unknown>];

const LAYOUTS: Expected[] = [
  [
    'log4j',
    '2026-01-02 10:00:00,123 INFO  [http-1] c.acme.Orders - order sent',
    '2026-01-02 10:00:00,123',
    'order sent',
    { level: 'INFO', thread: 'http-1', logger: 'c.acme.Orders' },
  ],
  [
    'Karaf',
    '2026-01-02T10:00:00,123 | INFO  | Camel (edi) thread #3  | route-orders                     | 77 - org.acme.orders - 1.0.0 | order sent',
    '2026-01-02T10:00:00,123',
    'order sent',
    { level: 'INFO', thread: 'Camel (edi) thread #3', logger: 'route-orders' },
  ],
  ['a day before its month, with dashes', '22-09-2026 03:30:00 guia 7 lançada', '22-09-2026 03:30:00', 'guia 7 lançada', {}],
  ['the same with points in the time of day', '22-09-2026 03.30.00 order sent', '22-09-2026 03:30:00.0', 'order sent', {}],
  [
    'a level in German',
    '2026-01-02T10:00:00+01:00 FEHLER  order refused',
    '2026-01-02T10:00:00+01:00',
    'order refused',
    { level: 'FEHLER' },
  ],
  [
    'a worker of Ruby, whose time ends in its zone and a colon',
    '2026-01-02T10:00:00+0000: [Worker(host:jobs pid:4)] order sent',
    '2026-01-02T10:00:00+0000',
    'order sent',
    { thread: 'Worker(host:jobs pid:4)' },
  ],
  [
    'logback, level after the thread',
    '10:00:00.123 [main] WARN  com.acme.Orders - order sent',
    null,
    'order sent',
    { level: 'WARN', thread: 'main', logger: 'com.acme.Orders' },
  ],
  [
    'Spring Boot',
    '2026-01-02T10:00:00.123+01:00  INFO 4711 --- [orders] [nio-8080-exec-1] c.acme.Orders                : order sent',
    '2026-01-02T10:00:00.123+01:00',
    'order sent',
    { level: 'INFO', pid: '4711', thread: 'nio-8080-exec-1' },
  ],
  [
    'Mule',
    'INFO  2026-01-02 10:00:00,123 [[MuleRuntime].uber.03: [orders].send-flow.CPU_LITE @c63e9a3e] [processor: send-flow/processors/2; event: 3fa928f0-e273-4fe9-adfb-5d51c6e0dbbe] org.acme.Logger: order sent',
    '2026-01-02 10:00:00,123',
    'order sent',
    { level: 'INFO', correlation_id: '3fa928f0-e273-4fe9-adfb-5d51c6e0dbbe', logger: 'org.acme.Logger' },
  ],
  [
    'JBoss',
    '2026-01-02 10:00:00,123 INFO  [com.acme.Orders] (default task-1) order sent',
    '2026-01-02 10:00:00,123',
    'order sent',
    { level: 'INFO', logger: 'com.acme.Orders', thread: 'default task-1' },
  ],
  [
    'Python',
    '2026-01-02 10:00:00,123 - acme.orders - INFO - order sent',
    '2026-01-02 10:00:00,123',
    'order sent',
    { level: 'INFO', logger: 'acme.orders' },
  ],
  [
    'Python, level first',
    '2026-01-02 10:00:00,123 ERROR acme.orders: order failed',
    '2026-01-02 10:00:00,123',
    'order failed',
    { level: 'ERROR', logger: 'acme.orders' },
  ],
  [
    'Python, basic',
    '2026-01-02 10:00:00,123:INFO:orders:order sent',
    '2026-01-02 10:00:00,123',
    'order sent',
    { level: 'INFO', logger: 'orders' },
  ],
  [
    'class without a separator',
    '2026-01-02 10:00:00,123 INFO com.acme.Orders order sent',
    '2026-01-02 10:00:00,123',
    'order sent',
    { level: 'INFO', logger: 'com.acme.Orders' },
  ],
  [
    'oslo',
    '2026-01-02 10:00:00.123 4711 INFO acme.api.server [req-0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f u t - - -] order sent',
    '2026-01-02 10:00:00.123',
    'order sent',
    { level: 'INFO', logger: 'acme.api.server', pid: '4711', request_id: 'req-0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f' },
  ],
  [
    'Monolog',
    '[2026-01-02T10:00:00.123456+00:00] app.ERROR: order failed {"order":"A-1001"} []',
    '2026-01-02T10:00:00.123456+00:00',
    'order failed',
    { level: 'ERROR', logger: 'app', order: 'A-1001' },
  ],
  [
    'Laravel, whose channel is the environment',
    '[2026-01-02 10:00:00] staging.ERROR: order failed {"order":"A-1001"}',
    '2026-01-02 10:00:00',
    'order failed',
    { level: 'ERROR', environment: 'staging', order: 'A-1001' },
  ],
  [
    'Rust',
    '2026-01-02T10:00:00.123456Z  INFO billing::sync: order sent order=A-1001',
    '2026-01-02T10:00:00.123456Z',
    'order sent order=A-1001',
    { level: 'INFO', logger: 'billing::sync' },
  ],
  [
    'level and target within the first brackets',
    '[2026-01-02T10:00:00Z INFO  billing::sync] order sent',
    '2026-01-02T10:00:00Z',
    'order sent',
    { level: 'INFO', logger: 'billing::sync' },
  ],
  [
    'NLog',
    '2026-01-02 10:00:00.1234|ERROR|Acme.Orders|order failed',
    '2026-01-02 10:00:00.1234',
    'order failed',
    { level: 'ERROR', logger: 'Acme.Orders' },
  ],
  [
    'Tomcat',
    '02-Jan-2026 10:00:00.123 INFO [main] com.acme.Orders.send order sent',
    '02-Jan-2026 10:00:00.123',
    'order sent',
    { level: 'INFO', thread: 'main', logger: 'com.acme.Orders.send' },
  ],
  [
    'Airflow',
    '[2026-01-02T10:00:00.123+0000] {orders.py:42} INFO - order sent',
    '2026-01-02T10:00:00.123+0000',
    'order sent',
    { level: 'INFO', caller: 'orders.py:42' },
  ],
  [
    'bunyan, printed',
    '[2026-01-02T10:00:00.123Z]  INFO: billing/4711 on host-1: order sent (order=A-1001)',
    '2026-01-02T10:00:00.123Z',
    'order sent (order=A-1001)',
    { level: 'INFO', logger: 'billing', pid: '4711', host: 'host-1' },
  ],
  [
    'Celery',
    '[2026-01-02 10:00:00,123: INFO/ForkPoolWorker-1] order sent',
    '2026-01-02 10:00:00,123',
    'order sent',
    { level: 'INFO', thread: 'ForkPoolWorker-1' },
  ],
  [
    'Sidekiq',
    '2026-01-02T10:00:00.123Z pid=7 tid=abc class=SendOrder jid=9f INFO: done',
    '2026-01-02T10:00:00.123Z',
    'done',
    { level: 'INFO', pid: '7', tid: 'abc', class: 'SendOrder', jid: '9f' },
  ],
  [
    'Ruby',
    'I, [2026-01-02T10:00:00.123456 #4711]  INFO -- orders: order sent',
    '2026-01-02T10:00:00.123456',
    'order sent',
    { level: 'INFO', pid: '4711', logger: 'orders' },
  ],
  ['Go', '2026/01/02 10:00:00 order sent', '2026/01/02 10:00:00', 'order sent', {}],
  [
    'Go with the source',
    '2026/01/02 10:00:00.123456 orders.go:42: order sent',
    '2026/01/02 10:00:00.123456',
    'order sent',
    { caller: 'orders.go:42' },
  ],
  [
    'zap console',
    '2026-01-02T10:00:00.123Z\tinfo\torders/send.go:42\torder sent\t{"order": "A-1001"}',
    '2026-01-02T10:00:00.123Z',
    'order sent',
    { level: 'info', caller: 'orders/send.go:42', order: 'A-1001' },
  ],
  ['Serilog', '2026-01-02 10:00:00.123 +00:00 [WRN] order sent', '2026-01-02 10:00:00.123 +00:00', 'order sent', { level: 'WRN' }],
  [
    'winston, label after the level',
    '2026-01-02T10:00:00.123Z info [billing] order sent',
    '2026-01-02T10:00:00.123Z',
    'order sent',
    { level: 'info', logger: 'billing' },
  ],
  [
    'winston, label before the level',
    '2026-01-02 10:00:00.123 [billing] warn: order sent',
    '2026-01-02 10:00:00.123',
    'order sent',
    { level: 'warn', logger: 'billing' },
  ],
  ['in brackets', '[2026-01-02T10:00:00.123Z] INFO order sent', '2026-01-02T10:00:00.123Z', 'order sent', { level: 'INFO' }],
  [
    'level before the time',
    '[ERROR] 2026-01-02T10:00:00.123Z order failed',
    '2026-01-02T10:00:00.123Z',
    'order failed',
    { level: 'ERROR' },
  ],
  [
    'Lambda',
    '2026-01-02T10:00:00.123Z\t0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f\tERROR\torder failed',
    '2026-01-02T10:00:00.123Z',
    'order failed',
    { level: 'ERROR', request_id: '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f' },
  ],
  [
    'redis',
    '4711:M 02 Jan 2026 10:00:00.123 # Server started',
    '02 Jan 2026 10:00:00.123',
    'Server started',
    { level: 'warning', pid: '4711' },
  ],
  [
    'PostgreSQL',
    '2026-01-02 10:00:00.123 UTC [4711] LOG:  connection received',
    '2026-01-02 10:00:00.123 UTC',
    'connection received',
    { level: 'LOG', pid: '4711' },
  ],
  [
    'nginx error',
    '2026/01/02 10:00:00 [error] 7#7: *12 upstream timed out',
    '2026/01/02 10:00:00',
    '7#7: *12 upstream timed out',
    { level: 'error' },
  ],
  [
    'Apache error',
    '[Fri Jan 02 10:00:00.123456 2026] [proxy:error] [pid 7:tid 9] [client 10.0.0.1:55] AH01: failed',
    'Fri Jan 02 10:00:00.123456 2026',
    'AH01: failed',
    { level: 'error', logger: 'proxy', pid: '7' },
  ],
  [
    'Rails with a tag',
    '[2026-01-02T10:00:00.123] [0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f] Completed 200 OK',
    '2026-01-02T10:00:00.123',
    'Completed 200 OK',
    { request_id: '0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f' },
  ],
  ['epoch in milliseconds', '1767348000123 INFO order sent', 1767348000123, 'order sent', { level: 'INFO' }],
  [
    'year in two digits',
    '26/01/02 10:00:00 INFO orders.Sender: order sent',
    '2026-01-02T10:00:00',
    'order sent',
    { level: 'INFO', logger: 'orders.Sender' },
  ],
  [
    'name of the file before the time',
    'orders.log.1 2026-01-02 10:00:00.123 4711 INFO acme.orders: order sent',
    '2026-01-02 10:00:00.123',
    'order sent',
    { source: 'orders.log.1', pid: '4711', level: 'INFO' },
  ],
  [
    'Nest',
    '[Nest] 4711  - 01/02/2026, 10:00:00 AM     LOG [Orders] order sent',
    '01/02/2026, 10:00:00 AM',
    'order sent',
    { level: 'LOG', pid: '4711', logger: 'Orders' },
  ],
  [
    'bars',
    '2026-01-02 10:00:00.123 | INFO     | acme.orders:send:42 - order sent',
    '2026-01-02 10:00:00.123',
    'order sent',
    { level: 'INFO', logger: 'acme.orders' },
  ],
]; // prettier-ignore

describe('text with a time', () => {
  test.each(LAYOUTS)('%s', (_name, line, time, message, fields) => {
    const record = parseOne(timestamped, line);
    expect(record.fields).toMatchObject(fields);
    expect(record).toMatchObject({ time, message });
  });

  test.each([
    '02JAN26 10:00:00.123',
    '02JAN2026 10:00:00.123',
    '02-JAN-26 10:00:00.123',
    '2-JAN-2026 10:00:00.123',
    '02-Jan-26 10:00:00.123',
  ])('a month in letters between the numbers: %s', (at) => {
    const record = parseOne(timestamped, `${at} voucher V-31 stored`);
    expect(parseTime(record.time ?? '')?.ms).toBe(Date.UTC(2026, 0, 2, 10, 0, 0, 123));
    expect(record.message).toBe('voucher V-31 stored');
    expect(timestamped.parse('02BOX26 10:00:00 stored')).toBeNull();
  });

  test('a plain word before the colon is a logger where most lines have one, else the start of the message', () => {
    const at = '2026-01-02 10:00:00,123 INFO';
    const loggers = ['push: order sent', 'push: order failed', 'poll: nothing new', 'poll: 5 new'].map((rest) => `${at} ${rest}`);
    expect(parseAll(timestamped, loggers).map((record) => record?.fields.logger)).toEqual(['push', 'push', 'poll', 'poll']);
    const messages = ['order sent', 'cache warm', 'failed: no answer', '5 orders pending'].map((rest) => `${at} ${rest}`);
    expect(parseAll(timestamped, messages)[2]).toMatchObject({ message: 'failed: no answer' });
  });

  test('a hash as Ruby prints it is read as JSON is, and its arrows answer nothing', () => {
    const record = parseOne(
      timestamped,
      `2026-01-02 10:00:00 INFO Parameters: {"event_id"=>"ev-7", "note"=>nil, "seq" => 504, "said"=>"a => nil"}`,
    );
    expect(record).toMatchObject({ message: 'Parameters', fields: { event_id: 'ev-7', note: null, seq: 504, said: 'a => nil' } });
  });

  test.each([
    ['févr. 03, 2026 4:05:06 PM acme.Commandes envoyer', 'AVERTISSEMENT: commande refusée', 'AVERTISSEMENT'],
    ['März 03, 2026 4:05:06 PM acme.Commandes envoyer', 'SCHWERWIEGEND: commande refusée', 'SCHWERWIEGEND'],
    ['dic. 03, 2026 4:05:06 p.\u00a0m. acme.Commandes', 'INFORMACIÓN: commande refusée', 'INFORMACIÓN'],
  ])('java.util.logging in the language of its machine: %s', (first, second, level) => {
    const record = parseOne(timestamped, first);
    expect(record.time).toMatch(/2026/);
    expect(timestamped.extend?.(record, [second])).toMatchObject({
      message: 'commande refusée',
      fields: { level, logger: 'acme.Commandes' },
    });
  });

  test('a sentence with a colon below a sentence is no level and message', () => {
    const record = parseOne(timestamped, '2026-01-02 10:00:00 order A-1 could not be sent');
    expect(timestamped.extend?.(record, ['Grave: none of the lines was read'])).toMatchObject({
      message: expect.stringContaining('could not be sent'),
    });
  });

  test('what follows on the next lines is taken up: java.util.logging, .NET, pretty printers', () => {
    const extended = (line: string, ...more: string[]) => timestamped.extend?.(parseOne(timestamped, line), more);
    expect(extended('Jan 02, 2026 10:00:00 AM com.acme.Orders send', 'SEVERE: order failed')).toMatchObject({
      message: 'order failed',
      fields: { level: 'SEVERE', logger: 'com.acme.Orders' },
    });
    expect(extended('2026-01-02 10:00:00.123 info: Acme.Orders[7]', '      order sent')).toMatchObject({
      message: 'order sent',
      fields: { level: 'info', logger: 'Acme.Orders[7]' },
    });
    expect(extended('[2026-01-02 10:00:00.123 +0000] INFO (4711): order sent', '    order: "A-1001"', '    lines: 3')).toMatchObject({
      message: 'order sent',
      fields: { pid: '4711', order: 'A-1001', lines: 3 },
    });
  });

  test('an exception is never taken for a logger', () => {
    expect(parseOne(timestamped, '2026-01-02 10:00:00 ERROR java.io.IOException: no answer').message).toBe(
      'java.io.IOException: no answer',
    );
  });

  test('the name of the program before every message is its logger', () => {
    const lines = ['PUT ok', 'PUT failed', 'done', 'start', 'stop'].map((rest) => `2026-01-02T10:00:00Z INFO  order-push ${rest}`);
    expect(parseAll(timestamped, lines)[0]).toMatchObject({ message: 'PUT ok', fields: { logger: 'order-push' } });
  });

  test('an object behind the words becomes fields; behind a word that names it, one field', () => {
    expect(parseOne(timestamped, '2026-01-02T10:00:00Z INFO order sent {"order":"A-1001"}')).toMatchObject({
      message: 'order sent',
      fields: { order: 'A-1001' },
    });
    expect(parseOne(timestamped, '2026-01-02T10:00:00Z WARN refused, response: {"code":422}')).toMatchObject({
      fields: { response: { code: 422 } },
    });
  });

  test.each([
    '2026-01-02T10:00:00Z,A-1001,paid',
    'A-1001 was sent at 2026-01-02T10:00:00Z',
    '\tat com.acme.A.b(A.java:1)',
    '{"time":"2026-01-02T10:00:00Z"}',
    '2026-01-02 incident',
    '',
  ])('does not take %j for the start of a record', (line) => {
    expect(timestamped.parse(line)).toBeNull();
  });
});

describe('text that starts with a level', () => {
  test.each([
    [
      'winston',
      'info: order sent {"order":"A-1001","timestamp":"2026-01-02T10:00:00Z"}',
      '2026-01-02T10:00:00Z',
      'order sent',
      { level: 'info', order: 'A-1001' },
    ],
    ['Python, basic', 'INFO:acme.orders:order sent', null, 'order sent', { level: 'INFO', logger: 'acme.orders' }],
    ['brackets', '[WARN] order late', null, 'order late', { level: 'WARN' }],
    [
      'uvicorn',
      'INFO:     10.0.0.1:5000 - "GET /orders HTTP/1.1" 200 OK',
      null,
      '10.0.0.1:5000 - "GET /orders HTTP/1.1" 200 OK',
      { level: 'INFO' },
    ],
  ])('%s', (_name, line, time, message, fields) => {
    expect(parseOne(levelled, line)).toEqual({ time, message, fields });
  });

  test('.NET: the message stands on the next line', () => {
    const start = parseOne(levelled, 'fail: Acme.Orders.Sender[7]');
    expect(levelled.extend?.(start, ['      order A-1001 failed'])).toEqual({
      time: null,
      message: 'order A-1001 failed',
      fields: { level: 'fail', logger: 'Acme.Orders.Sender', event_id: '7' },
    });
  });

  test.each(['Error: no answer', 'order: sent', 'errors found', 'ERRORS: 5'])('does not take %j for a level', (line) => {
    expect(levelled.parse(line)).toBeNull();
  });
});

test('glog: structured lines of klog', () => {
  const line = 'W0102 10:00:00.123456   12 client.go:42] "Order \\"A-1\\" refused, requeueing" order="A-1" status=429 err="slow down"';
  expect(parseOne(glog, line)).toMatchObject({
    message: 'Order "A-1" refused, requeueing',
    fields: { order: 'A-1', status: '429', err: 'slow down', level: 'warning' },
  });
  expect(parseOne(glog, 'W0102 10:00:00.123456   12 client.go:42] "A-1" was refused')).toMatchObject({ message: '"A-1" was refused' });
});

test('glog', () => {
  expect(parseOne(glog, 'E0102 10:00:00.123456   12 orders.go:42] order failed')).toEqual({
    time: 'Jan 02 10:00:00.123456',
    message: 'order failed',
    fields: { level: 'error', pid: '12', caller: 'orders.go:42' },
  });
});

describe('aws logs tail', () => {
  const stream = `2026/01/02/[$LATEST]${'0a'.repeat(16)}`;
  const id = '11111111-2222-3333-4444-555555555555';
  const lines = [
    `2026-01-02T10:00:00.100000+00:00 ${stream} START RequestId: ${id} Version: $LATEST`,
    `2026-01-02T10:00:00.200000+00:00 ${stream} 2026-01-02T10:00:00.199Z\t${id}\tERROR\torder sent`,
    `2026-01-02T10:00:00.300000+00:00 ${stream} [WARNING]\t2026-01-02T10:00:00.299Z\t${id}\torder sent`,
    `2026-01-02T10:00:00.400000+00:00 shop/web/${'0b'.repeat(16)} {"level":"warn","msg":"order sent"}`,
  ];
  test('each event is a record with the time and request of its own', () => {
    const [start, node, python, json] = lines.map((line) => awsTail.parse(line)!);
    expect(start).toMatchObject({ time: '2026-01-02T10:00:00.100000+00:00', fields: { request_id: id } });
    expect(node).toMatchObject({ time: '2026-01-02T10:00:00.199Z', message: 'order sent', fields: { level: 'ERROR', request_id: id } });
    expect(python).toMatchObject({ message: 'order sent', fields: { level: 'WARNING' } });
    expect(json).toMatchObject({ time: '2026-01-02T10:00:00.400000+00:00', message: 'order sent' });
  });
  test('lines of the platform name their invocation, and only one says that it timed out', () => {
    const about = awsTail.parse(
      `2026-01-02T10:00:03.000000+00:00 ${stream} 2026-01-02T10:00:03.000Z ${id} Task timed out after 3.00 seconds`,
    );
    expect(about).toMatchObject({ message: 'Task timed out after 3.00 seconds', fields: { request_id: id } });
    const report = awsTail.parse(
      `2026-01-02T10:00:03.000000+00:00 ${stream} REPORT RequestId: ${id}\tDuration: 3000.00 ms\tStatus: timeout`,
    );
    expect(report).toMatchObject({
      fields: { request_id: id, invocation_status: 'timeout' },
      proven: { kind: 'statement', duration_ms: 3000 },
    });
    expect(report?.message).not.toContain('timeout');
  });
  test('a path behind a time is no stream', () => {
    expect(awsTail.parse('2026-01-02T10:00:00.100Z /var/run/app started')).toBeNull();
    expect(awsTail.parse('2026-01-02T10:00:00.100Z shop/web/1 started')).toBeNull();
  });
});
