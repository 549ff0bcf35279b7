import { describe, expect, test } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { createNormalizer } from '../../../src/intake/normalize.js';
import { best, readAll, records } from './sample.js';

/** Reads a document with the format that fits it best. */
function read(value: unknown, pretty = true, name = 'export.json') {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, pretty ? 2 : 0);
  const top = best(documentFormats, text, name);
  return { format: top.name, score: top.score, text, all: readAll(top.format, text, name), records: records(top.format, text, name) };
}
const attribute = (key: string, value: string | number) => ({
  key,
  value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
});

describe('OTLP', () => {
  const resource = { attributes: [attribute('service.name', 'billing'), attribute('host.name', 'b-1')] };
  const span = (more: object) => ({
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    parentSpanId: '',
    name: 'POST',
    startTimeUnixNano: '1772359200000000000',
    endTimeUnixNano: '1772359200250500000',
    ...more,
  });

  test('a client span is the caller, a server span the target, all else a statement', () => {
    const spans = [
      span({
        kind: 3,
        attributes: [
          attribute('http.request.method', 'POST'),
          attribute('url.full', 'https://ledger.test:8443/v1/orders?x=1'),
          attribute('http.response.status_code', 503),
          attribute('http.request.resend_count', 2),
          attribute('order.id', 'A-1001'),
        ],
      }),
      span({
        kind: 'SPAN_KIND_SERVER',
        attributes: [
          attribute('http.method', 'POST'),
          attribute('http.target', '/v1/orders?x=1'),
          attribute('http.route', '/v1/orders'),
          attribute('http.status_code', 201),
        ],
      }),
      span({ kind: 1, name: 'map order', status: { code: 2, message: 'no mapping' } }),
      span({ kind: 3, name: 'SELECT', attributes: [attribute('db.system', 'postgresql')] }),
      span({ kind: 5, name: 'orders process', attributes: [attribute('messaging.destination.name', 'orders')] }),
    ];
    const { format, records: all } = read({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
    expect(format).toBe('otlp-traces');
    expect(all.map((record) => record.proven?.kind)).toEqual(['exchange', 'exchange', 'statement', 'statement', 'job']);
    expect(all[0]?.proven).toMatchObject({
      vantage: 'caller',
      service: 'billing',
      target: 'ledger.test',
      method: 'POST',
      path: '/v1/orders',
      status: 503,
      attempt: 3,
      duration_ms: 250.5,
      start_ms: 1772359200000,
      trace_id: 'a'.repeat(32),
    });
    expect(all[0]?.proven?.parent_span_id).toBeUndefined();
    expect(all[0]?.fields).toMatchObject({ 'order.id': 'A-1001' });
    expect(all[1]?.proven).toMatchObject({ vantage: 'target', target: 'billing', route: '/v1/orders', path: '/v1/orders', status: 201 });
    expect(all[2]).toMatchObject({ message: 'map order: no mapping', proven: { level: 'error' } });
    expect(all[4]?.proven).toMatchObject({ operation: 'orders', signal: 'succeeded' });
  });

  test('an exception of a span that somebody stopped waiting for', () => {
    const events = [
      {
        name: 'exception',
        attributes: [attribute('exception.type', 'ReadTimeout'), attribute('exception.message', 'timed out after 5 s')],
      },
    ];
    const { records: all } = read({
      resourceSpans: [
        {
          resource,
          scopeSpans: [
            {
              spans: [
                span({
                  kind: 3,
                  status: { code: 2 },
                  events,
                  attributes: [attribute('server.address', '10.0.0.1'), attribute('peer.service', 'ledger')],
                }),
              ],
            },
          ],
        },
      ],
    });
    expect(all[0]).toMatchObject({ message: 'timed out after 5 s', proven: { code: 'ReadTimeout', timed_out: true, target: 'ledger' } });
  });

  test('one request a line: each record stands on the line of its request', () => {
    const line = (body: string, severityNumber: number) =>
      JSON.stringify({
        resourceLogs: [
          {
            resource,
            scopeLogs: [
              {
                scope: { name: 'sync' },
                logRecords: [
                  {
                    timeUnixNano: '1772359200123000000',
                    severityNumber,
                    body: { stringValue: body },
                    attributes: [attribute('order.id', 'A-1')],
                    traceId: '',
                    spanId: '',
                  },
                ],
              },
            ],
          },
        ],
      });
    const { format, records: all } = read(`${line('first', 9)}\n\n${line('second', 17)}\n`);
    expect(format).toBe('otlp-logs');
    expect(all.map((record) => [record.line, record.message, record.proven?.level])).toEqual([
      [1, 'first', 'info'],
      [3, 'second', 'error'],
    ]);
    expect(all[0]?.proven).toMatchObject({ service: 'billing', worker: 'b-1', logger: 'sync', at_ms: 1772359200123 });
  });

  test('metrics: a data point is a record, a histogram counts and sums', () => {
    const points = [{ timeUnixNano: '1772359200000000000', asInt: '7', attributes: [attribute('route', '/v1')] }];
    const histogram = [{ timeUnixNano: '1772359200000000000', count: '4', sum: 1.5 }];
    const { records: all } = read({
      resourceMetrics: [
        {
          resource,
          scopeMetrics: [
            {
              metrics: [
                { name: 'retries', sum: { dataPoints: points } },
                { name: 'latency', histogram: { dataPoints: histogram } },
              ],
            },
          ],
        },
      ],
    });
    expect(all[0]?.proven).toMatchObject({
      kind: 'sample',
      metric: 'retries',
      value: 7,
      labels: '{"route":"/v1","service.name":"billing"}',
    });
    expect(all[1]?.proven).toMatchObject({ metric: 'latency_count', value: 4 });
    expect(all[1]?.also?.[0]).toMatchObject({ metric: 'latency_sum', value: 1.5 });
  });
});

describe('traces and captures', () => {
  test('Jaeger and Zipkin count in microseconds', () => {
    const jaeger = {
      data: [
        {
          traceID: 't1',
          spans: [
            {
              traceID: 't1',
              spanID: 's2',
              operationName: 'POST',
              references: [{ refType: 'CHILD_OF', traceID: 't1', spanID: 's1' }],
              startTime: 1772359200000000,
              duration: 250000,
              tags: [
                { key: 'span.kind', value: 'client' },
                { key: 'http.url', value: 'http://ledger.test/v1' },
                { key: 'http.status_code', value: 500 },
                { key: 'error', value: true },
              ],
              processID: 'p1',
            },
          ],
          processes: { p1: { serviceName: 'billing' } },
        },
      ],
    };
    expect(read(jaeger).records[0]?.proven).toMatchObject({
      vantage: 'caller',
      service: 'billing',
      target: 'ledger.test',
      status: 500,
      start_ms: 1772359200000,
      duration_ms: 250,
      parent_span_id: 's1',
      level: 'error',
    });
    const zipkin = [
      {
        traceId: 't1',
        id: 's1',
        name: 'post',
        kind: 'CLIENT',
        timestamp: 1772359200000000,
        duration: 1500,
        localEndpoint: { serviceName: 'billing' },
        remoteEndpoint: { serviceName: 'ledger' },
        tags: { 'http.method': 'POST', 'http.path': '/v1' },
      },
    ];
    const { format, records: all } = read(zipkin);
    expect(format).toBe('zipkin');
    expect(all[0]?.proven).toMatchObject({ vantage: 'caller', target: 'ledger', method: 'POST', path: '/v1', duration_ms: 1.5 });
  });

  test('HAR: an entry is an exchange with its bodies, on the line of the entry', () => {
    const entry = (status: number, more: object = {}) => ({
      startedDateTime: '2026-03-01T10:00:00.000Z',
      time: 670.5,
      request: {
        method: 'POST',
        url: 'https://ledger.test/v1/x?a=1',
        headers: [{ name: 'Idempotency-Key', value: 'k1' }],
        postData: { text: '{"id":"A-1"}' },
      },
      response: { status, headers: [{ name: 'Retry-After', value: '3' }], content: { text: 'plain' }, ...more },
    });
    const {
      format,
      records: all,
      text,
    } = read({ log: { version: '1.2', creator: {}, entries: [entry(200), entry(0, { _error: 'net::ERR_TIMED_OUT' })] } });
    expect(format).toBe('har');
    expect(all[0]?.proven).toMatchObject({
      kind: 'exchange',
      vantage: 'caller',
      method: 'POST',
      path: '/v1/x',
      status: 200,
      duration_ms: 670.5,
      target: 'ledger.test',
    });
    expect(all[0]?.fields).toMatchObject({
      request_headers: { 'idempotency-key': 'k1' },
      request_body: { id: 'A-1' },
      response_headers: { 'retry-after': '3' },
      response_body: 'plain',
    });
    expect(all[1]?.proven?.status).toBeUndefined();
    expect(all[1]?.message).toBe('net::ERR_TIMED_OUT');
    const starts = text.split('\n').flatMap((line, index) => (line === '      {' ? [index + 1] : []));
    expect(all.map((record) => record.line)).toEqual(starts);
  });

  test('a document that breaks off keeps what is whole and says where it ends', () => {
    const whole = JSON.stringify(
      {
        log: {
          version: '1.2',
          creator: {},
          entries: [1, 2, 3].map(() => ({
            startedDateTime: '2026-03-01T10:00:00Z',
            request: { method: 'GET', url: 'https://ledger.test/' },
            response: {},
          })),
        },
      },
      null,
      1,
    );
    const { format, all } = read(whole.slice(0, whole.length - 120));
    expect(format).toBe('har');
    expect(all.filter((one) => !('reject' in one))).toHaveLength(2);
    expect(all.at(-1)).toMatchObject({ reject: 'malformed', reason: 'the document breaks off here' });
  });
});

describe('metrics', () => {
  const matrix = (metric: object, values: readonly (readonly [number, string])[]) => ({
    status: 'success',
    data: { resultType: 'matrix', result: [{ metric, values }] },
  });

  test('Prometheus: each sample is a record with name, labels, value and time', () => {
    const { format, records: all } = read(
      matrix({ __name__: 'retries', job: 'billing', a: 'x' }, [
        [1772359200, '1.5'],
        [1772359215.5, 'NaN'],
      ]),
      false,
    );
    expect(format).toBe('prometheus-query');
    expect(all[0]?.proven).toEqual({
      kind: 'sample',
      metric: 'retries',
      value: 1.5,
      labels: '{"a":"x","job":"billing"}',
      at_ms: 1772359200000,
    });
    expect(all[1]?.proven).toEqual({ kind: 'sample', metric: 'retries', labels: '{"a":"x","job":"billing"}', at_ms: 1772359215500 });
  });

  test('an expression without a name is called after the file', () => {
    expect(read(matrix({ job: 'b' }, [[1772359200, '1']]), false, 'error-rate.json').records[0]?.proven?.metric).toBe('error-rate');
  });

  test('a firing ALERTS series is an alert at each of its starts', () => {
    const times = [0, 15, 30, 600, 615].map((s) => [1772359200 + s, '1'] as const);
    const { records: all } = read(matrix({ __name__: 'ALERTS', alertname: 'LedgerDown', alertstate: 'firing' }, times));
    expect(all).toHaveLength(5);
    expect(all.map((record) => record.also?.[0]?.state ?? null)).toEqual(['firing', null, null, 'firing', null]);
    expect(all[3]?.also?.[0]).toMatchObject({ kind: 'alert', title: 'LedgerDown', at_ms: 1772359800000 });
  });

  test('CloudWatch, Datadog and scalars', () => {
    expect(
      read({
        MetricDataResults: [{ Id: 'm1', Label: 'Depth', Timestamps: ['2026-03-01T10:00:00Z', '2026-03-01T10:05:00Z'], Values: [3, 4] }],
      }).records.map((record) => [record.time, record.proven?.value]),
    ).toEqual([
      ['2026-03-01T10:00:00Z', 3],
      ['2026-03-01T10:05:00Z', 4],
    ]);
    expect(
      read({ series: [{ metric: 'depth', scope: 'queue:orders,env:prod', pointlist: [[1772359200000, 2]] }] }).records[0]?.proven,
    ).toMatchObject({ metric: 'depth', value: 2, labels: '{"env":"prod","queue":"orders"}', at_ms: 1772359200000 });
    expect(
      read({ status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [1772359200, '7'] }] } }).records,
    ).toHaveLength(1);
  });
});

