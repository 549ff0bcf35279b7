import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadedRule } from '../../src/model/rule.js';
import { loadCases, loadRules } from '../../src/rulepack/load.js';
import { emptyPack, type Pack } from '../support/pack.js';

let pack: Pack;
beforeEach(() => {
  pack = emptyPack();
});
afterEach(() => pack.remove());

const SQL = 'SELECT at_ms, id AS event_1 FROM calls WHERE duration_ms > $longest';
const longest = { default: 5, min: 1, max: 10, unit: 'milliseconds', doc: 'Longer is slow.' };

describe('rules of a folder', () => {
  it('are known by pack and name, in the order of their ids', async () => {
    pack.write('own/slow');
    pack.write('other/late');
    const { rules, problems } = await loadRules([pack.root]);
    expect(problems).toEqual([]);
    expect(rules.map(({ id, pack: of, sql }) => [id, of, sql])).toEqual([
      ['other/late', 'other', 'SELECT at_ms, id AS event_1 FROM calls'],
      ['own/slow', 'own', 'SELECT at_ms, id AS event_1 FROM calls'],
    ]);
  });

  it('are folders that hold a rule.yaml; others are left alone', async () => {
    pack.write('own/slow');
    pack.write('own/notes', {}, { 'rule.yaml': null });
    expect((await loadRules([pack.root])).rules.map(({ id }) => id)).toEqual(['own/slow']);
  });

  it('of the same id are a problem: no pack may replace a rule unseen', async () => {
    const later = emptyPack();
    pack.write('own/slow', { finds: 'Calls that take long.' });
    later.write('own/slow', { finds: 'Calls that take very long.' });
    const { rules, problems } = await loadRules([pack.root, later.root]);
    later.remove();
    expect(rules.map(({ rule }) => rule.finds)).toEqual(['Calls that take long.']);
    expect(problems).toEqual([expect.stringMatching(/own\/slow\/rule\.yaml: own\/slow stands in .* already; rename the pack or the rule/)]);
  });
});

describe('a rule that is not sound is one sentence that says where and what to mend', () => {
  const faults: [string, Record<string, unknown>, Record<string, string | null>, RegExp][] = [
    ['no query', {}, { 'rule.sql': null }, /rule\.sql: is missing; add the query/],
    ['broken YAML', {}, { 'rule.yaml': 'name: [slow\n' }, /rule\.yaml: .*(flow|sequence|\])/i],
    ['an empty file', {}, { 'rule.yaml': '' }, /rule\.yaml:1: /],
    ['another name than its folder', { name: 'fast' }, {}, /rule\.yaml:\d+: name: is "fast"; it must be the name of the folder, "slow"/],
    ['a category that nobody knows', { category: 'slowness' }, {}, /rule\.yaml:\d+: category: /],
    ['no title', { title: undefined }, {}, /rule\.yaml:1: title: is missing; add it/],
    ['a misspelt key', { titel: 'Slow' }, {}, /rule\.yaml:\d+: .*titel.*mend its spelling or take it out/],
    ['a severity that nobody knows', { severity: { base: 'huge' } }, {}, /rule\.yaml:\d+: severity\.base: /],
    ['an alert with a bad name', { alert: { name: 'not a name' } }, {}, /rule\.yaml:\d+: alert\.name: /],
    ['a parameter in the query that it does not declare', {}, { 'rule.sql': SQL }, /rule\.sql:\d+: \$longest is no parameter; add it/],
    [
      'a default outside its bounds',
      { parameters: { least: { default: 5, min: 1, max: 3, unit: 'calls', doc: 'Fewer are chance.' } } },
      { 'rule.sql': 'SELECT 1 AS at_ms' },
      /rule\.yaml:\d+: parameters\.least: the default lies outside/,
    ],
    ['a threshold on what it does not measure', { when: [{ measure: 'calls', at_least: 1 }] }, {}, /"calls", which is no measure; add it/],
    [
      'a threshold at what is no parameter',
      { when: [{ measure: 'failures', at_least: 'least' }] },
      {},
      /"least", which is no parameter; add it/,
    ],
    [
      'a ratio of what it does not measure above',
      {
        measures: {
          failures: { aggregate: 'rows', doc: 'Calls.' },
          share: { aggregate: 'ratio', of: 'failures', by: 'calls', doc: 'Share.' },
        },
      },
      {},
      /measures\.share: is a ratio with "calls", which is no measure above it; name/,
    ],
  ];

  it.each(faults)('%s', async (_, over, files, sentence) => {
    const folder = pack.write('own/slow', over, files);
    pack.write('own/sound');
    const { rules, problems } = await loadRules([pack.root]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
    expect(problems[0]).toContain(folder);
    expect(problems[0]).not.toContain('\n');
    expect(
      rules.map(({ id }) => id),
      'the sound rule beside it',
    ).toEqual(['own/sound']);
  });

  it('a folder that is not there', async () => {
    pack.write('own/sound');
    const { rules, problems } = await loadRules(['/nowhere/rules', pack.root]);
    expect(problems).toEqual(['/nowhere/rules: no such folder of rules']);
    expect(rules).toHaveLength(1);
  });

  it('many faults are told at once, one sentence for each rule', async () => {
    for (const name of ['a', 'b', 'c']) pack.write(`own/${name}`, { category: 'none' });
    expect((await loadRules([pack.root])).problems.map((problem) => /own.(\w)/.exec(problem)?.[1])).toEqual(['a', 'b', 'c']);
  });
});

it('a rule whose parameter and threshold have names that fit is sound', async () => {
  pack.write(
    'own/slow',
    { parameters: { longest, least: longest }, when: [{ measure: 'failures', at_least: 'least' }] },
    { 'rule.sql': SQL },
  );
  expect((await loadRules([pack.root])).problems).toEqual([]);
});

describe('cases of a rule', () => {
  const casesOf = async (text: string | null) => {
    pack.write('own/slow', {}, { 'cases.yaml': text });
    const [rule] = (await loadRules([pack.root])).rules;
    return loadCases(rule as LoadedRule);
  };

  it('are read with all that they expect', async () => {
    const [first] = await casesOf(
      '- name: One slow call\n  expect: finding\n  measures: { failures: 1 }\n  events:\n    - { at: "10:00:00", status: 503 }\n',
    );
    expect(first).toEqual({
      name: 'One slow call',
      expect: 'finding',
      measures: { failures: 1 },
      events: [{ at: '10:00:00', status: 503 }],
    });
  });

  it('that are missing say what is wanted', async () => {
    await expect(casesOf(null)).rejects.toThrow(/cases\.yaml: is missing; every rule has cases that fire, look alike and lack fields/);
  });

  it.each([
    ['an expectation that nobody knows', '- name: One call\n  expect: maybe\n  events: []\n', /cases\.yaml:2: 0\.expect: /],
    ['a misspelt key', '- name: One call\n  expect: clear\n  evnets: []\n', /cases\.yaml:\d+: 0.*(evnets|events)/],
    ['no list', 'name: One call\n', /cases\.yaml:1: /],
  ])('with %s name file, line and place', async (_, text, sentence) => {
    await expect(casesOf(text)).rejects.toThrow(sentence);
  });
});
