import { expect, it } from 'vitest';
import { jsonFormats } from '../../../src/intake/formats/json.js';
import { best, records } from './sample.js';

const TEXT = '2026-03-01 11:00:07,250 WARNING [orders.sync] order A-1 was refused';

it.each([
  ['loki', { labels: { app: 'sync' }, line: TEXT, timestamp: '2026-03-01T10:00:07.250Z' }],
  ['splunk', { preview: false, result: { _raw: TEXT, _time: '2026-03-01T10:00:07.250Z' } }],
  ['cloudwatch-logs', { timestamp: '2026-03-01T10:00:07.250Z', message: TEXT, logStreamName: 'sync' }],
  ['kubernetes-container', { log: TEXT, kubernetes: { container_name: 'sync' }, time: '2026-03-01T10:00:07.250Z' }],
])('%s: what a collector carries is a line of its own, at the time that the collector knows', (name, object) => {
  const text = Array.from({ length: 4 }, () => JSON.stringify(object)).join('\n');
  const { name: format, format: reader } = best(jsonFormats, text);
  expect(format).toBe(name);
  expect(records(reader, text)[0]).toMatchObject({
    message: 'order A-1 was refused',
    time: '2026-03-01T10:00:07.250Z',
    fields: { level: 'WARNING', logger: 'orders.sync' },
  });
});

it('a message in words stays as it is, with the level of its collector', () => {
  const line = JSON.stringify({
    attributes: { timestamp: '2026-03-01T10:00:00Z', status: 'error', service: 'sync', message: 'order A-1 was refused' },
  });
  const { format } = best(jsonFormats, `${line}\n${line}`);
  expect(records(format, line)[0]).toMatchObject({ message: 'order A-1 was refused', proven: { level: 'error' } });
});
