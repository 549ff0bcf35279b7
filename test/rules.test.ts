/** What holds of the rules together; each pack has its own file in `rules/`. */
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadRules } from '../src/rulepack/load.js';
import { BUILT_IN_RULES } from '../src/util/version.js';
import { toYaml } from '../src/util/yaml.js';
import { checkPrometheusRules, hasPromtool } from './support/promtool.js';

const { rules, problems } = await loadRules([BUILT_IN_RULES]);
const promtool = hasPromtool('the alerts that rules suggest are not checked by their consumer');

it('every rule loads', () => {
  expect(problems).toEqual([]);
  expect(rules.length).toBeGreaterThan(0);
});

it('every pack of rules has a file of tests', () => {
  const packs = [...new Set(rules.map(({ id }) => id.split('/')[0]))].sort();
  const files = readdirSync(new URL('rules', import.meta.url)).map((file) => file.replace('.test.ts', ''));
  expect(files.sort()).toEqual(packs);
});

it.skipIf(!promtool)('the alerts that rules suggest are accepted by Prometheus', () => {
  const groups = rules.flatMap(({ id, rule }) =>
    rule.alert ? [{ name: id, rules: [{ alert: rule.alert.name, expr: filled(rule.alert.expr), for: rule.alert.for }] }] : [],
  );
  const said = checkPrometheusRules(toYaml({ groups }));
  expect(said).toMatch(new RegExp(`SUCCESS: ${groups.length} rules? found`));
});

/** Placeholders replaced by a name that needs escaping and by a number. */
function filled(expr: string): string {
  return expr.replace(/"\{\w+\}"/g, '"POST /orders/{id}"').replace(/(?<![\w{])\{\w+\}(?!\})/g, '1');
}
