import { describe, expect, test } from 'vitest';
import { jsonFormats } from '../../../src/intake/formats/json.js';
import { best, records, sampleOf } from './sample.js';

/** Reads lines with the format that fits them best. */
function read(...lines: readonly (object | string)[]) {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { name, score, reason, format } = best(jsonFormats, text);
  return { name, score, reason, records: records(format, text) };
}
const one = (line: object) => {
  const { name, records: all } = read(line);
  const [record] = all;
  if (!record) throw new Error('the line was not read');
  return { name, record, proven: record.proven ?? {} };
};

test.each([
  { when: '2026-03-01T10:00:00.000Z', sev: 'W', what: 'charge refused', ctx: { ref: 'A-7' } },
  { at: '2026-03-01T10:00:00.000Z', lvl: 'warn', note: 'charge refused', ref: 'A-7' },
])('a logger of a house: %j', (line) => {
  const { record, proven } = one(line);
  expect(record).toMatchObject({ time: '2026-03-01T10:00:00.000Z', message: 'charge refused' });
  expect(proven.level).toBe('warn');
});

describe('loggers are told by their keys', () => {
  const time = '2026-03-01T10:00:00.000Z';
  test.each([
    ['pino', { level: 30, time: 1772359200000, pid: 7, hostname: 'a', msg: 'synced' }, 'info'],
    ['pino', { level: 50, time, pid: 7, hostname: 'a', msg: 'failed' }, 'error'],
    ['bunyan', { v: 0, level: 40, name: 'billing', hostname: 'a', pid: 1, time, msg: 'slow' }, 'warn'],
    ['winston', { level: 'error', message: 'failed', timestamp: time }, 'error'],
    ['zap', { level: 'warn', ts: 1772359200.25, caller: 'a/b.go:1', msg: 'slow' }, 'warn'],
    ['logrus', { level: 'fatal', msg: 'gone', time }, 'fatal'],
    ['zerolog', { level: 'debug', time, message: 'tick' }, 'debug'],
    ['slog', { time, level: 'WARN', msg: 'slow' }, 'warn'],
    ['structlog', { event: 'order synced', level: 'info', timestamp: time, logger: 'sync' }, 'info'],
    ['python-json', { asctime: '2026-03-01 10:00:00,123', levelname: 'CRITICAL', name: 'x', message: 'gone' }, 'fatal'],
    ['clef', { '@t': time, '@mt': 'Order {OrderId} refused', '@l': 'Warning', OrderId: 'A-1001' }, 'warn'],
    [
      'logback',
      { '@timestamp': time, '@version': '1', message: 'x', logger_name: 'a.B', thread_name: 't', level: 'ERROR', level_value: 40000 },
      'error',
    ],
    [
      'log4j2',
      { instant: { epochSecond: 1772359200, nanoOfSecond: 5e8 }, thread: 'main', level: 'INFO', loggerName: 'a.B', message: 'x' },
      'info',
    ],
    ['ecs', { '@timestamp': time, 'log.level': 'WARN', message: 'x', 'ecs.version': '1.2.0', 'service.name': 'billing' }, 'warn'],
    ['ecs', { '@timestamp': time, log: { level: 'info' }, message: 'x', ecs: { version: '8.0' } }, 'info'],
    [
      'gcp',
      {
        insertId: 'a',
        timestamp: time,
        severity: 'ERROR',
        logName: 'l',
        resource: { labels: { service_name: 'billing' } },
        jsonPayload: { message: 'x' },
      },
      'error',
    ],
    ['gelf', { version: '1.1', host: 'h', short_message: 'x', timestamp: 1772359200.5, level: 3 }, 'error'],
    ['journald', { __REALTIME_TIMESTAMP: '1772359200000000', MESSAGE: 'x', PRIORITY: '4', _HOSTNAME: 'h' }, 'warn'],
    ['rust-tracing', { timestamp: time, level: 'INFO', fields: { message: 'x' }, target: 'a::b' }, 'info'],
    [
      'monolog',
      { message: 'x', context: { order: 'A-1' }, level: 400, level_name: 'ERROR', channel: 'app', datetime: time, extra: {} },
      'error',
    ],
    ['sidekiq', { ts: time, pid: 1, tid: 'x', lvl: 'WARN', msg: 'fail', ctx: { class: 'SyncJob', jid: 'j1' } }, 'warn'],
  ])('%s', (name, line, level) => {
    const read = one(line);
    expect(read.name).toBe(name);
    expect(read.proven.level).toBe(level);
    expect(read.record.message).toBeTruthy();
  });

  test('the reason names the count, the keys and the logger', () => {
    expect(read({ level: 30, time: 1, pid: 7, hostname: 'a', msg: 'x' }).reason).toBe(
      '1 of 1 lines are JSON objects with level, time, pid, hostname; 1 of them as pino writes them',
    );
  });

  test('objects of no known logger are json, with time and message under their common names', () => {
    const { name, record, proven } = one({ when: 'x', ts: '2026-03-01T10:00:00Z', text: 'hello', severity: 'notice', order: 'A-1001' });
    expect(name).toBe('json');
    expect(record).toMatchObject({ time: '2026-03-01T10:00:00Z', message: 'hello', fields: { when: 'x', order: 'A-1001' } });
    expect(proven.level).toBe('info');
  });
});

