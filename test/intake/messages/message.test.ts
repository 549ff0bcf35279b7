import { describe, expect, it, test } from 'vitest';
import { readMessage } from '../../../src/intake/messages/message.js';

describe('readMessage', () => {
  it.each([
    ['POST https://ledger.test/v1/entries returned 503 Service Unavailable in 44 ms', 503, 44],
    ['<-- 201 POST https://ledger.test/v1/entries 411ms', 201, 411],
    ['POST /v1/entries -> 201 in 0.325s', 201, 325],
    ['Request failed with status code 422', 422, null],
    ['POST /v1/entries sku=A-7 status=200 ms=175', 200, null],
    ['ledger answered with HTTP 429', 429, null],
    ['GET /orders/7 responded 404 in 12.5 ms', 404, 12.5],
    ['PUT /stock/7 200 - 31ms', 200, 31],
    ['got 502 from ledger after 2 s', 502, 2000],
    ['parcel P-77 announced, 201, awb=7700AX', 201, null],
    ['claim C-9 submitted, 422', 422, null],
    ['rows counted, 201, 300', null, null],
    ['balance changed, 500, 200 before', null, null],
    ["Task push retry: Retry in 60s: HTTPError('400 Client Error: Bad Request')", 400, null],
    ['requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://ledger.test/v1', 503, null],
    ['call took 3s', null, 3000],
  ])('%s', (text, status, duration) => {
    const facts = readMessage(text);
    expect(facts.status).toBe(status);
    expect(facts.duration).toBe(duration);
  });

  it.each([
    ['Job OfferPush (id=553334) (queue=offers) FAILED (3 prior attempts) with Net::OpenTimeout', 'OfferPush', '553334', 4],
    ['job Stock::Sync [9918] ended, 2 earlier tries', 'Stock::Sync', '9918', 3],
    ['Task sync-stock (task-id: 77-ab-1) done', 'sync-stock', '77-ab-1', null],
    ['Job #9917 (InvoiceSync) started', 'InvoiceSync', '9917', null],
    ['Job failed (id=77)', undefined, undefined, null],
    ['job takes (3 of 9)', undefined, undefined, null],
  ])('reads the name and id of a job, and its attempt: %s', (text, name, id, attempt) => {
    const { pairs, attempt: told } = readMessage(text);
    expect([pairs.find((pair) => pair.name === 'task_name')?.value, pairs.find((pair) => pair.name === 'task_id')?.value, told]).toEqual([
      name,
      id,
      attempt,
    ]);
  });

  it('reads what became of each part of a batch', () => {
    const facts = readMessage('POST https://find.test/_bulk 200 errors=true items=[L-1:400 L-2:201] first_error="no such field"');
    expect(facts.json).toEqual({
      items: [
        { id: 'L-1', status: 400 },
        { id: 'L-2', status: 201 },
      ],
    });
    expect(readMessage('connecting to brokers=[b-1:443 b-2:443]').json).toBeUndefined();
  });

  it.each([
    ['GET https://rates.test/v1/rates/R-5 HTTP 200 340 ms try=1', 340],
    ['GET https://rates.test/v1/rates/R-5 status=503 (12 ms) try=1', 12],
    ['GET https://rates.test/v1/rates/R-5 HTTP 503, next try in 340 ms', null],
  ])('reads a duration right behind the status: %s', (text, duration) => {
    expect(readMessage(text).duration).toBe(duration);
  });

  it.each([
    ['(pool - 6) submitClaim https://core.test/ws/Claims HTTP 400 289 ms claim=C-7', 'submitClaim'],
    ['GetStock at https://core.test/ws/Stock: 200', 'GetStock'],
    ['ClaimsPort https://core.test/ws/Claims HTTP 400', undefined],
    ['see https://core.test/docs', undefined],
  ])('knows a procedure by the verb before its address: %s', (text, name) => {
    expect(readMessage(text).pairs.find((pair) => pair.name === 'rpc.method')?.value).toBe(name);
  });

  it.each([
    ['POST /v1/entries for A-7: HTTP 200 {"status":"error","message":"no such item"} 1204 ms', 200, 1204],
    ['entry A-7 rejected: 422 {"errors":[{"code":"TAX"}]}, dropping', 422, null],
  ])('reads JSON and the words behind it: %s', (text, status, duration) => {
    const facts = readMessage(text);
    expect(facts.status).toBe(status);
    expect(facts.duration).toBe(duration);
    expect(facts.json).toBeTypeOf('object');
  });

  it.each([`body='{"a":1,"b":"x"}'`, 'body="{\\"a\\":1,\\"b\\":\\"x\\"}"', 'body=`{"a":1,"b":"x"}` in 7 ms', 'body={"a":1,"b":"x"}'])(
    'reads JSON in quotes, escaped or not: %s',
    (body) => {
      const facts = readMessage(`message received id=7 ${body}`);
      expect(facts.json).toEqual({ a: 1, b: 'x' });
      expect(facts.jsonName).toBe('body');
    },
  );

  it.each([
    'received 200 orders',
    'imported 404 rows in 3 s',
    'at 05:06:07,429 nothing',
    'removed 500 temp files',
    'page 301 fetched',
    'offset=404 lag=500',
  ])('sees no status in "%s"', (text) => {
    expect(readMessage(text).status).toBeNull();
  });

  it.each([
    ['attempt 5 of 10', 5, 10],
    ['(attempt 2)', 2, null],
    ['attempt=1/3', 1, 3],
    ['try #3', 3, null],
    ['3rd attempt', 3, null],
    ['retry 2/5 in 400ms', 2, 6],
    ['giving up after 4 attempts', 4, null],
    ['ok after 2 retries', 3, null],
  ])('%s is attempt %d of %s', (text, attempt, max) => {
    const facts = readMessage(text);
    expect([facts.attempt, facts.maxAttempts]).toEqual([attempt, max]);
  });

  it.each([
    ['quota exceeded, retry after 30s; retrying in 1s', 30000, 1000],
    ['429 Too Many Requests (Retry-After: 12), sleeping 500 ms', 12000, 500],
    ['throttled: retry after 5 seconds', 5000, null],
  ])('tells what the target asks for from what the caller waits: %s', (text, asked, wait) => {
    const facts = readMessage(text);
    expect([facts.retryAfter, facts.wait, facts.duration]).toEqual([asked, wait, null]);
  });

  it.each([
    ['call failed host=erp.test:8443: connection refused', 'host', 'erp.test:8443'],
    ['order=A-77: rejected by the warehouse', 'order', 'A-77'],
    ['upload failed cause=E1001: page missing', 'cause', 'E1001: page missing'],
    ['upload failed why=SchemaError: page 3 missing', 'why', 'SchemaError: page 3 missing'],
  ])('reads a value before a colon: %s', (text, name, value) => {
    expect(readMessage(text).pairs).toContainEqual({ name, value });
  });

  it('does not take retries that are left for an attempt', () => {
    expect(readMessage('retries left 4').attempt).toBeNull();
    expect(readMessage('4 attempts remaining, attempts left: 4').attempt).toBeNull();
  });

  it.each([
    ['Will retry payment P-7 in 1000 ms (attempt 1 of 3)', 1000],
    ['retrying in 2s', 2000],
    ['backing off 500ms', 500],
    ['next attempt in 1.5 minutes', 90_000],
    ['rate limited, sleeping for 10 seconds', 10_000],
  ])('%s announces %d ms', (text, wait) => {
    expect(readMessage(text).wait).toBe(wait);
  });

  it.each([
    ['timeout of 8000ms exceeded', 8000],
    ['Read timed out after 15 s', 15_000],
    ["Timeout awaiting 'request' for 1500ms", 1500],
    ['request timed out (PUT /v1/orders, limit 1000 ms)', 1000],
    ['call timed out [deadline=2.5s]', 2500],
    ['context deadline exceeded', null],
    ['The operation was aborted due to timeout', null],
    ["Function execution took 60002 ms, finished with status: 'timeout'", null],
    ['Timeout value of 00:00:30 was exceeded by function: Functions.PushInvoice', 30_000],
    ["The operation didn't complete within the allowed timeout of '00:01:10'.", 70_000],
    ['The request has been terminated because it has reached the maximum request timeout.', null],
    ['Acme.Http.TimeoutRejectedException: gone', null],
  ])('%s is a timeout of %s', (text, timeout) => {
    const facts = readMessage(text);
    expect(facts.timedOut).toBe(true);
    expect(facts.timeout).toBe(timeout);
  });

  it('takes a configured limit for no timeout', () => {
    expect(readMessage('started with http.timeout=3s').timedOut).toBe(false);
    expect(readMessage('using a timeout of 3 seconds').timedOut).toBe(false);
    expect(readMessage('function timeout: 00:05:00').timedOut).toBe(false);
    expect(readMessage("client built with the option 'timeout'").timedOut).toBe(false);
  });

  it.each([
    ['client went away', 'CLIENT_CLOSED', null],
    ['connect ECONNREFUSED 10.0.0.7:5432', 'ECONNREFUSED', false],
    ['I/O error: Connection refused', 'ECONNREFUSED', false],
    ['POST https://a.test/v1/x -> conexión rechazada, intento 2', 'ECONNREFUSED', false],
    ['Aufruf von a.test: Verbindung wurde abgelehnt', 'ECONNREFUSED', false],
    ['appel à a.test : connexion refusée', 'ECONNREFUSED', false],
    ['Unbekannter Host a.test', 'ENOTFOUND', false],
    ['getaddrinfo ENOTFOUND ledger.test', 'ENOTFOUND', false],
    ['certificate verify failed', 'TLS', false],
    ['read ECONNRESET', 'ECONNRESET', null],
    ['socket hang up', 'ECONNRESET', null],
    ['write EPIPE', 'EPIPE', null],
    ['com.acme.MappingException: no tax code', 'MappingException', null],
  ])('%s has the code %s', (text, code, sent) => {
    const facts = readMessage(text);
    expect([facts.code, facts.sent]).toEqual([code, sent]);
  });

  it.each([
    ['order 5512 stored as 700050', 'order', '5512', '700050'],
    ['for payment pay_73 (internal id X-900)', 'payment', 'pay_73', 'X-900'],
    ['label LBL55 for shipment SH-7', 'shipment', 'SH-7', null],
    ['POST /a -> 201 order #20412 erp_id=910001', 'order', '#20412', null],
    ['invoice no. 4711 created as R-1', 'invoice', '4711', 'R-1'],
    ['Order W-77 created in ERP with document 4500017', 'order', 'W-77', '4500017'],
    ['Pedido W-77 registrado en SAP con el asiento 4500017', 'pedido', 'W-77', '4500017'],
    ['Auftrag W-77 unter Belegnummer 4500017 gebucht', 'auftrag', 'W-77', '4500017'],
    ["Commande W-77 créée dans l'ERP sous le numéro 4500017", 'commande', 'W-77', '4500017'],
    ['Bestelling W-77 opgeslagen als factuur F-90017', 'bestelling', 'W-77', 'F-90017'],
    // What stands beside it may be what was sent, and a number of something.
    ['invoice R-1 booked with order 4711', 'invoice', 'R-1', null],
    ['order W-77 created with 1200 items', 'order', 'W-77', null],
  ])('%s names %s %s', (text, name, value, created) => {
    const facts = readMessage(text);
    expect(facts.pairs).toContainEqual({ name, value });
    expect(facts.created).toBe(created);
  });

  it.each(['order of 3 items', 'processed order in 12 ms', 'payment 12.50 EUR', 'customer since 2019-01-01 is fine, run 3'])(
    'finds no key that is a number of something in "%s"',
    (text) => {
      expect(readMessage(text).pairs.filter((pair) => pair.name === 'order' || pair.name === 'payment')).toEqual([]);
    },
  );

  it('reads pairs, quoted ones and the JSON that ends a message', () => {
    const facts = readMessage('call failed order_id=A-1 msg="no tax code" {"error":{"code":"TAX"}}');
    expect(facts.pairs).toContainEqual({ name: 'order_id', value: 'A-1' });
    expect(facts.pairs).toContainEqual({ name: 'msg', value: 'no tax code' });
    expect(facts.json).toEqual({ error: { code: 'TAX' } });
  });

  it.each([
    ['Call to ledger failed', 'ledger'],
    ['ledger request completed', 'ledger'],
    ['http request completed', null],
    ['incoming request completed', null],
  ])('%s names the target %s', (text, target) => {
    expect(readMessage(text).target).toBe(target);
  });
});

