import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aboutFormats, formatNames } from '../../../src/intake/formats/about.js';
import { parseYaml } from '../../../src/util/yaml.js';

test('every format has a sentence in about.yaml, and no sentence is left over', () => {
  const without = aboutFormats().filter(({ about }) => about === '');
  expect(without.map(({ name }) => `${name} has no sentence; add it to src/intake/formats/about.yaml.`)).toEqual([]);
  const told = Object.keys(parseYaml(readFileSync('src/intake/formats/about.yaml', 'utf8')) as object);
  expect(told.filter((name) => !formatNames().includes(name))).toEqual([]);
});
