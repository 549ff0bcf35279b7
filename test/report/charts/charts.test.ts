import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/model/facts.js';
import { chartsOf } from '../../../src/report/charts/charts.js';
import { intervalsOf } from '../../../src/report/charts/intervals.js';
import { withGaps } from '../../../src/report/charts/svg.js';
import { hostileReview } from '../../builders/hostile.js';
import { aBucket, aDetection, anOperation, aReview, at, someFacts } from '../../builders/review.js';

const charts = (facts: Partial<Facts>) => chartsOf(aReview([aDetection()], { facts: someFacts(facts) }));
const titles = (facts: Partial<Facts>) => charts(facts).map(({ title }) => title);
const minutes = [0, 1, 2, 3];

describe('which drawings are made', () => {
  it('calls over time from three intervals on, the map always', () => {
    expect(titles({ buckets: minutes.map((minute) => aBucket(minute)) })).toEqual([
      'Calls over time, alerts, and when each finding did harm',
      'Callers, operations and targets',
    ]);
    expect(titles({ buckets: [aBucket(0), aBucket(1)] })).toEqual(['Callers, operations and targets']);
    expect(titles({ operations: [] })).toEqual([]);
  });

  it('attempts where calls were repeated, a limit where calls were refused, latency where callers stopped waiting', () => {
    expect(titles({ buckets: minutes.map((minute) => aBucket(minute, { repeated: 5 })) })).toContain('Attempts against operations');
    expect(titles({ buckets: minutes.map((minute) => aBucket(minute, { throttled: 3, failed: 3 })) })).toContain(
      'The limit of ledger.test',
    );
    expect(titles({ buckets: minutes.map((minute) => aBucket(minute, { timed_out: 1, p50_ms: 20, p95_ms: 90 })) })).toContain(
      'Latency and time-outs of ledger.test',
    );
  });

  it('none of them for a handful: repeats, refusals and time-outs that were absorbed make no picture', () => {
    const quiet = minutes.map((minute) => aBucket(minute, { repeated: 1, throttled: 1, failed: 1 }));
    expect(titles({ buckets: quiet })).toEqual([
      'Calls over time, alerts, and when each finding did harm',
      'Callers, operations and targets',
    ]);
  });

  it('the flow that lost most first', () => {
    const lag = (source: string, missing: number) =>
      minutes.map((minute) => ({
        source,
        target: 'erp',
        at_ms: at('09:00:00') + minute * 60_000,
        arrived: 9,
        missing,
        p50_ms: 20,
        longest_ms: 90_000,
      }));
    const found = charts({ lags: [...lag('shop', 0), ...lag('till', 2)] }).filter(({ title }) => title.startsWith('Lag'));
    expect(found.map(({ caption }) => caption)).toEqual([
      '44 records from till to erp: 8 did not arrive within the input, the slowest took 90 s.',
      '36 records from shop to erp: all arrived, the slowest took 90 s.',
    ]);
  });
});

describe('a drawing', () => {
  const review = aReview([aDetection()], { facts: someFacts({ buckets: minutes.map((minute) => aBucket(minute, { failed: minute })) }) });

  it('is the same each time, and needs no style that the content security policy forbids', () => {
    expect(chartsOf(review)).toEqual(chartsOf(review));
    for (const { svg } of chartsOf(review)) expect(svg).not.toMatch(/style|class=|zr\d/);
  });

  it('takes its colours from the page, so that it can be seen in light, dark and on paper', () => {
    for (const { svg } of chartsOf(review)) {
      const drawn = svg.replace(/<defs[\s\S]*<\/defs>/, '');
      expect(drawn.match(/(?:fill|stroke)="(?!none|var\(|transparent)[^"]*"/g) ?? []).toEqual([]);
    }
  });

  it('says in words what it shows', () => {
    const [activity] = chartsOf(review);
    expect(activity?.caption).toBe('36 calls, 2026-03-01 09:00:00 to 09:04:00 UTC, at most 9 in 60 s.');
    expect(activity?.svg).toContain(`role="img" aria-label="${activity?.caption}"`);
  });

  it('shows hostile names as text', () => {
    const drawn = chartsOf(hostileReview()).map(({ svg }) => svg);
    expect(drawn.length).toBeGreaterThanOrEqual(6);
    for (const svg of drawn)
      expect(svg).not.toMatch(/<(?!\/?(?:svg|g|path|rect|text|tspan|polyline|polygon|line|circle|defs|clipPath|ellipse)\b)/);
  });

  it('draws a caller that is a target elsewhere without a circle', () => {
    const both = [anOperation({ source: 'a', target: 'b' }), anOperation({ source: 'b', target: 'a', operation: 'GET /x' })];
    expect(titles({ operations: both })).toContain('Callers, operations and targets');
  });
});

it('intervals without calls are silences of their own, and a line is broken there', () => {
  const review = aReview([], { facts: someFacts({ buckets: [aBucket(0), aBucket(3, { target: 'crm.test' }), aBucket(3)] }) });
  expect(intervalsOf(review).map(({ calls }) => calls)).toEqual([9, 0, 0, 18]);
  expect(
    withGaps(
      [
        [0, 5],
        [1, 6],
        [9, 7],
      ],
      1,
    ),
  ).toEqual([
    [0, 5],
    [1, 6],
    [2, null],
    [9, 7],
  ]);
});