it('reads what a numbered job was called for', () => {
  const { pairs } = readMessage('Job #61512 PushInvoice(IV-2614) moved to Failed state');
  expect(pairs).toContainEqual({ name: 'task_name', value: 'PushInvoice' });
  expect(pairs).toContainEqual({ name: 'task_id', value: '61512' });
  expect(pairs).toContainEqual({ name: 'record_ref', value: 'IV-2614' });
});

describe('the state of something', () => {
  it.each(['Bundle-Status: 212 active', 'Bundle-Status: 200 active', 'lot-status=404', 'status 212 set'])(
    'is no status of an answer: %s',
    (text) => {
      expect(readMessage(text).status).toBeNull();
    },
  );

  it.each([
    ['failed with status 503', 503],
    ['sync of A-1 status=200', 200],
    ['http-status: 404', 404],
    ['response.status=429', 429],
    ['x-status: 500', 500],
    ['Pago registrado: POST /api/pagos respuesta 201 CONTEXT: {"pago":7}', 201],
    ['PUT /v1/lots/7, Antwort: 409 für L-7', 409],
    ['POST /v1/lots réponse 503 reçue', 503],
  ])('is one in %s', (text, status) => {
    expect(readMessage(text).status).toBe(status);
  });
});

test.each(['POST /v1/lots page 200 of 300', 'POST /v1/lots took 201 ms', 'GET /v1/lots limit 500 reached'])(
  'no status stands in %s',
  (text) => {
    expect(readMessage(text).status).toBeNull();
  },
);

