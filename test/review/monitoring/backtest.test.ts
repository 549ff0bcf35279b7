import { describe, expect, it } from 'vitest';
import { type Trial, tried } from '../../../src/review/monitoring/backtest.js';
import { MINUTE } from '../../../src/review/monitoring/replay.js';
import { roundUp } from '../../../src/review/monitoring/threshold.js';

const BEGIN = Date.parse('2026-03-01T09:00:00Z');
const at = (minute: number) => BEGIN + minute * MINUTE;

/** A level, one value a minute. */
function trial(values: readonly number[], over: Partial<Trial> = {}): Trial {
  const own = { from: at(60), to: at(70) };
  return {
    expr: 'g > 10',
    forMs: 2 * MINUTE,
    series: [{ metric: 'g', labels: {}, times: values.map((_, minute) => at(minute) + 30_000), values }],
    span: { from: at(0), to: at(120) },
    harm: [own],
    own,
    told: at(75),
    ...over,
  };
}

/** Quiet but for spikes: minute to value, for three minutes each. */
const course = (spikes: Readonly<Record<number, number>>) =>
  Array.from(
    { length: 120 },
    (_, minute) => Object.entries(spikes).find(([from]) => minute >= Number(from) && minute < Number(from) + 5)?.[1] ?? 1,
  );

describe('an alert that is tried', () => {
  it('tells when it fires, how long before anybody was told, and what another threshold would change', () => {
    const verdict = tried(trial(course({ 60: 30 })));
    expect(verdict).toMatchObject({
      caught: true,
      expr: 'g > 10',
      threshold: { value: 10, basis: 'Highest outside of the harm 1, in the incident 30; 10 lies between.' },
      // The sample of 10:00:30 is seen at 10:01; it must hold for two minutes.
      replay: {
        fires: '2026-03-01T10:03:00Z',
        afterHarmMinutes: 3,
        leadMinutes: 12,
        firings: 1,
        falseAlarms: 0,
        variants: [
          { change: 'tighter', threshold: 5, fires: '2026-03-01T10:03:00Z', falseAlarms: 0 },
          { change: 'looser', threshold: 20, fires: '2026-03-01T10:03:00Z', falseAlarms: 0 },
        ],
      },
      test: { silentMinute: 11, firesMinute: 12 },
    });
  });

  it('is set above what the quiet time reaches, as long as the harm stands out', () => {
    const verdict = tried(trial(course({ 20: 12, 60: 40 })));
    expect(verdict).toMatchObject({
      caught: true,
      expr: 'g > 20',
      threshold: { value: 20 },
      replay: { falseAlarms: 0, baseline: 12, peak: 40 },
    });
  });

  it('is left as it is where a higher threshold would miss the harm, and its false alarms are told', () => {
    const verdict = tried(trial(course({ 20: 30, 60: 40 })));
    expect(verdict).toMatchObject({ caught: true, expr: 'g > 10', replay: { firings: 2, falseAlarms: 1 } });
  });

  it('must hold for less where it would tell of the harm after its end, or late', () => {
    const brief = { from: at(60), to: at(64) };
    expect(tried(trial(course({ 60: 40 }), { own: brief, harm: [brief], forMs: 10 * MINUTE }))).toMatchObject({
      caught: true,
      forMs: 2 * MINUTE,
    });
    const long = { from: at(30), to: at(110) };
    const values = Array.from({ length: 120 }, (_, minute) => (minute >= 30 && minute < 110 ? 40 : 1));
    expect(tried(trial(values, { own: long, harm: [long], forMs: 20 * MINUTE }))).toMatchObject({ caught: true, forMs: 5 * MINUTE });
  });

  it('holds as long as the rule says where less would cry wolf', () => {
    const brief = { from: at(60), to: at(64) };
    const spiky = course({ 60: 40 }).map((value, minute) => (minute >= 20 && minute < 24 ? 30 : value));
    expect(tried(trial(spiky, { own: brief, harm: [brief], forMs: 4 * MINUTE }))).toMatchObject({ caught: true, forMs: 4 * MINUTE });
  });

  it('keeps a threshold that follows from something else', () => {
    expect(tried(trial(course({ 20: 12, 60: 40 }), { fixed: true }))).toMatchObject({ caught: true, expr: 'g > 10' });
  });

  it.each([
    ['that stays silent', trial(course({ 60: 8 })), 'It would have stayed silent: what it compares rose to 8 at most.'],
    ['that fires elsewhere only', trial(course({ 20: 30 })), 'It would have stayed silent: what it compares rose to 1 at most.'],
    ['on metrics that the input does not tell of', trial([]), 'The input does not show when the harm was done, so it cannot be replayed.'],
    [
      'in PromQL that is not understood',
      trial(course({ 60: 30 }), { expr: 'predict_linear(g[1h], 60) > 1' }),
      'It cannot be replayed: the function predict_linear is not understood.',
    ],
    ['without series', trial(course({ 60: 30 }), { expr: '1 > 0' }), 'It cannot be replayed: the expression is a number, not series.'],
  ])('is not recommended when it is one %s', (_, one, reason) => {
    expect(tried(one)).toEqual({ caught: false, reason });
  });

  it('that goes on after the harm within its range is no false alarm', () => {
    const counter = Array.from({ length: 120 }, (_, minute) => Math.max(0, Math.min(minute, 70) - 60));
    const verdict = tried(trial(counter, { expr: 'increase(g[15m]) > 0', forMs: 0 }));
    expect(verdict).toMatchObject({ caught: true, replay: { firings: 1, falseAlarms: 0 } });
  });
});

it.each([
  [0, 0],
  [0.011, 0.015],
  [1, 1],
  [18, 20],
  [71, 100],
])('%d is rounded up to %d, a number that people remember', (value, rounded) => {
  expect(roundUp(value)).toBe(rounded);
});
