/** Lines of many programs, and what becomes of them: format, and fields of an event of each. */
import { expect, test } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

type Case = readonly [name: string, format: string, lines: readonly string[], expected: readonly Partial<Event>[]];

const at = (time: string) => Date.parse(time);

const CASES: readonly Case[] = [
  [
    'Rails without a formatter',
    'rails',
    [
      'Started POST "/orders?x=1" for 192.0.2.1 at 2026-01-02 10:00:00 +0100',
      'Processing by OrdersController#create as JSON',
      '  Parameters: {"order"=>"A-1001"}',
      'Completed 503 Service Unavailable in 250ms (ActiveRecord: 1.2ms)',
      '',
      'Net::ReadTimeout (no answer):',
      "  app/models/order.rb:4:in `send'",
    ],
    [
      { method: 'POST', path: '/orders', at_ms: at('2026-01-02T09:00:00Z') },
      {},
      { kind: 'exchange', status: 503, method: 'POST', path: '/orders', duration_ms: 250, at_ms: at('2026-01-02T09:00:00.250Z') },
      { level: 'error' },
    ],
  ],
  [
    'slow queries of MySQL',
    'mysql-slow',
    [
      '# Time: 2026-01-02T10:00:00.5Z',
      '# User@Host: app[app] @ localhost []  Id: 2',
      '# Query_time: 2.5  Lock_time: 0.1 Rows_sent: 1  Rows_examined: 900',
      'SET timestamp=1767348000;',
      'SELECT * FROM orders;',
    ],
    [{ at_ms: at('2026-01-02T10:00:00.5Z'), duration_ms: 2500 }],
  ],
  [
    'HAProxy, TCP',
    'haproxy',
    [
      '192.0.2.1:5000 [02/Jan/2026:10:00:00.100] in db/db1 0/0/5007 212 -- 0/0/0/0/3 0/0',
      '192.0.2.1:5001 [02/Jan/2026:10:00:01.100] in/bind1: SSL handshake failure',
    ],
    [{ kind: 'statement', target: 'db', duration_ms: 5007 }, { at_ms: at('2026-01-02T10:00:01.1Z') }],
  ],
  [
    'Nginx Proxy Manager',
    'proxy-manager',
    [
      '[02/Jan/2026:10:00:00 +0000] - 503 503 - POST https shop.test "/v1/orders?x=1" [Client 192.0.2.1] [Length 12] [Gzip -] [Sent-to erp:8080] "sync/1.0" "-"',
    ],
    [{ status: 503, method: 'POST', path: '/v1/orders', target: 'shop.test', client: 'sync' }],
  ],
  [
    'MongoDB',
    'mongodb',
    [
      '{"t":{"$date":"2026-01-02T10:00:00.123+00:00"},"s":"W","c":"COMMAND","id":1,"ctx":"conn7","msg":"Slow query","attr":{"durationMillis":120}}',
    ],
    [{ at_ms: at('2026-01-02T10:00:00.123Z'), level: 'warn', logger: 'COMMAND', worker: 'conn7', duration_ms: 120 }],
  ],
  [
    'Kafka',
    'timestamped-text',
    [1, 2, 3].map((n) => `[2026-01-02 10:00:0${n},123] INFO [Controller 0]: done (kafka.controller.KafkaController)`),
    [1, 2, 3].map(() => ({ level: 'info' as const, logger: 'kafka.controller.KafkaController' })),
  ],
  [
    'multilog',
    'timestamped-text',
    ['@400000004332258538eae27c tcpserver: status: 5/30', '@400000004332258538eaea4c tcpserver: end 26163'],
    [{ at_ms: at('2005-09-22T03:31:07.954Z') }, {}],
  ],
  [
    'a day with two digits for the year',
    'timestamped-text',
    ['14.03.26 06:00:00,097 K3 up', '15.03.26 06:00:00,185 K3 down'],
    [{ at_ms: at('2026-03-14T06:00:00.097Z') }, { at_ms: at('2026-03-15T06:00:00.185Z') }],
  ],
  [
    'job log of a mainframe',
    'timestamped-text',
    ['2026-03-31 22.00.04 JOB07 LOAD010 I STARTED', '2026-03-31-22.00.05.120000 JOB07 LOAD010 I ENDED', '31.03.2026 22.00.06 JOB07 CLOSED'],
    [{ at_ms: at('2026-03-31T22:00:04Z') }, { at_ms: at('2026-03-31T22:00:05.120Z') }, { at_ms: at('2026-03-31T22:00:06Z') }],
  ],
  [
    'grades of messages in the job log of a mainframe',
    'timestamped-text',
    ['2026-03-31 22.00.04 JOB00712 LOAD010 W ITEM 4711 REJECTED', '2026-03-31 22.00.05 STC00712 $HASP395 LOAD01 ENDED - RC=0000'],
    [
      { worker: 'JOB00712', logger: 'LOAD010', level: 'warn', template: 'ITEM <*> REJECTED' },
      { worker: 'STC00712', level: null },
    ],
  ],
  [
    'Perl: program, process and level before a mark',
    'timestamped-text',
    ['2026/08/02 00:01:44 push.pl[4123] INFO> A-7.edi found', '2026/08/02 00:01:48 push.pl[4123] ERROR> A-7.edi refused'],
    [
      { logger: 'push.pl', level: 'info', template: '<*> found' },
      { level: 'error', template: '<*> refused' },
    ],
  ],
  [
    'a pipeline: the part that speaks before a mark, then the level',
    'timestamped-text',
    [
      '2026-03-10 09:00:20 loader > ERROR row 7 refused',
      '2026-03-10 09:00:21 reader > INFO page read',
      '2026-03-10 09:00:22 depth > LIMIT of 7',
    ],
    [
      { logger: 'loader', level: 'error', template: 'row <*> refused' },
      { logger: 'reader', level: 'info' },
      { logger: null, level: null },
    ],
  ],
  [
    'RabbitMQ: an address behind an arrow is no status',
    'timestamped-text',
    ['2026-01-02 10:00:00.123456+00:00 [info] <0.221.0> accepting AMQP connection (192.0.2.1:5000 -> 192.0.2.2:5672)'],
    [{ kind: 'statement', status: null, level: 'info' }],
  ],
  [
    'console of .NET',
    'levelled-text',
    ['info: Acme.Orders[14]', '      sending', 'fail: Acme.Orders[0]', '      failed'],
    [
      { level: 'info', logger: 'Acme.Orders' },
      { level: 'error', logger: 'Acme.Orders' },
    ],
  ],
  [
    'words printed among JSON lines',
    'pino',
    [
      '{"level":30,"time":1767348000123,"pid":7,"hostname":"h","msg":"up"}',
      'listening on 3000',
      'Error: no route',
      '    at send (a.js:1:2)',
      '{"level":30,"time":1767348001123,"pid":7,"hostname":"h","msg":"on"}',
      '{"level":30,"time":1767348002123,"pid":7,"hostname":"h","msg":"off"}',
    ],
    [{ level: 'info' }, { kind: 'statement', at_ms: null }, { level: 'info' }, { level: 'info' }],
  ],
];

test.each(CASES)('%s', async (_name, format, lines, expected) => {
  await withFolder({ 'some-file': lines.join('\n') }, async (folder) => {
    const events: Event[] = [];
    const [input] = await intake([folder], (batch) => void events.push(...batch));
    expect(input).toMatchObject({ format, malformed: 0, sourceRecords: expected.length });
    expect(events).toMatchObject(expected);
  });
});