describe('alerts', () => {
  test('Alertmanager: one record an alert, its end is a further event', () => {
    const { format, records: all } = read({
      receiver: 'x',
      status: 'firing',
      groupLabels: {},
      alerts: [
        {
          status: 'resolved',
          labels: { alertname: 'LedgerDown', severity: 'page' },
          annotations: { summary: 'down' },
          startsAt: '2026-03-01T10:00:00Z',
          endsAt: '2026-03-01T10:30:00Z',
        },
        { status: 'firing', labels: { alertname: 'Other' }, startsAt: '2026-03-01T10:05:00Z', endsAt: '0001-01-01T00:00:00Z' },
      ],
    });
    expect(format).toBe('alertmanager');
    expect(all[0]).toMatchObject({
      message: 'down',
      proven: { kind: 'alert', state: 'firing', title: 'LedgerDown', at_ms: 1772359200000 },
      also: [{ kind: 'alert', state: 'resolved', at_ms: 1772361000000 }],
    });
    expect(all[1]?.also).toBeUndefined();
  });

  test('Prometheus alerts, and rules with their active alerts', () => {
    const alert = {
      labels: { alertname: 'LedgerDown' },
      annotations: {},
      state: 'firing',
      activeAt: '2026-03-01T10:00:00.123456789Z',
      value: '1.2e+01',
    };
    expect(read({ status: 'success', data: { alerts: [alert] } }).records[0]?.proven).toMatchObject({
      state: 'firing',
      at_ms: 1772359200123,
      value: 12,
    });
    const { records: all } = read({
      status: 'success',
      data: {
        groups: [
          {
            name: 'g',
            rules: [
              { name: 'LedgerDown', type: 'alerting', alerts: [alert] },
              { name: 'b', type: 'alerting', alerts: [] },
            ],
          },
        ],
      },
    });
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ proven: { kind: 'statement' }, also: [{ kind: 'alert', state: 'firing' }] });
  });

  test('PagerDuty and Opsgenie: fired, acknowledged, resolved', () => {
    const states = (value: unknown) => {
      const [record] = read(value).records;
      return [record?.proven, ...(record?.also ?? [])].map((event) => [event?.state, event?.at_ms]);
    };
    const expected = [
      ['firing', 1772359200000],
      ['acknowledged', 1772359320000],
      ['resolved', 1772361000000],
    ];
    // A shortened list, as people paste it into a ticket.
    expect(
      states({
        incidents: [
          {
            id: 'P1',
            title: 'disk',
            status: 'resolved',
            urgency: 'low',
            created_at: '2026-03-01T10:00:00Z',
            resolved_at: '2026-03-01T10:30:00Z',
          },
        ],
      }),
    ).toEqual([expected[0], expected.at(-1)]);
    expect(
      states({
        incidents: [
          {
            incident_number: 1,
            title: 't',
            created_at: '2026-03-01T10:00:00Z',
            status: 'resolved',
            acknowledgements: [{ at: '2026-03-01T10:02:00Z' }],
            resolved_at: '2026-03-01T10:30:00Z',
          },
        ],
      }),
    ).toEqual(expected);
    expect(
      states({
        data: [
          {
            tinyId: '1',
            message: 't',
            createdAt: '2026-03-01T10:00:00Z',
            status: 'closed',
            report: { ackTime: 120000, closeTime: 1800000 },
          },
        ],
      }),
    ).toEqual(expected);
  });

  test('a status page: every update is a note with its state', () => {
    const { format, records: all } = read({
      incidents: [
        {
          name: 'Ledger',
          impact: 'major',
          incident_updates: [
            { status: 'resolved', body: 'ok', created_at: '2026-03-01T11:00:00Z' },
            { status: 'investigating', body: 'looking', created_at: '2026-03-01T10:00:00Z' },
          ],
        },
      ],
    });
    expect(format).toBe('statuspage');
    expect(all.map((record) => [record.proven?.kind, record.proven?.state])).toEqual([
      ['note', 'resolved'],
      ['note', 'detected'],
    ]);
  });
});

