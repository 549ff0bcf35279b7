import { describe, expect, it, test } from 'vitest';
import { parseYaml, toYaml, yamlLine } from '../../src/util/yaml.js';
import { cachedYaml } from '../../src/util/yaml-cache.js';

const TEXT = 'name: late\nmeasures:\n  # how many\n  late:\n    aggregate: sum\nwhen: [{ measure: late }]\n';

describe('yamlLine', () => {
  test.each([
    [['name'], 1],
    [['measures', 'late', 'aggregate'], 5],
    [['when', 0, 'measure'], 6],
    [['measures', 'late', 'doc'], 4], // missing: the nearest place around it
    [['nothing'], 1],
  ])('%j stands in line %i', (path, line) => {
    expect(yamlLine(TEXT, path)).toBe(line);
  });
});

test('what is written is read back', () => {
  const value = { text: 'a: b # c', list: [1, null, true], long: 'word '.repeat(60) };
  expect(parseYaml(toYaml(value))).toEqual(value);
});

describe('cachedYaml', () => {
  it('is empty where nothing was built, so that the parser reads every text', () => {
    expect(cachedYaml('a: 1\n')).toBeUndefined();
    expect(parseYaml('a: 1\n')).toEqual({ a: 1 });
  });
});
