/** The example of CONTRIBUTING.md is a rule that runs: dropped into a folder, without touching src/. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { audit } from '../src/audit.js';
import { runCase } from '../src/rule-cases.js';
import { loadCases } from '../src/rulepack/load.js';
import { requireRules } from '../src/rulepack/required.js';
import { loadTaxonomy } from '../src/rulepack/taxonomy.js';
import { TAXONOMY } from '../src/util/version.js';

const FILES = ['rule.yaml', 'rule.sql', 'cases.yaml'];
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-rule-'));
const folder = path.join(root, 'own', 'slow-success');
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const text = fs.readFileSync('CONTRIBUTING.md', 'utf8');
const blocks = [...text.slice(text.indexOf('## Adding a rule')).matchAll(/^```(?:yaml|sql)\n([\s\S]*?)^```$/gm)].map(
  (match) => match[1] ?? '',
);
fs.mkdirSync(folder, { recursive: true });
for (const [i, file] of FILES.entries()) fs.writeFileSync(path.join(folder, file), blocks[i] ?? '');

test('its cases hold', async () => {
  const [rule] = await requireRules([root]);
  if (!rule) throw new Error('CONTRIBUTING.md holds no rule');
  const results = await Promise.all(loadCases(rule).map((ruleCase) => runCase(rule, ruleCase, loadTaxonomy(TAXONOMY))));
  expect(results.flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`))).toEqual([]);
  expect(results.length).toBeGreaterThanOrEqual(3);
});

test('an audit runs it and says so in the review', async () => {
  const log = path.join(root, 'billing.log');
  const line = (second: number, ms: number) =>
    JSON.stringify({
      time: `2026-03-01T10:00:${second}Z`,
      level: 'info',
      msg: 'balance read',
      method: 'GET',
      url: 'https://ledger.test/balances',
      status: 200,
      duration_ms: ms,
    });
  fs.writeFileSync(log, `${[11, 22, 33, 44].map((second) => line(second, 6000 + second)).join('\n')}\n`);
  const review = await audit([log], { rules: [root] });
  expect(review.rules.find(({ rule }) => rule === 'own/slow-success')?.outcome).toBe('found');
  const finding = review.findings.find(({ rule }) => rule === 'own/slow-success');
  expect(finding?.measures).toMatchObject({ slow: 4, longest_ms: 6044 });
});
