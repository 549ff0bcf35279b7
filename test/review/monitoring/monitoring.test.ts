import { describe, expect, it } from 'vitest';
import type { CountRow, Recorded } from '../../../src/model/metric.js';
import { metricCatalogue } from '../../../src/review/monitoring/catalogue.js';
import { MINUTE } from '../../../src/review/monitoring/replay.js';
import { aDetection, anInput, aReview, aRule, at, someFacts } from '../../builders/review.js';

const slot = (time: string) => Math.floor(at(time) / MINUTE);
const harm = aDetection({ window: { start_ms: at('10:00:00'), end_ms: at('10:30:00') }, harm: [at('10:05:00')] });

/** Calls of every minute from eight to eleven; within the harm all fail. */
function calls(perMinute: number): CountRow[] {
  return Array.from({ length: 180 }, (_, minute) => {
    const failing = minute >= 120 && minute < 150;
    const who = { source: 'billing', target: 'ledger.test', operation: 'POST /orders', kind: 'requests' as const };
    return { ...who, label: failing ? 'transient' : 'ok', status: failing ? 503 : 200, slot: slot('08:00:00') + minute, n: perMinute };
  });
}
const recorded = (over: Partial<Recorded>): Recorded => ({ counts: [], depths: [], samples: [], ...over });

describe('service levels', () => {
  it('fit what was seen outside of harm, and their burn rates are replayed', () => {
    const { monitoring, alerts } = aReview([harm], { recorded: recorded({ counts: calls(5) }) });
    expect(monitoring.levels).toMatchObject([{ operation: 'POST /orders', objective: 0.999, seen: 1 }]);
    const burns = alerts.filter(({ kind }) => kind === 'burn_rate');
    // The input holds four hours: six hours and three days cannot be replayed.
    expect(burns.map(({ name }) => name)).toEqual(['PostOrdersFastBurn']);
    expect(burns[0]).toMatchObject({
      severity: 'page',
      threshold: { value: 0.0144 },
      replay: { fires: '2026-03-01T10:01:00Z', falseAlarms: 0 },
    });
  });

  it('are not proposed for flows with few calls', () => {
    expect(aReview([harm], { recorded: recorded({ counts: calls(0.2) }) }).monitoring.levels).toEqual([]);
  });
});

describe('metrics that the input holds', () => {
  const inputs = [anInput(), anInput({ path: 'prom.json', format: 'prometheus-query' })];
  const samples = (metric: string, labels: object, value: (minute: number) => number, file = 'prom.json') =>
    Array.from({ length: 180 }, (_, minute) => ({
      file,
      metric,
      labels: JSON.stringify(labels),
      at_ms: at('08:00:00') + minute * MINUTE,
      value: value(minute),
    }));
  const rises = (minute: number) => (minute >= 120 && minute < 150 ? 400 : 30);
  const existing = (rows: Recorded['samples']) =>
    aReview([harm], { inputs, recorded: recorded({ samples: rows }) }).alerts.filter(({ kind }) => kind === 'existing');

  it('give alerts with their names and labels, and thresholds above their quiet time', () => {
    expect(existing(samples('orders_backlog', { queue: 'orders' }, rises))).toMatchObject([
      { name: 'OrdersBacklogHigh', expr: 'max(orders_backlog) > 50', replay: { fires: '2026-03-01T10:03:00Z', falseAlarms: 0 } },
    ]);
  });

  it('give the share of what a label calls trouble', () => {
    let [good, bad] = [0, 0];
    const rows = [
      ...samples('http_client_requests_total', { code: '200' }, () => (good += 5)),
      ...samples('http_client_requests_total', { code: '503' }, (minute) => (bad += minute >= 120 && minute < 150 ? 5 : 0)),
    ];
    expect(existing(rows)).toMatchObject([
      {
        expr: 'sum(rate(http_client_requests_total{code=~"503"}[5m])) > 0.05 * sum(rate(http_client_requests_total[5m]))',
        replay: { falseAlarms: 0 },
      },
    ]);
  });

  it.each([
    ['is of no exporter of Prometheus', samples('orders_backlog', {}, rises, 'billing.log')],
    ['rises for good reasons', samples('orders_processed', {}, rises)],
    ['rises outside of harm as well', samples('orders_backlog', {}, (minute) => (minute % 50 < 5 ? 400 : 30))],
  ])('give none where one %s', (_, rows) => {
    expect(existing(rows)).toEqual([]);
  });
});

describe('what is told beside the alerts', () => {
  it('alerts that the replay has silent are left out, with the reason', () => {
    const { alerts, monitoring, tickets } = aReview([{ ...harm, harm: [] }]);
    expect(alerts).toEqual([]);
    expect(monitoring.leftOut).toMatchObject([
      { name: 'DuplicateWrites', finding: 'F-001', reason: expect.stringContaining('cannot be replayed') },
    ]);
    expect(tickets[0]?.alert).toBeNull();
  });

  it('harm that no metric of the input shows is a gap, with the metric that would show it', () => {
    const { monitoring } = aReview([harm]);
    expect(monitoring.gaps).toMatchObject([{ finding: 'F-001', close: 'Emit integration_duplicate_writes_detected_total' }]);
    expect(monitoring.metrics.map(({ prometheus }) => prometheus)).toContain('integration_duplicate_writes_detected_total');
  });

  it('a healthy input gets no alert, but what to measure', () => {
    const { alerts, monitoring } = aReview([], { facts: someFacts() });
    expect(alerts).toEqual([]);
    expect(monitoring.metrics.map(({ name }) => name)).toEqual([
      'integration.requests',
      'integration.retries',
      'integration.request.duration',
    ]);
  });

  it('every metric that a control asks for is in the catalogue', () => {
    const { metrics, controls } = metricCatalogue();
    const known = metrics.map(({ prometheus }) => prometheus);
    expect(
      Object.values(controls)
        .flat()
        .filter((name) => !known.includes(name)),
    ).toEqual([]);
    expect(Object.keys(controls)).toEqual(expect.arrayContaining([aRule().rule.remedy.control]));
  });
});