describe('chats', () => {
  const SAID = ['good morning everybody', 'two guests were billed double tonight', 'all resolved now'];
  const STATES = [undefined, 'notice', 'resolved'];
  const seconds = [1772359200, 1772359260, 1772359320];
  const iso = seconds.map((one) => new Date(one * 1000).toISOString());

  test.each([
    ['Slack', SAID.map((text, i) => ({ type: 'message', user: 'U0A', ts: `${seconds[i]}.000200`, text }))],
    [
      'Teams',
      {
        value: SAID.map((content, i) => ({
          createdDateTime: iso[i],
          from: { user: { displayName: 'Kim' } },
          body: { contentType: 'html', content: `<p>${content}</p>` },
        })),
      },
    ],
    [
      'Discord',
      {
        guild: { name: 'ops' },
        channel: { name: 'bills' },
        messages: SAID.map((content, i) => ({ id: `${i}`, timestamp: iso[i], author: { name: 'Kim' }, content })),
      },
    ],
    [
      'Telegram',
      {
        name: 'ops',
        type: 'private_group',
        id: 7,
        messages: SAID.map((text, i) => ({
          id: i,
          date: iso[i]?.slice(0, 19),
          date_unixtime: `${seconds[i]}`,
          from: 'Kim',
          from_id: 'u1',
          text: [text.slice(0, 5), { type: 'bold', text: text.slice(5) }],
        })),
      },
    ],
    ['Mattermost', SAID.map((message, i) => ({ create_at: (seconds[i] ?? 0) * 1000, user_id: 'k1', message }))],
    [
      'Google Chat',
      {
        messages: SAID.map((text, i) => ({
          creator: { name: 'Kim' },
          created_date: `Sunday, March 1, 2026 at 10:0${i}:00\u202fAM UTC`,
          text,
        })),
      },
    ],
  ])('of %s: what people say of trouble is a notice', (_, document) => {
    const { format, records: all } = read(document);
    expect(format).toBe('chat');
    expect(all.map((record) => [record.message, record.proven?.state])).toEqual(SAID.map((text, i) => [text, STATES[i]]));
    const normalizer = createNormalizer({ file: 'chat.json', format: 'chat' }, all);
    expect(all.map((record) => normalizer.events(record)[0]?.at_ms)).toEqual(seconds.map((one) => one * 1000));
  });

  test('a program that posts an alert says it in an attachment', () => {
    const posts = [1, 2, 3].map((i) => ({
      type: 'message',
      bot_id: 'B1',
      ts: `17723592${i}0.1`,
      text: '',
      attachments: [{ title: 'Alert fired: QueueDepthHigh on bills' }],
    }));
    expect(read(posts).records.map((record) => record.proven?.state)).toEqual(['alert', 'alert', 'alert']);
  });

  test.each([
    [
      'messages that were sent to buyers',
      SAID.map((body, i) => ({ from: '+49', to: '+33', date: iso[i], text: body, status: 'delivered' })),
    ],
    ['lines of a log', SAID.map((message, i) => ({ timestamp: iso[i], level: 'info', user: 'kim', message }))],
    ['orders', iso.map((ts, i) => ({ user: 'kim', ts, text: `A-${i}` }))],
  ])('%s are no chat', (_, document) => {
    expect(read(document).format).not.toBe('chat');
  });
});

