/** Exports of platforms, with invented data. The shapes are written from knowledge of the platforms; they were not compared with their documentation. */
import { expect, test } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { best, readAll, records } from './sample.js';

function read(value: unknown, name = 'export.json') {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const top = best(documentFormats, text, name);
  return { format: top.name, all: readAll(top.format, text, name), records: records(top.format, text, name) };
}
const MARCH = Date.UTC(2026, 2, 1, 10);

test('n8n: each run of a node is a record, with the item that went in', () => {
  const runData = {
    Webhook: [{ startTime: MARCH, executionTime: 2, executionStatus: 'success', data: { main: [[{ json: { order_id: 'A-1' } }]] } }],
    'Create order': [
      {
        startTime: MARCH + 100,
        executionTime: 2900,
        executionStatus: 'error',
        error: { name: 'NodeApiError', message: 'Bad gateway', httpCode: '502' },
      },
    ],
  };
  const execution = {
    id: '231',
    finished: false,
    mode: 'webhook',
    startedAt: '2026-03-01T10:00:00.000Z',
    stoppedAt: '2026-03-01T10:00:03.000Z',
    workflowId: 'w1',
    workflowData: { name: 'Orders to ERP', nodes: [{ name: 'Webhook', type: 'n8n-nodes-base.webhook' }] },
    data: { resultData: { runData } },
  };
  const { format, records: all } = read({ data: [execution], nextCursor: null });
  expect(format).toBe('n8n-executions');
  expect(all.map((record) => [record.proven?.operation, record.proven?.signal])).toEqual([
    ['Orders to ERP / Webhook', 'succeeded'],
    ['Orders to ERP / Create order', 'failed'],
  ]);
  expect(all[1]).toMatchObject({ message: 'Create order: Bad gateway', fields: { order_id: 'A-1' } });
  expect(all[1]?.proven).toMatchObject({ start_ms: MARCH + 100, duration_ms: 2900, status: 502, correlation_id: '231' });
  expect(all[1]?.proven?.job_id).toBeUndefined();
  const { data: _, ...bare } = execution;
  expect(read([bare]).records[0]?.proven).toMatchObject({ kind: 'job', signal: 'failed', job_id: '231', duration_ms: 3000 });
});

test('deliveries whose attempts bear ids instead of numbers, and one that nobody answered', () => {
  const attempt = { id: 'atmpt_1', msgId: 'msg_1', endpointId: 'ep_1', url: 'https://erp.test/hook', timestamp: '2026-03-01T10:00:00Z' };
  const svix = read({ data: [{ ...attempt, responseStatusCode: 500, responseDurationMs: 120 }], iterator: null, done: true });
  expect(svix.format).toBe('webhook-deliveries');
  expect(svix.records[0]?.proven).toMatchObject({ event_key: 'msg_1', status: 500, target: 'erp.test', duration_ms: 120 });
  const delivery = { id: 1, guid: 'g-1', delivered_at: '2026-03-01T10:00:00Z', redelivery: true, duration: 10, event: 'issues' };
  const hooks = read([{ ...delivery, status: 'timed out', status_code: 0 }]);
  expect(hooks.format).toBe('webhook-deliveries');
  expect(hooks.records[0]?.proven).toMatchObject({ event_key: 'g-1', topic: 'issues', timed_out: true });
});

test('events of Stripe: the object is the record, the event its message', () => {
  const event = {
    id: 'evt_1',
    object: 'event',
    type: 'invoice.paid',
    created: MARCH / 1000,
    data: { object: { id: 'in_1', metadata: { order_id: 'A-1' } } },
    request: { id: 'req_1', idempotency_key: 'k-1' },
    pending_webhooks: 2,
  };
  const { format, records: all } = read({ object: 'list', url: '/v1/events', has_more: false, data: [event] });
  expect(format).toBe('stripe-events');
  expect(all[0]).toMatchObject({
    fields: { id: 'in_1' },
    proven: { event_key: 'evt_1', topic: 'invoice.paid', at_ms: MARCH, request_id: 'req_1' },
  });
});

