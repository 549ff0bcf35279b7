import { expect, test } from 'vitest';
import { intake } from '../../src/intake/intake.js';
import type { Event } from '../../src/model/event.js';
import { withFolder } from './with-files.js';

const read = (lines: readonly string[]) =>
  withFolder({ 'feed.log': `${lines.map((line, i) => `2026-03-02 08:00:${10 + i},000 ${line}`).join('\n')}\n` }, async (folder) => {
    const events: Event[] = [];
    await intake([folder], (batch) => void events.push(...batch));
    return events;
  });

test.each(['body=', 'payload: ', 'event=', 'message_body='])('a payload that a line shows as "%s" has its shape', async (name) => {
  const [one] = await read([
    `DEBUG consumer - received from catalog.items ${name}{"sku":"AA-100","weight":{"value":3,"unit":"kg"}}`,
    'INFO consumer - idle',
  ]);
  expect(one?.body_shape).toMatch(/^(?:body|payload)?\.?sku:string .*weight:object/);
});

test.each(['context=', 'timings ', ''])('what a logger adds as "%s" is no payload', async (name) => {
  const [one] = await read([`DEBUG consumer - idle ${name}{"sku":"AA-100","weight":3}`, 'INFO consumer - idle']);
  expect(one?.body_shape).toBeNull();
});

test('the body of a refusal behind its words is read with its status, each text with its field', async () => {
  const [one] = await read([
    'ERROR client - POST https://shop.test/items sku=AA-100 responded 400 in 90 ms: {"title":"Invalid.","status":400,"errors":{"$.weight":["The value could not be converted."]}}',
    'INFO client - idle',
  ]);
  expect(one).toMatchObject({
    status: 400,
    error: '$.weight: The value could not be converted.',
    body_outcome: 'error',
    record_key: 'AA-100',
  });
});

test('a figure in the words is no status of an answer', async () => {
  const [one] = await read(['INFO batch - 60 rows checked {"errors":0,"rows":60}', 'INFO client - idle']);
  expect(one).toMatchObject({ status: null, body_outcome: null });
});

test.each([
  [
    '{"timestamp":"2026-03-02T08:00:10Z","status":422,"error":"Unprocessable Entity","message":"bin is closed","path":"/moves"}',
    'bin is closed',
  ],
  ['{"codigo":"K-7","mensaje":"bodega cerrada","sku":"AA-100","lote":"L1","zona":"Z"}', 'bodega cerrada'],
])('a refusal behind its status says why, however long it is: %s', async (body, why) => {
  const [one] = await read([`WARN client - POST https://shop.test/moves sku=AA-100 responded 422 in 90 ms: ${body}`, 'INFO client - idle']);
  expect(one).toMatchObject({ status: 422, body_outcome: 'error', error: why, record_key: 'AA-100' });
});

test('what stands behind a status of failure and says no reason belongs to the record', async () => {
  const [one] = await read(['WARN client - POST https://shop.test/moves responded 422 {"sku":"AA-100"}', 'INFO client - idle']);
  expect(one).toMatchObject({ status: 422, record_key: 'AA-100' });
});

test.each(['HttpError 403 when requesting', 'ApiException: (403) Reason for'])(
  'an error of a client states the status: %s',
  async (raised) => {
    const [one] = await read([
      `WARN client - calendar.insert of AA-100 failed: <${raised} https://shop.test/items returned "Request had insufficient authentication scopes.">`,
      'INFO client - idle',
    ]);
    expect(one).toMatchObject({ status: 403, target: 'shop.test' });
    expect(one?.error).toContain('insufficient authentication scopes');
  },
);
