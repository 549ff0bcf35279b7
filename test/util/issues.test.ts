import { expect, test } from 'vitest';
import { Config } from '../../src/model/config.js';
import { Rule } from '../../src/model/rule.js';
import { describeIssue, describeYamlIssue } from '../../src/util/issues.js';
import { parseYaml } from '../../src/util/yaml.js';

function problem(text: string, schema: typeof Config | typeof Rule): string {
  const parsed = schema.safeParse(parseYaml(text));
  if (parsed.success) throw new Error('the text fits');
  return describeYamlIssue('a.yaml', text, parsed.error);
}

test('a missing field says so and stands at the place around it', () => {
  expect(problem('category: retry_storm\ntitle: Too many\n', Rule)).toMatch(
    /^a\.yaml:1: name: is missing; add it \(string\) \(and \d+ more\)$/,
  );
});

test('a misspelt field is named', () => {
  expect(problem('paramters: {}\n', Config)).toBe('a.yaml:1: top level: Unrecognized key: "paramters"; mend its spelling or take it out');
});

test('a wrong value names its line', () => {
  expect(problem('parameters:\n  retries/storm:\n    quiet_ms: soon\n', Config)).toMatch(
    /^a\.yaml:3: parameters\.retries\/storm\.quiet_ms: /,
  );
});

test('no issue at all still gives words', () => {
  expect(describeIssue({ issues: [] })).toBe('does not fit the schema');
});