test('incident tickets are notices; other tickets stay rows', () => {
  const snow = read(
    'number,opened_at,resolved_at,short_description\nINC0010001,2026-03-01 10:00:00,2026-03-01 12:00:00,No orders\nINC0010002,2026-03-01 11:00:00,,Slow\n',
    'incident.csv',
  );
  expect(snow.format).toBe('ticket-csv');
  expect(snow.records[0]?.proven).toMatchObject({ kind: 'note', state: 'notice', title: 'No orders', at_ms: MARCH });
  expect(snow.records[0]?.also?.[0]).toMatchObject({ state: 'resolved', at_ms: MARCH + 7_200_000 });
  expect(snow.records[1]?.also).toBeUndefined();
  const issue = (name: string) => ({
    key: 'OPS-7',
    fields: {
      summary: 'No orders',
      issuetype: { name },
      priority: { name: 'High' },
      created: '2026-03-01T10:00:00.000+0000',
      resolutiondate: null,
    },
  });
  const jira = read({ startAt: 0, total: 1, issues: [issue('Incident')] });
  expect(jira.format).toBe('incident-tickets');
  expect(jira.records[0]?.proven).toMatchObject({ state: 'notice', labels: '{"severity":"High"}', at_ms: MARCH });
  expect(read({ startAt: 0, total: 1, issues: [issue('Story')] }).format).toBe('json-array');
});

test('lag of consumer groups: a row a partition; no lag where nothing was committed', () => {
  const text = `
GROUP     TOPIC    PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  CONSUMER-ID  HOST       CLIENT-ID
erp-sync  orders   0          15              40              25   c-1          /10.0.0.1  c
erp-sync  refunds  0          -               7               -    -            -          -

Consumer group 'old' has no active members.
`;
  const { format, all, records: rows } = read(text, 'lag.txt');
  expect(format).toBe('kafka-consumer-lag');
  expect(rows.map((record) => [record.line, record.proven?.topic, record.proven?.depth])).toEqual([
    [3, 'orders', 25],
    [4, 'refunds', undefined],
  ]);
  expect(all.at(-1)).toMatchObject({ line: 6, reject: 'skipped' });
});

test('queues of RabbitMQ, from its command line and from its API', () => {
  const line = read(
    'Timeout: 60.0 seconds ...\nListing queues for vhost / ...\nname\tmessages\tconsumers\norders\t120\t2\norders.dlq\t7\t0\n',
    'queues.txt',
  );
  expect(line.format).toBe('queue-csv');
  expect(line.records.map((record) => [record.line, record.proven?.topic, record.proven?.depth])).toEqual([
    [4, 'orders', 120],
    [5, 'orders.dlq', 7],
  ]);
  const api = read([{ name: 'orders', vhost: '/', messages: 120, messages_ready: 100, consumers: 2 }]);
  expect(api.format).toBe('rabbitmq-queues');
  expect(api.records[0]?.proven).toMatchObject({ kind: 'sample', topic: 'orders', depth: 120 });
});

test('jobs of RQ, a posted alert of Opsgenie, series with one list of times', () => {
  const rq = read([
    {
      id: 'j1',
      func_name: 'sync.order',
      origin: 'default',
      status: 'failed',
      exc_info: 'Traceback\nValueError: no mapping',
      ended_at: '2026-03-01T10:00:00Z',
      args: ['A-1'],
    },
  ]);
  expect(rq.records[0]?.proven).toMatchObject({
    kind: 'job',
    operation: 'sync.order',
    signal: 'dead_lettered',
    code: 'ValueError',
    at_ms: MARCH,
  });
  const posted = read({ action: 'Close', alert: { alertId: 'a', message: 'deep', createdAt: 1, updatedAt: MARCH }, integrationName: 'W' });
  expect(posted.records[0]?.proven).toMatchObject({ kind: 'alert', state: 'resolved', at_ms: MARCH });
  const series = { series: [{ group_tags: ['env:prod'] }], times: [MARCH], values: [[0.5]] };
  const datadog = read({ data: { type: 'timeseries_response', attributes: series } }, 'errors.json');
  expect(datadog.format).toBe('datadog-timeseries');
  expect(datadog.records[0]?.proven).toMatchObject({ metric: 'errors', value: 0.5, at_ms: MARCH, labels: '{"env":"prod"}' });
});

test('runs of API tests: Newman by request, k6 by value', () => {
  const execution = {
    item: { name: 'Create order' },
    request: { method: 'POST', url: { protocol: 'https', host: ['erp', 'test'], path: ['v1', 'orders'] }, header: [] },
    response: { code: 503, responseTime: 120 },
    assertions: [{ assertion: 'created', error: { message: 'expected 503 to equal 201' } }],
  };
  const newman = read({ collection: { item: [] }, run: { executions: [execution] } });
  expect(newman.format).toBe('newman');
  expect(newman.records[0]).toMatchObject({
    message: 'expected 503 to equal 201',
    proven: { kind: 'exchange', status: 503, path: '/v1/orders' },
  });
  const k6 = read({ metrics: { http_reqs: { type: 'counter', values: { count: 7, rate: 1.5 } } } });
  expect(k6.records.map((record) => [record.proven?.metric, record.proven?.value])).toEqual([
    ['http_reqs', 7],
    ['http_reqs', 1.5],
  ]);
});