describe('names in other languages', () => {
  test.each([
    ['German', { zeitstempel: '2026-03-01T10:00:00Z', stufe: 'Fehler', meldung: 'Auftrag abgelehnt', auftrag: 'A-1001' }],
    ['French', { horodatage: '2026-03-01T10:00:00Z', niveau: 'erreur', message: 'commande refusée', commande: 'A-1001' }],
    ['Spanish', { fecha_hora: '2026-03-01T10:00:00Z', nivel: 'error', mensaje: 'pedido rechazado', pedido: 'A-1001' }],
    ['Italian', { dataOra: '2026-03-01T10:00:00Z', livello: 'errore', messaggio: 'ordine rifiutato', ordine: 'A-1001' }],
  ])('%s', (_, line) => {
    const { record, proven } = one(line);
    expect([record.time, proven.level, Object.values(record.fields)]).toEqual(['2026-03-01T10:00:00Z', 'error', ['A-1001']]);
    expect(record.message).toMatch(/ /);
  });
});

describe('units that a logger defines', () => {
  test('zap and GELF count seconds, journald microseconds, log4j2 seconds and nanoseconds', () => {
    expect(one({ level: 'info', ts: 1772359200.25, caller: 'a', msg: 'x' }).proven.at_ms).toBe(1772359200250);
    expect(one({ version: '1.1', host: 'h', short_message: 'x', timestamp: 1772359200.5, level: 3 }).proven.at_ms).toBe(1772359200500);
    expect(one({ __REALTIME_TIMESTAMP: '1772359200000123', MESSAGE: 'x' }).proven.at_ms).toBe(1772359200000);
    expect(
      one({ instant: { epochSecond: 1772359200, nanoOfSecond: 512000000 }, loggerName: 'a', level: 'INFO', message: 'x' }).proven.at_ms,
    ).toBe(1772359200512);
  });
});

