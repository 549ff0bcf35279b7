/** Credentials in the values of a record: what holds them differs, what they are called does not. */
import { expect, it } from 'vitest';
import { rootNode } from '../../../src/intake/plan/paths.js';
import { readRecord } from '../../../src/intake/reading.js';
import type { Value } from '../../../src/intake/records/format.js';

const key = 'f7Qm2Zx9Lw4Tn8Rb3Ky6';
const read = (fields: Record<string, Value>) => readRecord({ line: 1, time: null, message: null, fields }, rootNode()).secrets;

it.each<[string, Record<string, Value>]>([
  ['an object of headers', { request: { headers: { accept: '*/*', 'x-parcel-key': key } } }],
  [
    'pairs',
    {
      headers: [
        ['accept', '*/*'],
        ['x-api-key', key],
      ],
    },
  ],
  ['names and values by turns', { rawHeaders: ['accept', '*/*', 'Authorization', `Bearer ${key}`] }],
  [
    'objects of name and value',
    {
      headers: [
        { name: 'accept', value: '*/*' },
        { name: 'X-Auth-Token', value: key },
      ],
    },
  ],
  ['a body', { request_body: { login: { user: 'sync', client_secret: key } } }],
  ['a list in a body', { response_body: { items: [{ id: 1, access_token: key }] } }],
  ['arguments of a job', { args: [{ shop: 'a', api_token: key }, 7] }],
  ['JSON in a text', { parameters: JSON.stringify({ Headers: { 'X-Access-Key': key } }) }],
])('in %s', (_what, fields) => expect(read(fields)).not.toEqual([]));

it.each<[string, Record<string, Value>]>([
  ['masked headers', { headers: [['x-api-key', '[FILTERED]'], { name: 'Authorization', value: '***' }] }],
  ['keys of work', { idempotency_key: key, partition_key: key, headers: { 'idempotency-key': key } }],
  ['marks of pages', { next_page_token: key, cursor: key, list: [{ name: 'nextToken', value: key }] }],
  [
    'translations',
    {
      labels: [
        { key: 'password', value: 'Password' },
        { key: 'api_key.help', value: 'Your API key' },
      ],
    },
  ],
])('none in %s', (_what, fields) => expect(read(fields)).toEqual([]));
