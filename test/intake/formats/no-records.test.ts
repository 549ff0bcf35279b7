import { describe, expect, test } from 'vitest';
import { formats } from '../../../src/intake/formats/index.js';
import { best, readAll } from './sample.js';

const take = (text: string, name: string) => {
  const top = best(formats, text, name);
  return { format: top.name, all: readAll(top.format, text, name) };
};
const json = (value: unknown) => JSON.stringify(value, null, 2);

describe('files that tell of nothing that happened', () => {
  const yaml =
    'openapi: 3.1.0\ninfo:\n  title: Ledger\n  description: >-\n    What fails\n    is refused.\npaths:\n  /v1/orders:\n    post:\n      responses:\n        "429":\n          description: Too many requests\n';
  test.each([
    [
      'licence',
      'LICENSE',
      'MIT License\n\nPermission is hereby granted, free of charge, to any person\nobtaining a copy of this software, to deal\nwithout restriction.\n',
    ],
    ['yaml-document', 'api.yaml', yaml],
    ['yaml-document', 'values', yaml],
    ['definition', 'api.json', json({ openapi: '3.0.0', info: {}, paths: { '/v1': {} } })],
    ['definition', 'flow.json', json({ name: 'sync', nodes: [{ name: 'a', type: 'n8n-nodes-base.cron' }], connections: {} })],
    ['definition', 'flow.json', json({ definition: { triggers: {}, actions: {} } })],
    ['json-document', 'state.json', json({ ping: { deep: { value: 1 } }, list: ['failed', 'failed again'] })],
  ])('%s: %s is one record that is left out', (format, name, text) => {
    const read = take(text, name);
    expect(read.format).toBe(format);
    expect(read.all).toEqual([{ line: 1, reject: 'skipped', reason: expect.any(String) }]);
  });

  test('damaged JSON is malformed, not text', () => {
    const read = take('{\n "log": [\n  1, 2\n "entries": }\n', 'broken.har');
    expect(read.format).toBe('json-document');
    expect(read.all.some((one) => 'reject' in one && one.reject === 'malformed')).toBe(true);
  });

  test('logs that look alike stay logs', () => {
    const colons = '2026-03-01 10:00:00 INFO sync: started\n2026-03-01 10:00:01 INFO sync: order A-1 stored\n';
    expect(take(colons, 'app.yaml').format).not.toBe('yaml-document');
    const plain = 'sync: started\nsync: order A-1 stored\nsync: order A-2 failed: no mapping\n';
    expect(take(plain, 'app.log').format).not.toBe('yaml-document');
    const quoting = '2026-03-01 10:00:00 INFO Permission is hereby granted, free of charge\n';
    expect(take(quoting, 'app.log').format).not.toBe('licence');
  });
});
