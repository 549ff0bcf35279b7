import { expect, it } from 'vitest';
import { createNormalizer } from '../../src/intake/normalize.js';

const read = (message: string) => {
  const record = { line: 1, time: '2026-03-04T05:06:07Z', message, fields: { level: 'info' } };
  const [event] = createNormalizer({ file: 'app.log', format: 'plain' }, [record]).events(record);
  return [event!.signal, event!.created_id];
};

it.each([
  ['M-20001 taken by acme as 7e692825c3', '7e692825c3'],
  ['order A-1001 received by warehouse under W-7712', 'W-7712'],
  ['package NC-34 stored as load 7134, 500 of 500 lines taken', '7134'],
  ['letter L-7 acknowledged by printer as job-4411', 'job-4411'],
])('%s', (message, id) => expect(read(message)).toEqual(['succeeded', id]));

it.each([
  'M-20001 taken by worker 3',
  'order A-1001 picked up by worker-2',
  'job 7 taken by node-3 as leader',
  'M-1 not taken by acme as 7e6',
])('nothing arrived: %s', (message) => expect(read(message)[0]).not.toBe('succeeded'));

it.each(['order A-1001 stored as version 1003', 'file A-1001.xml saved as format 1252', 'A-1001 recorded as attempt 1001'])(
  'no name of its own: %s',
  (message) => expect(read(message)[1]).toBeNull(),
);