describe('messages', () => {
  test('a CLEF template is filled in, with formats and escaped braces', () => {
    const { record } = one({
      '@t': '2026-03-01T10:00:00Z',
      '@mt': '{{x}} {Method} took {Elapsed:0.0} ms for {@Order} {Missing}',
      Method: 'POST',
      Elapsed: 12.5,
      Order: { id: 'A-1' },
    });
    expect(record.message).toBe('{x} POST took 12.5 ms for {"id":"A-1"} {Missing}');
  });

  test('JSON in the message of a collector belongs to the record', () => {
    const inner = { level: 50, time: 1772359200000, pid: 1, hostname: 'a', msg: 'refused', order: 'A-1001' };
    const { record, proven } = one({
      '@timestamp': '2026-03-01T10:00:01Z',
      log: `${JSON.stringify(inner)}\n`,
      kubernetes: { pod_name: 'p-1', labels: { app: 'billing' } },
    });
    expect(record).toMatchObject({ message: 'refused', time: 1772359200000, fields: { order: 'A-1001' } });
    expect(proven).toMatchObject({ level: 'error', worker: 'p-1', service: 'billing' });
  });

  test('a line that is no JSON object is not read', () => {
    const { format: pino } = best(jsonFormats, '{"level":30,"time":1,"pid":1,"hostname":"a"}');
    expect(pino.name).toBe('pino');
    expect(pino.parse('{"level":30,')).toBeNull();
    expect(pino.parse('[1,2]')).toBeNull();
    expect(pino.parse('Error: boom')).toBeNull();
    expect(pino.otherLines).toBe('malformed');
  });

  test('a byte order mark does not hide the first line', () => {
    expect(read(`\uFEFF${JSON.stringify({ '@t': '2026-03-01T10:00:00Z', '@m': 'x' })}`).records).toHaveLength(1);
  });

  test('text that only holds a few JSON lines is not JSON', () => {
    const lines = Array.from({ length: 10 }, (_, index) => (index < 3 ? '{"a":1}' : `plain ${index}`));
    for (const format of jsonFormats) expect(format.fit(sampleOf(lines.join('\n'))).score).toBe(0);
  });
});