describe('keys with a slash', () => {
  it.each([
    ['Factura F26/5607 enviada', 'F26/5607'],
    ['invoice 2026/00412 sent', '2026/00412'],
    ['Rechnung 4711/26 gebucht', '4711/26'],
    ['order RE/2026/0044 stored', 'RE/2026/0044'],
  ])('%s', (text, key) => {
    expect(readMessage(text).pairs.map(({ value }) => value)).toContain(key);
  });
  it.each([
    ['invoice 1200/5000 written', ['1200']],
    ['order 3/5 sent', []],
    ['order 12/03/2026 sent', []],
    ['order A-12/stock moved', ['A-12']],
  ])('%s names none', (text, keys) => {
    expect(readMessage(text).pairs.map(({ value }) => value)).toEqual(keys);
  });
});

describe('requests as Go names them in its errors', () => {
  it.each([
    ['Post "https://ledger.test/v1/entries": context deadline exceeded (Client.Timeout exceeded while awaiting headers)', 'POST', true],
    ['sending entry A-7: Put "https://ledger.test/v1/entries": dial tcp 10.0.0.7:443: connect: connection refused', 'PUT', false],
    ['Get https://ledger.test/v1/entries: net/http: request canceled (Client.Timeout exceeded while awaiting headers)', 'GET', true],
  ])('%s', (text, method, timedOut) => {
    expect(readMessage(text)).toMatchObject({ method, address: 'https://ledger.test/v1/entries', timedOut });
  });
  it('are none in prose', () => {
    expect(readMessage('Post "news" on https://blog.test/a: done').method).toBeNull();
  });
});

