import { describe, expect, test } from 'vitest';
import { accessLog } from '../../../src/intake/formats/access/access-log.js';
import { awsAlb, awsElb } from '../../../src/intake/formats/access/aws-load-balancer.js';
import { envoy } from '../../../src/intake/formats/access/envoy.js';
import { gin } from '../../../src/intake/formats/access/gin.js';
import { haproxy } from '../../../src/intake/formats/access/haproxy.js';
import { uwsgi } from '../../../src/intake/formats/access/uwsgi.js';
import { w3c } from '../../../src/intake/formats/access/w3c.js';
import { parseAll, parseOne } from './line-formats.js';

const AT = Date.UTC(2026, 0, 2, 10, 0, 5);

describe('access log', () => {
  const line = (rest: string, request = 'POST /v1/orders?dry=1 HTTP/1.1') =>
    `10.0.0.1 - - [02/Jan/2026:10:00:05 +0000] "${request}" 201 12${rest}`;

  test('combined: the query goes to the fields, the time is the end', () => {
    const { time, fields, proven } = parseOne(accessLog, line(' "https://shop.test/" "billing/2.1 (+https://billing.test)"'));
    expect(time).toBe(AT);
    expect(fields).toMatchObject({ remote_addr: '10.0.0.1', bytes: 12, query: 'dry=1', referer: 'https://shop.test/' });
    expect(proven).toMatchObject({
      kind: 'exchange',
      vantage: 'target',
      method: 'POST',
      path: '/v1/orders',
      status: 201,
      client: 'billing',
      end_ms: AT,
    });
  });

  test('offsets count', () => {
    expect(parseOne(accessLog, '10.0.0.1 - bob [02/Jan/2026:12:30:05 +0230] "GET / HTTP/1.1" 200 -').time).toBe(AT);
  });

  test.each([
    '10.0.0.1 [2026-01-02T10:00:05+00:00] "POST /hooks HTTP/1.1" 499 0 rt=10.002 urt="10.001"',
    '[2026-01-02T12:30:05+02:30] 10.0.0.1 "POST /hooks HTTP/1.1" 499 0 rt=10.002 urt="10.001"',
    '10.0.0.1 - - [2026-01-02 10:00:05 +0000] "POST /hooks HTTP/1.1" 499 0 "-" "shop/1" rt=10.002 urt="10.001"',
  ])('the time in ISO form: %s', (text) => {
    const { time, proven } = parseOne(accessLog, text);
    expect(time).toBe(AT);
    expect(proven).toMatchObject({ vantage: 'proxy', method: 'POST', path: '/hooks', status: 499, duration_ms: 10_002 });
  });

  test('named extras: times in seconds, upstream, request id', () => {
    const { proven, fields } = parseOne(
      accessLog,
      line(' "-" "billing/2" rt=0.585 uct="0.001" urt="0.580" us=201 uaddr="10.1.0.1:80" rid=ab12 loc="/v1/orders/7"'),
    );
    expect(proven).toMatchObject({ vantage: 'proxy', duration_ms: 585, request_id: 'ab12' });
    expect(fields).toMatchObject({ upstream_status: '201', upstream_addr: '10.1.0.1:80', location: '/v1/orders/7' });
  });

  test('positional extras: request time and upstream time', () => {
    expect(parseOne(accessLog, line(' "-" "billing/2" "10.9.9.9" 0.120 0.118')).proven).toMatchObject({
      duration_ms: 120,
      vantage: 'proxy',
    });
  });

  test('a lone integer is in microseconds when its size says so, and the time then is the start', () => {
    const lines = [15_300, 230_000, 90_500].map((taken) => line(` "-" "billing/2" ${taken}`));
    expect(parseAll(accessLog, lines)[0]?.proven).toMatchObject({ duration_ms: 15.3, start_ms: AT });
    const seconds = [0, 1, 0, 0, 3].map((taken) => line(` "-" "billing/2" ${taken}`));
    expect(parseAll(accessLog, seconds)[4]?.proven).toMatchObject({ duration_ms: 3000 });
  });

  test('the default layout of the ingress controller, with two upstreams tried', () => {
    const extras =
      ' "-" "billing/2" 640 5.247 [shop-ledger-80] [] 10.0.7.1:80, 10.0.7.2:80 0, 16 5.000, 0.248 504, 200 0123456789abcdef0123456789abcdef';
    const { proven, fields } = parseOne(accessLog, line(extras));
    expect(proven).toMatchObject({ vantage: 'proxy', duration_ms: 5247, request_id: '0123456789abcdef0123456789abcdef' });
    expect(fields).toMatchObject({ proxy_upstream_name: 'shop-ledger-80', upstream_status: '504, 200' });
  });

  test('a virtual host before the address is the target', () => {
    const { proven, fields } = parseOne(accessLog, 'api.ledger.test:443 10.0.0.1 - - [02/Jan/2026:10:00:05 +0000] "GET / HTTP/1.1" 200 5');
    expect(proven).toMatchObject({ target: 'api.ledger.test' });
    expect(fields).toMatchObject({ remote_addr: '10.0.0.1' });
  });

  test('a request that is none keeps its status', () => {
    const { proven, fields } = parseOne(accessLog, line(' "-" "-"', '\\x16\\x03\\x01'));
    expect(proven).toMatchObject({ method: null, path: null, status: 201, client: null });
    expect(fields.request).toBe('\\x16\\x03\\x01');
  });

  test('a line cut off while it was written is not read', () => {
    const whole = line(' "-" "billing/2" rt=0.5 us=201 rid=a1');
    const cut = [line(' "-" "billing/2" rt=0.5 u'), line(' "-" "bill'), line(' "-" "billing/2" rt=0.5')];
    expect(parseAll(accessLog, [...Array(60).fill(whole), ...cut]).slice(60)).toEqual([null, null, null]);
  });

  test('development servers: time without zone', () => {
    expect(parseOne(accessLog, '127.0.0.1 - - [02/Jan/2026 10:00:05] "GET /orders HTTP/1.1" 200 -').time).toBe('2026-01-02T10:00:05.000');
    expect(parseOne(accessLog, '[02/Jan/2026 10:00:05] "GET /orders HTTP/1.1" 200 12').proven).toMatchObject({ path: '/orders' });
  });
});

