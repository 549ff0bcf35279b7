/** What the reviews of the samples recommend, checked by its consumers: promtool, and Prometheus over the backfilled incident. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/model/alert.js';
import { durationMs } from '../../../src/review/monitoring/promql/parse.js';
import { type Prometheus, startPrometheus } from '../../support/prometheus.js';
import { checkPrometheusRules, hasPromtool, testPrometheusRules } from '../../support/promtool.js';

const promtool = hasPromtool('the alerts of the samples are not checked by Prometheus');
const REPORTS = path.resolve(import.meta.dirname, '../../../reports');
const samples = fs.readdirSync(REPORTS);
const read = (sample: string, file: string) => fs.readFileSync(path.join(REPORTS, sample, file), 'utf8');
const MINUTE = 60_000;

describe.each(samples)('%s', (sample) => {
  const { alerts } = JSON.parse(read(sample, 'findings.json')) as { alerts: Alert[] };

  it.skipIf(!promtool)('has rules and tests that promtool accepts', () => {
    const rules = read(sample, 'monitoring/prometheus-rules.yml');
    expect(checkPrometheusRules(rules)).toMatch(new RegExp(`SUCCESS: ${alerts.length} rules? found`));
    expect(testPrometheusRules(rules, read(sample, 'monitoring/prometheus-tests.yml'))).toMatch(/SUCCESS/);
  });

  it('recommends no alert that the replay does not have firing', () => {
    expect(alerts.filter(({ replay }) => replay === null)).toEqual([]);
  });
});

describe('Prometheus over the backfilled incident', () => {
  const started: Prometheus[] = [];
  afterAll(async () => {
    await Promise.all(started.map(({ stop }) => stop()));
  });

  it.skipIf(!promtool).each(samples.filter((sample) => sample !== 'healthy-day'))(
    'fires the alerts of %s at the minute that the replay says',
    { timeout: 120_000 },
    async (sample) => {
      const { alerts } = JSON.parse(read(sample, 'findings.json')) as { alerts: Alert[] };
      const told = alerts.flatMap(({ test, ...alert }) => (test === null ? [] : [{ ...alert, test }]));
      expect(told.length).toBeGreaterThan(0);
      for (const alert of told) {
        const server = await startPrometheus(
          alert.test.series.map(({ series, values }) => ({
            series,
            samples: values
              .split(' ')
              .flatMap((value, at) => (value === '_' ? [] : [[Date.parse(alert.test.from) + at * MINUTE, Number(value)] as const])),
          })),
        );
        started.push(server);
        const from = Date.parse(alert.test.from) - MINUTE / 2;
        const fires = Date.parse(alert.replay?.fires ?? '');
        const active = await server.minutesWith(alert.expr, from, fires);
        await server.stop();
        started.pop();
        expect({ alert: alert.name, fires: firstFiring(active, durationMs(alert.for)) }).toEqual({ alert: alert.name, fires });
      }
    },
  );
});

/** The first minute at which the expression has held, minute after minute, for long enough. */
function firstFiring(active: readonly number[], forMs: number): number | undefined {
  return active.find((at) =>
    Array.from({ length: forMs / MINUTE + 1 }, (_, back) => at - back * MINUTE).every((one) => active.includes(one)),
  );
}