describe('exchanges', () => {
  test('pino-http states request and answer in one line', () => {
    const { proven } = one({
      level: 30,
      time: 1,
      pid: 1,
      hostname: 'a',
      req: { id: 'r1', method: 'POST', url: '/v1/orders?dry=1' },
      res: { statusCode: 201 },
      responseTime: 12.5,
      msg: 'request completed',
    });
    expect(proven).toMatchObject({
      kind: 'exchange',
      vantage: 'target',
      method: 'POST',
      path: '/v1/orders',
      status: 201,
      duration_ms: 12.5,
    });
  });

  test('fastify: the answer gets method and path of the request that came in', () => {
    const base = { level: 30, time: 1, pid: 1, hostname: 'a' };
    const { records: all } = read(
      { ...base, reqId: 'req-1', req: { method: 'POST', url: '/v1/orders' }, msg: 'incoming request' },
      { ...base, reqId: 'req-2', req: { method: 'GET', url: '/v1/stock' }, msg: 'incoming request' },
      { ...base, reqId: 'req-1', res: { statusCode: 503 }, responseTime: 8, msg: 'request completed' },
    );
    expect(all[0]?.proven).toMatchObject({ kind: 'statement', signal: 'started' });
    expect(all[2]?.proven).toMatchObject({ kind: 'exchange', vantage: 'target', method: 'POST', path: '/v1/orders', status: 503 });
  });

  test('nginx: seconds, and the end of the exchange', () => {
    const { name, proven } = one({
      time_iso8601: '2026-03-01T10:00:10+00:00',
      msec: '1772359210.000',
      request_method: 'POST',
      request_uri: '/v1/orders?x=1',
      status: '200',
      request_time: '10.100',
      upstream_addr: '10.0.0.1:80, 10.0.0.2:80',
      upstream_status: '504, 200',
      upstream_response_time: '10.000, 0.100',
      host: 'ledger.test:8443',
    });
    expect(name).toBe('nginx-json');
    expect(proven).toMatchObject({
      vantage: 'proxy',
      method: 'POST',
      path: '/v1/orders',
      status: 200,
      duration_ms: 10100,
      end_ms: 1772359210000,
      start_ms: 1772359199900,
      target: 'ledger.test',
    });
  });

  test('nginx without upstream is the target itself', () => {
    expect(
      one({
        time_iso8601: '2026-03-01T10:00:10+00:00',
        remote_addr: '10.0.0.9',
        request: 'GET /health HTTP/1.1',
        status: 200,
        request_time: 0.001,
      }).proven,
    ).toMatchObject({ vantage: 'target', method: 'GET', path: '/health', duration_ms: 1 });
  });

  test('envoy: start_time is the start, flags say what is certain', () => {
    const line = {
      start_time: '2026-03-01T10:00:00.500Z',
      method: 'POST',
      path: '/v1/orders',
      response_code: 504,
      response_flags: 'UT',
      duration: 15000,
      authority: 'ledger.test',
      upstream_cluster: 'outbound|443||ledger.test',
      request_id: 'r1',
      upstream_request_attempt_count: 3,
    };
    expect(one(line).proven).toMatchObject({
      vantage: 'proxy',
      status: 504,
      code: 'UT',
      timed_out: true,
      start_ms: 1772359200500,
      end_ms: 1772359215500,
      attempt: 3,
      target: 'ledger.test',
    });
    expect(one({ ...line, response_flags: 'UO', response_code: 503 }).proven.sent).toBe(false);
    expect(one({ ...line, response_code: 0, response_flags: 'DC' }).proven.status).toBeUndefined();
  });

  test('API Gateway, Caddy, Traefik and CloudTrail with their units', () => {
    expect(
      one({
        requestId: 'r',
        requestTimeEpoch: 1772359200000,
        httpMethod: 'POST',
        resourcePath: '/orders/{id}',
        path: '/prod/orders/7',
        status: '201',
        responseLatency: '249',
      }).proven,
    ).toMatchObject({
      vantage: 'proxy',
      method: 'POST',
      path: '/prod/orders/7',
      route: '/orders/{id}',
      status: 201,
      end_ms: 1772359200249,
    });
    expect(
      one({
        level: 'info',
        ts: 1772359200.5,
        logger: 'http.log.access',
        msg: 'handled request',
        request: { method: 'GET', host: 'ledger.test', uri: '/a?b' },
        status: 200,
        duration: 0.25,
      }).proven,
    ).toMatchObject({ method: 'GET', path: '/a', target: 'ledger.test', start_ms: 1772359200250, duration_ms: 250 });
    expect(
      one({
        RequestMethod: 'POST',
        RequestPath: '/a',
        RequestHost: 'ledger.test',
        DownstreamStatus: 502,
        OriginStatus: 0,
        Duration: 2000000,
        StartUTC: '2026-03-01T10:00:00.123456789Z',
        RetryAttempts: 1,
      }).proven,
    ).toMatchObject({ status: 502, duration_ms: 2, start_ms: 1772359200123, attempt: 2 });
    expect(
      one({
        eventTime: '2026-03-01T10:00:00Z',
        eventSource: 'sqs.amazonaws.com',
        eventName: 'SendMessage',
        userIdentity: { userName: 'billing' },
        errorCode: 'ThrottlingException',
      }).proven,
    ).toMatchObject({ operation: 'SendMessage', code: 'ThrottlingException', client: 'billing' });
  });

  test('access lines of Express: a relative URL with its client is the server, a full URL is not', () => {
    expect(
      one({ ts: '2026-03-01T10:00:00Z', method: 'PATCH', path: '/v2/c/1', status: 200, ms: 29.7, ua: 'billing/3' }).proven,
    ).toMatchObject({ vantage: 'target', path: '/v2/c/1', duration_ms: 29.7 });
    const caller = one({ ts: '2026-03-01T10:00:00Z', method: 'POST', url: 'https://ledger.test/v1/x', status: 200 }).proven;
    expect(caller).toMatchObject({ target: 'ledger.test', path: '/v1/x' });
    expect(caller.vantage).toBeUndefined();
  });

  test('GCP httpRequest: latency in seconds, the service of the resource', () => {
    expect(
      one({
        logName: 'l',
        timestamp: '2026-03-01T10:00:00Z',
        severity: 'WARNING',
        httpRequest: { requestMethod: 'POST', requestUrl: 'https://ledger.test/v1/x?y', status: 429, latency: '0.250s' },
        resource: { labels: { service_name: 'billing' } },
        trace: 'projects/p/traces/abc',
      }).proven,
    ).toMatchObject({ kind: 'exchange', status: 429, path: '/v1/x', duration_ms: 250, service: 'billing', trace_id: 'abc', level: 'warn' });
  });
});

test('messages in messages in messages come to an end', () => {
  let line: object = { msg: 'deep' };
  for (let depth = 0; depth < 2000; depth++) line = { message: line };
  expect(read(line).records).toHaveLength(1);
});