describe('readMessage of errors of clients', () => {
  it('takes the page that curl points its reader to for no address', () => {
    const facts = readMessage(
      'cURL error 28: Operation timed out after 5001 milliseconds (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for https://pay.test/v1/bills',
    );
    expect(facts.address).toBe('https://pay.test/v1/bills');
  });

  it('reads limits of Ruby in seconds', () => {
    const { pairs } = readMessage('Net::ReadTimeout: GET https://fleet.test/depots no answer (read_timeout=60)');
    expect(pairs).toContainEqual({ name: 'read_timeout', value: '60s' });
    expect(readMessage('connected, read_timeout=60').pairs).toContainEqual({ name: 'read_timeout', value: '60' });
  });

  it.each(["HTTPError('503 Server Error for url: https://push.test/calls booking=TRV-7')", 'failed (booking=TRV-7)', '"booking=TRV-7"'])(
    'takes no quote for a part of a value: %s',
    (text) => expect(readMessage(text).pairs).toContainEqual({ name: 'booking', value: 'TRV-7' }),
  );

  it('knows a consumed message by its place, not by the task that took it', () => {
    const { pairs } = readMessage(
      "Error encountered in task sink-1. Executing stage 'TASK_PUT', where consumed record is {topic='plans', partition=1, offset=80575}",
    );
    expect(pairs.filter(({ name }) => name === 'job_id')).toEqual([{ name: 'job_id', value: '1-80575' }]);
  });
});

describe('work that is printed as a call', () => {
  it.each([
    ["Failed to process message update_stock('SK-44120') with unhandled exception.", 'update_stock'],
    ["Retrying message mails.send('77', kind='welcome') in 8123 milliseconds.", 'mails.send'],
    ['the task runs (again) in 5 s', undefined],
  ])('%s', (text, name) => {
    expect(readMessage(text).pairs.find((pair) => pair.name === 'task_name')?.value).toBe(name);
  });
});

describe('what is left of a limit is no refusal', () => {
  it.each([
    'PUT https://erp.test/v4/items/7 200 46ms x-ratelimit-remaining=0',
    'POST /v1/items 201 ratelimit-reset: 30',
    'GET https://erp.test/items -> 200, rate limit left: 12',
  ])('%s', (text) => expect(readMessage(text).code).toBeNull());

  it.each([
    'PUT https://erp.test/v4/items/7 429 rate limit exceeded, x-ratelimit-remaining=0',
    'hit the rate-limit of erp.test',
    'ratelimited by erp.test',
  ])('%s', (text) => expect(readMessage(text).code).toBe('RATE_LIMITED'));
});

describe('what a pipeline moves', () => {
  it.each<[string, string | null]>([
    ['validation failed for stream contacts, id=C-7: $.tax_number: array found', 'contacts'],
    ['loader > stream contacts: upserted id=C-7', 'contacts'],
    ['stream closed by peer', null],
    ['error in stream, reading stops', null],
  ])('%s', (text, queue) => expect(readMessage(text).queue).toBe(queue));

  it('is told of a field by a word behind its name, which is no key', () => {
    expect(readMessage('validation failed: $.tax_number: array found').pairs).toEqual([]);
    expect(readMessage('refused, order_ref: A-7701').pairs).toContainEqual({ name: 'order_ref', value: 'A-7701' });
  });
});