describe('haproxy', () => {
  const line = (timers: string, status: string, state: string) =>
    `10.0.0.1:4711 [02/Jan/2026:10:00:05.250] fe_api be_ledger/ledger1 ${timers} ${status} 217 - - ${state} 4/4/0/0/0 0/0 {ledger.test} "POST /v1/orders HTTP/1.1"`;

  test('the accept date is the start, the last timer the duration', () => {
    const { proven, fields } = parseOne(haproxy, line('0/0/1/36/37', '201', '----'));
    expect(proven).toMatchObject({
      vantage: 'proxy',
      start_ms: AT + 250,
      duration_ms: 37,
      status: 201,
      target: 'be_ledger',
      timed_out: null,
      sent: null,
      code: null,
    });
    expect(fields).toMatchObject({ frontend: 'fe_api', server: 'ledger1', captured: 'ledger.test' });
  });

  test('the state tells who stopped waiting and what was never sent', () => {
    expect(parseOne(haproxy, line('0/0/1/-1/5001', '504', 'sH--')).proven).toMatchObject({ timed_out: true, sent: null, code: 'sH--' });
    expect(parseOne(haproxy, line('0/0/-1/-1/3001', '503', 'sC--')).proven).toMatchObject({ timed_out: true, sent: false });
    expect(parseOne(haproxy, line('0/0/-1/-1/1', '-1', 'CQ--')).proven).toMatchObject({ status: null, sent: false });
  });

  test('a bad request has no target', () => {
    const bad = '10.0.0.1:4711 [02/Jan/2026:10:00:05.250] fe fe/<NOSRV> -1/-1/-1/-1/0 400 0 - - CR-- 1/1/0/0/0 0/0 "<BADREQ>"';
    expect(parseOne(haproxy, bad).proven).toMatchObject({ method: null, path: null, target: null, status: 400 });
  });
});

