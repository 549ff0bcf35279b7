/** Lines in JSON about requests that a server answered, as frameworks write them, each with the key of a record beside. */
import { expect, it } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

async function firstOf(line: object): Promise<Event | undefined> {
  const events: Event[] = [];
  const content = Array.from({ length: 4 }, (_, n) => `${JSON.stringify({ ...line, order_id: `A-70${n}` })}\n`).join('');
  await withFolder({ 'app.log': content }, (folder) =>
    intake([folder], (batch) => {
      events.push(...batch);
    }),
  );
  return events[0];
}

const AT = '2026-03-01T10:00:00.000Z';
const rails = { controller: 'OrdersController', action: 'create', method: 'POST', path: '/orders', status: 201 };

it.each<[string, object, number | null]>([
  ['lograge without a format', { timestamp: AT, level: 'info', ...rails, duration: 31.5 }, 31.5],
  [
    'rails_semantic_logger',
    { timestamp: AT, level: 'info', name: 'Orders', message: 'Completed #create', duration_ms: 31.5, payload: rails },
    31.5,
  ],
  [
    'a formatter that files them under the framework',
    { time: AT, severity: 'INFO', message: 'POST /orders', rails, duration_ms: 31.5 },
    31.5,
  ],
  [
    'logger_json of Phoenix, whose durations are nanoseconds',
    {
      timestamp: AT,
      message: 'POST /orders [Sent 201 in 31ms]',
      phoenix: { controller: 'OrderController', action: 'create' },
      http: { method: 'POST', status_code: 201, url: 'http://shop.test/orders' },
      duration: 31500000,
    },
    31.5,
  ],
  [
    'Plug, whose message says what was sent',
    { time: AT, severity: 'info', message: 'Sent 201 in 31ms', metadata: { method: 'POST', path: '/orders', status: 201 } },
    31,
  ],
  [
    'uvicorn behind structlog',
    {
      timestamp: AT,
      level: 'info',
      logger: 'api.access',
      event: 'POST /orders HTTP/1.1 201',
      http: { url: 'http://shop.test/orders', method: 'POST', status_code: 201 },
      network: { client: { ip: '10.0.0.1', port: 5000 } },
      duration: 31500000,
    },
    31.5,
  ],
  [
    'uvicorn',
    {
      asctime: '2026-03-01 10:00:00,000',
      levelname: 'INFO',
      name: 'uvicorn.access',
      message: '10.0.0.1:5000 - "POST /orders HTTP/1.1" 201',
    },
    null,
  ],
  [
    'request logging of Serilog, which measures in milliseconds',
    {
      '@t': AT,
      '@mt': 'HTTP {RequestMethod} {RequestPath} responded {StatusCode} in {Elapsed:0.0000} ms',
      RequestMethod: 'POST',
      RequestPath: '/orders',
      StatusCode: 201,
      Elapsed: 31.5,
      SourceContext: 'Serilog.AspNetCore.RequestLoggingMiddleware',
    },
    31.5,
  ],
  [
    'ASP.NET Core, which logs its own address',
    {
      Timestamp: AT,
      EventId: 2,
      LogLevel: 'Information',
      Category: 'Microsoft.AspNetCore.Hosting.Diagnostics',
      Message: 'Request finished HTTP/1.1 POST http://shop.test/orders - 201 - application/json 31.5ms',
      State: { ElapsedMilliseconds: 31.5, StatusCode: 201, Method: 'POST', Scheme: 'http', Host: 'shop.test', Path: '/orders' },
    },
    31.5,
  ],
])('%s', async (_, line, duration) => {
  expect(await firstOf(line)).toMatchObject({
    kind: 'exchange',
    vantage: 'target',
    method: 'POST',
    path: '/orders',
    status: 201,
    duration_ms: duration,
    record_key: 'A-700',
  });
});

it.each<[string, object]>([
  [
    'a client of .NET',
    {
      Timestamp: AT,
      EventId: 101,
      LogLevel: 'Information',
      Category: 'System.Net.Http.HttpClient.Erp.LogicalHandler',
      Message: 'End processing HTTP request after 31.5ms - 201',
      State: { Method: 'POST', Url: 'http://shop.test/orders', StatusCode: 201 },
    },
  ],
  [
    'what a controller itself calls',
    { timestamp: AT, level: 'info', controller: 'orders', method: 'POST', url: 'https://erp.test/orders', status: 201, attempt: 2 },
  ],
])('%s is not the side that answered', async (_, line) => {
  expect((await firstOf(line))?.vantage).not.toBe('target');
});
