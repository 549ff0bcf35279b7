import { describe, expect, it } from 'vitest';
import { renderPrometheusRules, renderPrometheusTests } from '../../../src/report/monitoring/prometheus.js';
import { parseYaml } from '../../../src/util/yaml.js';
import { hostileReview } from '../../builders/hostile.js';
import { aDetection, aReview, aRule } from '../../builders/review.js';
import { checkPrometheusRules, hasPromtool, testPrometheusRules } from '../../support/promtool.js';

const promtool = hasPromtool('prometheus-rules.yml and its tests are not checked by their consumer');

describe('prometheus-rules.yml', () => {
  const other = aDetection({
    subject: { source: 'shop', target: 'ledger.test', operation: 'POST /invoices' },
    keys: ['I-1'],
    key_total: 1,
  });
  const review = aReview([aDetection(), other]);

  it('holds one rule per alert, with its runbook, the reason of its threshold and what the replay gave', () => {
    const { groups } = parseYaml(renderPrometheusRules(review)) as {
      groups: { rules: { alert: string; labels: object; annotations: object }[] }[];
    };
    expect(groups[0]?.rules.map(({ alert }) => alert)).toEqual(['DuplicateWrites', 'DuplicateWritesLedger']);
    expect(groups[0]?.rules[0]?.labels).toMatchObject({ severity: 'page', category: 'duplicate_write' });
    expect(groups[0]?.rules[0]?.annotations).toMatchObject({
      runbook_url: 'review.html#runbook',
      threshold: 'Highest outside of the harm 0, in the incident 1.07; any is one too many.',
      replay: 'Fires 2026-03-01T09:12:00Z on the audited input, 12 min after the harm began',
    });
  });

  it.skipIf(!promtool)('is accepted by promtool, and its tests pass, with templates in the texts and without', () => {
    expect(JSON.stringify(review.alerts)).toContain('{{ $value }}');
    const plain = aReview([aDetection()], {
      rules: [aRule({ alert: { ...(aRule().rule.alert ?? ({} as never)), description: 'No template.' } })],
    });
    for (const one of [review, plain]) {
      const rules = renderPrometheusRules(one);
      expect(checkPrometheusRules(rules)).toMatch(/SUCCESS: [12] rules? found/);
      expect(testPrometheusRules(rules, renderPrometheusTests(one))).toMatch(/SUCCESS/);
    }
  });

  it.skipIf(!promtool)('has tests that fail when a rule is broken', () => {
    const plain = aReview([aDetection()], {
      rules: [aRule({ alert: { ...(aRule().rule.alert ?? ({} as never)), description: 'No template.' } })],
    });
    for (const [from, to] of [
      ['> 0', '> 10'],
      ['for: 1m', 'for: 0m'],
      ['[15m]', '[1m]'],
    ] as const) {
      const broken = renderPrometheusRules(plain).replace(from, to);
      expect(broken).not.toBe(renderPrometheusRules(plain));
      expect(testPrometheusRules(broken, renderPrometheusTests(plain))).toMatch(/FAILED/);
    }
  });

  it.skipIf(!promtool)('is accepted without alerts, and so are no tests', () => {
    expect(checkPrometheusRules(renderPrometheusRules(aReview([])))).toMatch(/SUCCESS: 0 rules found/);
    expect(testPrometheusRules(renderPrometheusRules(aReview([])), renderPrometheusTests(aReview([])))).toMatch(/SUCCESS/);
  });

  it.skipIf(!promtool)('is accepted whatever names the log holds', () => {
    const hostile = hostileReview();
    expect(hostile.alerts.length).toBeGreaterThan(0);
    expect(checkPrometheusRules(renderPrometheusRules(hostile))).toMatch(/SUCCESS: [12] rules? found/);
    expect(testPrometheusRules(renderPrometheusRules(hostile), renderPrometheusTests(hostile))).toMatch(/SUCCESS/);
  });
});