describe('load balancers of AWS', () => {
  test('application: the time is the end, the creation time the start', () => {
    const line =
      'https 2026-01-02T10:00:05.749086Z app/edge/0123456789abcdef 10.0.0.1:54747 10.1.0.1:8443 0.001 0.160 0.002 201 201 120 90 "POST https://ledger.test:443/v1/orders HTTP/1.1" "billing/1" ECDHE TLSv1.2 arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/ledger/73e2 "Root=1-00000000-11111111" "ledger.test" "-" 0 2026-01-02T10:00:05.249000Z "forward" "-" "-" "10.1.0.1:8443" "201" "-" "-"';
    const { proven, fields } = parseOne(awsAlb, line);
    expect(proven).toMatchObject({
      method: 'POST',
      path: '/v1/orders',
      target: 'ledger.test',
      status: 201,
      end_ms: AT + 749,
      duration_ms: 500,
      client: 'billing',
    });
    expect(fields).toMatchObject({ target_group: 'ledger', upstream_status: '201' });
  });

  test('application: no answer of the target', () => {
    const line =
      'http 2026-01-02T10:00:05.749086Z app/edge/50dc 10.0.0.1:1 10.1.0.1:80 0.001 -1 -1 504 - 120 90 "GET http://ledger.test:80/ HTTP/1.1" "-" - - arn "Root=1" "-" "-" 0 2026-01-02T10:00:00.749Z "forward" "-" "-"';
    expect(parseOne(awsAlb, line).proven).toMatchObject({ status: 504, timed_out: true, duration_ms: 5000, client: null });
  });

  test('classic', () => {
    const line =
      '2026-01-02T10:00:05.000000Z edge 10.0.0.1:2817 10.1.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://ledger.test:80/v1 HTTP/1.1" "curl/8" - -';
    expect(parseOne(awsElb, line).proven).toMatchObject({
      status: 200,
      target: 'ledger.test',
      path: '/v1',
      duration_ms: 1.178,
      end_ms: AT,
    });
  });
});

describe('envoy', () => {
  test('the default layout', () => {
    const line =
      '[2026-01-02T10:00:05.000Z] "POST /v1/orders HTTP/1.1" 504 UT 0 24 5000 - "10.0.0.1" "billing/1" "cc21d9b0" "ledger.test:8080" "10.1.0.1:80"';
    expect(parseOne(envoy, line).proven).toMatchObject({
      start_ms: AT,
      duration_ms: 5000,
      status: 504,
      code: 'UT',
      timed_out: true,
      request_id: 'cc21d9b0',
      target: 'ledger.test',
      client: 'billing',
    }); // prettier-ignore
  });

  test.each(['attempts=3', 'upstream_attempts=2 route=orders'])('columns that an operator named: %s', (added) => {
    const line = `[2026-01-02T10:00:05.000Z] "POST /v1/orders HTTP/1.1" 503 URX via_upstream 0 24 50 48 ${added} "-" "billing/1" "cc21d9b0" "ledger.test" "10.1.0.1:443"`;
    const { proven, fields } = parseOne(envoy, line);
    expect(proven).toMatchObject({ client: 'billing', request_id: 'cc21d9b0', target: 'ledger.test' });
    expect(fields).toHaveProperty(added.slice(0, added.indexOf('=')));
  });

  test('with details before the sizes', () => {
    const line =
      '[2026-01-02T10:00:05.000Z] "GET /v1/stock HTTP/1.1" 503 UH no_healthy_upstream - "-" 0 19 0 - "-" "billing/1" "dd11" "ledger.test" "-" outbound|80||ledger.test';
    const { proven, fields } = parseOne(envoy, line);
    expect(proven).toMatchObject({ status: 503, sent: false, duration_ms: 0, request_id: 'dd11', target: 'ledger.test' });
    expect(fields).toMatchObject({ response_code_details: 'no_healthy_upstream' });
  });
});

