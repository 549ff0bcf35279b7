import { describe, expect, test } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { best, readAll, records } from './sample.js';

function read(value: unknown, name = 'export.json') {
  const text = JSON.stringify(value, null, 2);
  const top = best(documentFormats, text, name);
  return { format: top.name, all: readAll(top.format, text, name), records: records(top.format, text, name) };
}
const rows = [
  { id: 'A-1', state: 'open', total: 7 },
  { id: 'A-2', state: 'paid', total: 9 },
];

describe('the list that a document is about', () => {
  test.each([
    ['GraphQL', { data: { shop: { orders: { edges: rows.map((node) => ({ cursor: 'c', node })), pageInfo: { hasNextPage: false } } } } }],
    ['OData', { '@odata.context': 'x', value: rows }],
    ['OData 2', { d: { results: rows } }],
    ['Elasticsearch', { took: 3, hits: { total: 2, hits: rows.map((_source) => ({ _index: 'o', _score: 1, _source })) } }],
    ['JSON:API', { data: rows.map((attributes) => ({ type: 'order', attributes })) }],
    ['a name of its own', { response: { status: 'ok', payload: { bestellungen: rows } } }],
  ])('%s', (_, document) => {
    const { format, records: all } = read(document);
    expect(format).toBe('json-array');
    expect(all.map((record) => [record.fields.id, record.fields.state, record.proven?.kind])).toEqual([
      ['A-1', 'open', 'row'],
      ['A-2', 'paid', 'row'],
    ]);
    expect(new Set(all.map((record) => record.line)).size).toBe(2);
  });

  test('a list that is a small part of what a document describes is not its rows', () => {
    const repository = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`url_${n}`, `https://forge.test/${n}`]));
    expect(read({ action: 'created', repository, commits: [{ id: 'a', message: 'fix' }] }).format).toBe('json-document');
  });

  test('tickets with a priority and a text are rows, entries with a level are a log', () => {
    const ticket = { created_at: '2026-03-01T10:00:00Z', priority: 'high', text: 'no order arrived' };
    expect(read([ticket, ticket]).records[0]?.proven?.kind).toBe('row');
    const entry = { timestamp: '2026-03-01T10:00:00Z', level: 'error', message: 'refused' };
    expect(read({ logs: [entry, entry] }).records[0]).toMatchObject({ message: 'refused', proven: { level: 'error' } });
  });
});

test('the text of a log inside JSON: each line a record, what belongs to it behind it', () => {
  const logs = '2026-03-01T10:00:00Z INFO starting\n2026-03-01T10:00:01Z ERROR order A-1 refused\n    at send (sync.js:4)\n';
  const { format, records: all } = read({ pod: 'sync-1', logs });
  expect(format).toBe('log-text-json');
  expect(all.map((record) => [record.time, record.fields.pod])).toEqual([
    ['2026-03-01T10:00:00Z', 'sync-1'],
    ['2026-03-01T10:00:01Z', 'sync-1'],
  ]);
  expect(all[1]?.message).toContain('at send');
});

test('events of Kubernetes and of EventBridge', () => {
  const event = {
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    count: 6,
    involvedObject: { kind: 'Pod', name: 'sync-1' },
    firstTimestamp: '2026-03-01T10:00:00Z',
    lastTimestamp: '2026-03-01T10:05:00Z',
  };
  const kubernetes = read({ kind: 'List', apiVersion: 'v1', items: [event, event] });
  expect(kubernetes.format).toBe('kubernetes-events');
  expect(kubernetes.records[0]).toMatchObject({ time: '2026-03-01T10:05:00Z', proven: { level: 'warn', worker: 'sync-1' } });
  const bridge = read({
    version: '0',
    id: 'e-1',
    'detail-type': 'Order Paid',
    source: 'shop',
    time: '2026-03-01T10:00:00Z',
    detail: { order: 'A-1' },
  });
  expect(bridge.format).toBe('eventbridge');
  expect(bridge.records[0]).toMatchObject({ line: 1, proven: { event_key: 'e-1', topic: 'Order Paid' } });
});

test('an alarm that a topic delivers, and monitors without a time', () => {
  const alarm = { AlarmName: 'queue too deep', NewStateValue: 'ALARM', StateChangeTime: '2026-03-01T10:00:00.000+0000' };
  const delivered = read({ Records: [{ EventSource: 'aws:sns', Sns: { Message: JSON.stringify(alarm) } }] });
  expect(delivered.format).toBe('cloudwatch-alarms');
  expect(delivered.records[0]?.proven).toMatchObject({ kind: 'alert', state: 'firing', title: 'queue too deep', at_ms: 1772359200000 });
  const monitors = read({ monitors: [{ name: 'errors', query: 'avg:x > 1', overall_state: 'Alert' }] });
  expect(monitors.format).toBe('datadog-monitors');
  expect(monitors.records[0]?.proven).toEqual({ kind: 'alert', state: 'firing', title: 'errors' });
});
