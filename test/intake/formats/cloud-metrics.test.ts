import { expect, it } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { best, readAll } from './sample.js';

function read(value: unknown) {
  const text = JSON.stringify(value, null, 1);
  const top = best(documentFormats, text, 'metrics.json');
  return { format: top.name, all: readAll(top.format, text, 'metrics.json') };
}

it('Azure Monitor: each data point with its value, by the labels of its series; a minute without a value is left out', () => {
  const data = [
    { timeStamp: '2026-03-01T10:00:00Z', maximum: 3 },
    { timeStamp: '2026-03-01T10:05:00Z' },
    { timeStamp: '2026-03-01T10:10:00Z', average: 4.5 },
  ];
  const series = { metadatavalues: [{ name: { value: 'entityname' }, value: 'orders' }], data };
  const { format, all } = read({
    cost: 0,
    interval: 'PT5M',
    value: [{ name: { value: 'DeadletteredMessages' }, unit: 'Count', timeseries: [series] }],
  });
  expect(format).toBe('azure-metrics');
  expect(all.map((one) => ('reject' in one ? one.reject : [one.time, one.proven?.metric, one.proven?.value, one.proven?.labels]))).toEqual([
    ['2026-03-01T10:00:00Z', 'DeadletteredMessages', 3, '{"entityname":"orders"}'],
    'skipped',
    ['2026-03-01T10:10:00Z', 'DeadletteredMessages', 4.5, '{"entityname":"orders"}'],
  ]);
});

it('Google Cloud Monitoring: each point at the end of its interval', () => {
  const points = [{ interval: { startTime: '2026-03-01T10:00:00Z', endTime: '2026-03-01T10:01:00Z' }, value: { int64Value: '7' } }];
  const series = {
    metric: { type: 'pubsub.googleapis.com/subscription/dead_letter_message_count', labels: { state: 'x' } },
    resource: { type: 'pubsub_subscription', labels: { subscription_id: 'orders' } },
    points,
  };
  const { format, all } = read({ timeSeries: [series] });
  expect(format).toBe('google-metrics');
  expect(all).toMatchObject([
    {
      time: '2026-03-01T10:01:00Z',
      proven: {
        kind: 'sample',
        metric: 'subscription_dead_letter_message_count',
        value: 7,
        labels: '{"state":"x","subscription_id":"orders"}',
      },
    },
  ]);
});
