/** The replay means what Prometheus means: the same series, rules and minutes go through both. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, parsePromql } from '../../../src/review/monitoring/promql/parse.js';
import { printPromql } from '../../../src/review/monitoring/promql/print.js';
import type { Series } from '../../../src/review/monitoring/promql/series.js';
import { MINUTE, replay } from '../../../src/review/monitoring/replay.js';
import { toYaml } from '../../../src/util/yaml.js';
import { hasPromtool, testPrometheusRules } from '../../support/promtool.js';

const promtool = hasPromtool('the replay of alerts is not compared with Prometheus');
const MINUTES = 40;

/** What alerts are made of: counters, gauges, ratios, ranges, guards, several series. */
const EXPRESSIONS = [
  'increase(c[5m]) > 0',
  'increase(c{a="x"}[10m]) >= 3',
  'rate(c[3m]) > 0.02',
  'sum by (a) (rate(c[5m])) > 0.2 * sum by (a) (rate(d[5m]))',
  'sum by (a) (rate(c[2m])) == 0 and sum by (a) (rate(d[2m])) > 0',
  'sum(rate(c[5m])) / sum(rate(d[5m])) > 0.5',
  '(sum(rate(c[10m])) / sum(rate(d[10m])) > 0.3) and (sum(rate(c[2m])) / sum(rate(d[2m])) > 0.3)',
  'g > 2',
  'min_over_time(g[4m]) > 0 and delta(g[4m]) >= 0',
  // Means are rounded differently in the last digit: no bound that they can hit exactly.
  'max_over_time(g[3m]) - avg_over_time(g[6m]) > 1.05',
  'sum without (a) (g) >= 4 unless max(c) < 1',
  'g{a!="x"} > 1 or g{a=~"x|z"} > 3',
  'count(g > 1) == 2',
  'avg by (a) (c) > on (a) d',
  'last_over_time(g[7m]) * 2 - 1 > 3 and count_over_time(g[7m]) > 1',
  '-g < -2',
];

const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const course = (counter: boolean) =>
  fc.array(step, { minLength: MINUTES, maxLength: MINUTES }).map((steps) => {
    let total = 0;
    return steps.map((one, minute) => {
      if (one === null) return minute % 3 === 0 ? null : total;
      // A restart sets a counter back.
      total = counter ? (minute === 25 && one > 2 ? 0 : total + one) : one;
      return total;
    });
  });
const oneCase = fc.record({
  expr: fc.constantFrom(...EXPRESSIONS),
  forText: fc.constantFrom('0m', '1m', '2m', '5m'),
  values: fc.tuple(course(true), course(true), course(true), course(false), course(false)),
});
type Case = typeof oneCase extends fc.Arbitrary<infer T> ? T : never;

const NAMES = [
  { metric: 'c', labels: { a: 'x' } },
  { metric: 'c', labels: { a: 'y' } },
  { metric: 'd', labels: { a: 'x' } },
  { metric: 'g', labels: { a: 'x' } },
  { metric: 'g', labels: { a: 'y' } },
] as const;

function seriesOf({ values }: Case): Series[] {
  return NAMES.map(({ metric, labels }, at) => {
    const samples = (values[at] ?? []).flatMap((value, minute) => (value === null ? [] : [{ time: minute * MINUTE + 30_000, value }]));
    return { metric, labels, times: samples.map(({ time }) => time), values: samples.map(({ value }) => value) };
  });
}

/** Alerts that the replay has firing at a minute. */
function firingAt(one: Case, minute: number) {
  const firings = replay(parsePromql(one.expr), durationMs(one.forText), seriesOf(one), { from: 0, to: MINUTES * MINUTE });
  return firings.filter(({ from, to }) => from <= minute * MINUTE && to > minute * MINUTE).map(({ labels }) => ({ exp_labels: labels }));
}

function promtoolTest(one: Case, at: number) {
  return {
    name: `case ${at}: ${one.expr} for ${one.forText}`,
    interval: '30s',
    input_series: NAMES.map(({ metric, labels }, index) => ({
      series: `${metric}{a="${labels.a}"}`,
      values: (one.values[index] ?? []).map((value) => `_ ${value ?? '_'}`).join(' '),
    })),
    alert_rule_test: Array.from({ length: MINUTES }, (_, minute) => ({
      eval_time: `${minute}m`,
      alertname: `A${at}`,
      exp_alerts: firingAt(one, minute),
    })),
  };
}

function compared(cases: readonly Case[]): string {
  const rules = { groups: [{ name: 'g', rules: cases.map(({ expr, forText }, at) => ({ alert: `A${at}`, expr, for: forText })) }] };
  const tests = { rule_files: ['prometheus-rules.yml'], evaluation_interval: '1m', tests: cases.map(promtoolTest) };
  return testPrometheusRules(toYaml(rules), toYaml(tests));
}

describe('the replay of alerts', () => {
  it.skipIf(!promtool)(
    'fires at the minutes at which Prometheus does, for counters, gauges, gaps, resets and guards',
    { timeout: 300_000 },
    () => {
      const cases = fc.sample(oneCase, { numRuns: 96, seed: 20260301 });
      // Each test runs all rules of its file: small files run sooner.
      for (let from = 0; from < cases.length; from += 12) expect(compared(cases.slice(from, from + 12))).toMatch(/SUCCESS/);
      // It compares something: most kinds of alert fire somewhere.
      const fired = new Set(
        cases
          .filter((one) => Array.from({ length: MINUTES }, (_, minute) => firingAt(one, minute)).some((found) => found.length > 0))
          .map(({ expr }) => expr),
      );
      expect(fired.size).toBeGreaterThan(EXPRESSIONS.length * 0.7);
    },
  );

  it('reads what it prints', () => {
    for (const expr of EXPRESSIONS) expect(parsePromql(printPromql(parsePromql(expr)))).toEqual(parsePromql(expr));
  });

  it.each([
    'histogram_quantile(0.9, rate(x[5m]))',
    'x offset 5m > 0',
    'rate(x[5m:1m]) > 0',
    'sum(x) > bool 1',
    'x * on (a) group_left y > 0',
    'x >',
    'x{a=b} > 0',
  ])('refuses what it does not understand: %s', (expr) => {
    expect(() => parsePromql(expr)).toThrow(SyntaxError);
  });
});