describe('deliveries, jobs and lists', () => {
  test('webhook deliveries: attempt, answer, event, and the wait until the next attempt', () => {
    const { format, records: all } = read({
      data: [
        {
          id: 'd1',
          event: 'evt_1',
          event_type: 'charge.paid',
          endpoint: 'https://hooks.billing.test/in',
          attempt: 2,
          delivered_at: 1772359200,
          response_status: 503,
          response_ms: 250,
          next_attempt_at: 1772359260,
        },
      ],
    });
    expect(format).toBe('webhook-deliveries');
    expect(all[0]?.proven).toMatchObject({
      kind: 'delivery',
      vantage: 'caller',
      event_key: 'evt_1',
      topic: 'charge.paid',
      attempt: 2,
      status: 503,
      start_ms: 1772359200000,
      duration_ms: 250,
      wait_ms: 60000,
      target: 'hooks.billing.test',
      path: '/in',
      signal: 'retry_scheduled',
    });
  });

  test('a retry count of 0 is the first attempt', () => {
    expect(
      read([{ delivery_id: 'd', event_id: 'e', retry_count: 0, response_code: 200, sent_at: '2026-03-01T10:00:00Z' }]).records[0]?.proven,
    ).toMatchObject({ attempt: 1, event_key: 'e' });
  });

  test('failed jobs of BullMQ and Sidekiq', () => {
    const bull = read([
      {
        id: '23',
        name: 'export',
        data: { invoiceNo: 'R-1' },
        opts: { attempts: 4 },
        attemptsMade: 4,
        failedReason: 'status 500',
        timestamp: 1772359200000,
        processedOn: 1772359201000,
        finishedOn: 1772359202000,
        stacktrace: ['AxiosError: status 500\n at x'],
      },
    ]);
    expect(bull.format).toBe('bullmq-jobs');
    expect(bull.records[0]).toMatchObject({
      message: 'status 500',
      time: 1772359202000,
      fields: { data: { invoiceNo: 'R-1' } },
      proven: { kind: 'job', job_id: '23', operation: 'export', attempt: 4, max_attempts: 4, signal: 'dead_lettered', code: 'AxiosError' },
    });
    const sidekiq = read([
      {
        class: 'SyncJob',
        args: ['A-1'],
        jid: 'j',
        queue: 'q',
        retry: 25,
        retry_count: 25,
        error_class: 'Net::ReadTimeout',
        error_message: 'x',
        failed_at: 1772359200.5,
      },
    ]);
    expect(sidekiq.records[0]?.proven).toMatchObject({ attempt: 26, max_attempts: 26, code: 'Net::ReadTimeout', at_ms: 1772359200500 });
  });

  test('messages of a dead letter queue hand over what they carry', () => {
    const { records: all } = read({
      Messages: [
        {
          MessageId: 'm1',
          ReceiptHandle: 'r',
          Body: '{"order":"A-1"}',
          Attributes: { ApproximateReceiveCount: '5', SentTimestamp: '1772359200000', DeadLetterQueueSourceArn: 'arn:aws:sqs:x:1:orders' },
        },
      ],
    });
    expect(all[0]).toMatchObject({
      fields: { data: { order: 'A-1' } },
      proven: { event_key: 'm1', attempt: 5, topic: 'orders', signal: 'dead_lettered', at_ms: 1772359200000 },
    });
  });

  test('a list of log records is a log, any other list of objects are rows', () => {
    const logs = read([{ timestamp: '2026-03-01T10:00:00Z', level: 'error', message: 'x', order: 'A-1' }]);
    expect(logs.format).toBe('json-array');
    expect(logs.records[0]).toMatchObject({ message: 'x', proven: { level: 'error' } });
    const rows = read({
      count: 2,
      orders: [
        { order_no: 'A-1', total: 5 },
        { order_no: 'A-2', total: 6 },
      ],
    });
    expect(rows.records.map((record) => [record.line, record.proven?.kind])).toEqual([
      [4, 'row'],
      [8, 'row'],
    ]);
  });

  test('objects over several lines one after the other are a stream', () => {
    const log = (n: number) => JSON.stringify({ time: `2026-03-01T10:00:0${n}Z`, level: 'info', msg: `m${n}` }, null, 2);
    const { format, records: all } = read(`${log(1)}\n${log(2)}\n\n${log(3)}`);
    expect(format).toBe('json-stream');
    expect(all.map((record) => [record.line, record.message])).toEqual([
      [1, 'm1'],
      [6, 'm2'],
      [12, 'm3'],
    ]);
  });

  test('a document of no known kind is one record, left out', () => {
    const { format, all } = read({ name: 'flow', nodes: [{ a: 1 }], b: 1, c: 2, d: 3, e: 4, f: 5 });
    expect(format).toBe('json-document');
    expect(all).toEqual([{ line: 1, reject: 'skipped', reason: 'a JSON document of no known kind' }]);
  });
});
