import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderPrometheusRules } from '../../src/report/prometheus.js';
import { parseYaml } from '../../src/util/yaml.js';
import { hostileReview } from '../builders/hostile.js';
import { aDetection, aReview } from '../builders/review.js';

const promtool = has('promtool');
if (!promtool)
  console.warn(
    'SKIPPED: promtool is not installed, so prometheus-rules.yml is not checked by its consumer. Install the prometheus package.',
  );

function has(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Output of promtool; its error when the rules are refused. */
function check(rules: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'rules-')), 'rules.yml');
  writeFileSync(file, rules);
  try {
    return execFileSync('promtool', ['check', 'rules', file], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    return String((error as { stderr: string }).stderr);
  }
}

describe('prometheus-rules.yml', () => {
  const other = aDetection({
    subject: { source: 'shop', target: 'ledger.test', operation: 'POST /invoices' },
    keys: ['I-1'],
    key_total: 1,
  });

  it('holds one rule per alert', () => {
    const { groups } = parseYaml(renderPrometheusRules(aReview([aDetection(), other]))) as {
      groups: { rules: { alert: string; labels: object }[] }[];
    };
    expect(groups[0]?.rules.map(({ alert }) => alert)).toEqual(['DuplicateWrites', 'DuplicateWritesLedger']);
    expect(groups[0]?.rules[0]?.labels).toMatchObject({ severity: 'page', category: 'duplicate_write' });
  });

  it.skipIf(!promtool)('is accepted by promtool', () => {
    expect(check(renderPrometheusRules(aReview([aDetection(), other])))).toMatch(/SUCCESS: 2 rules found/);
  });

  it.skipIf(!promtool)('is accepted without alerts', () => {
    expect(check(renderPrometheusRules(aReview([])))).toMatch(/SUCCESS: 0 rules found/);
  });

  it.skipIf(!promtool)('is accepted whatever names the log holds', () => {
    expect(check(renderPrometheusRules(hostileReview()))).toMatch(/SUCCESS: [12] rules? found/);
  });
});