describe('w3c', () => {
  test('IIS: columns by the header, milliseconds', () => {
    const lines = [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
      '2026-01-02 10:00:05 10.0.0.9 POST /v1/orders dry=1 443 - 10.0.0.1 billing/1.0+(x64) 201 0 0 46',
      '2026-01-02 10:00:05 10.0.0.9 POST',
    ];
    const [, , read, cut] = parseAll(w3c, lines);
    expect(read?.proven).toMatchObject({
      method: 'POST',
      path: '/v1/orders',
      status: 201,
      duration_ms: 46,
      end_ms: AT,
      client: 'billing',
      vantage: 'target',
    });
    expect(cut).toBeNull();
    expect(w3c.isDirective?.(lines[0] as string)).toBe(true);
  });

  test('CloudFront: tabs, seconds', () => {
    const lines = [
      '#Version: 1.0',
      '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(User-Agent) x-edge-request-id x-host-header time-taken',
      [
        '2026-01-02',
        '10:00:05',
        'FRA2',
        '217',
        '10.0.0.1',
        'GET',
        'd1.cdn.test',
        '/v1',
        '200',
        'curl/8%20x',
        'SOX4',
        'ledger.test',
        '0.082',
      ].join('\t'),
    ];
    expect(parseAll(w3c, lines)[2]?.proven).toMatchObject({
      vantage: 'proxy',
      status: 200,
      duration_ms: 82,
      target: 'ledger.test',
      request_id: 'SOX4',
    });
  });
});

test('gin: durations in units of Go', () => {
  const line = '[GIN] 2026/01/02 - 10:00:05 | 201 |     1.5021s |        10.0.0.1 | POST     "/v1/orders?x=1"';
  expect(parseOne(gin, line)).toMatchObject({
    time: '2026-01-02T10:00:05',
    proven: { status: 201, duration_ms: 1502.1, method: 'POST', path: '/v1/orders', end_ms: AT },
  });
});

test('uWSGI: milliseconds or microseconds', () => {
  const line =
    '[pid: 7|app: 0|req: 1/1] 10.0.0.1 () {34 vars in 423 bytes} [Fri Jan  2 10:00:05 2026] POST /v1/orders => generated 18 bytes in 5 msecs (HTTP/1.1 201) 2 headers';
  expect(parseOne(uwsgi, line)).toMatchObject({
    time: 'Fri Jan  2 10:00:05 2026',
    proven: { method: 'POST', path: '/v1/orders', status: 201, duration_ms: 5 },
  });
});

test('the time before the address, named fields behind', () => {
  const line =
    '[26/Nov/2026:11:38:47 +0000] 10.0.0.1 "PUT /v1/entries/7 HTTP/1.1" 204 up=10.0.0.2:81/204 rt=0.030/0.029 id=38477eba73e7583f';
  expect(parseOne(accessLog, line).proven).toMatchObject({
    vantage: 'proxy',
    method: 'PUT',
    path: '/v1/entries/7',
    status: 204,
    duration_ms: 30,
    request_id: '38477eba73e7583f',
  });
  const small = '[26/Nov/2026:11:38:53 +0000] 10.0.0.1 "POST /cards HTTP/1.1" 401 26 12ms';
  expect(parseOne(accessLog, small).proven).toMatchObject({ vantage: 'target', status: 401, duration_ms: 12 });
});

test('captured headers of HAProxy stand alone', () => {
  const text =
    '10.0.0.1:4000 [26/Nov/2026:11:21:55.006] fe be/s1 0/0/0/38/38 201 166 - - ---- 1/1/0/0/0 0/0 {A-77|curl} {x} "POST /entries HTTP/1.1"';
  expect(parseOne(haproxy, text).fields).toMatchObject({ captured: 'A-77', captured_2: 'curl', captured_3: 'x' });
});
