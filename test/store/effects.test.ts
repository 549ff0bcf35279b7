import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByLinks } from '../../src/store/effects.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const name = fc.constantFrom(...NAMES);
const links = fc.array(fc.tuple(name, name), { maxLength: 12 });

describe('groups of linked names', () => {
  it('are the chains of links, named by their smallest member', () => {
    const groups = groupByLinks(
      ['row', 'call', 'log', 'other'],
      [
        ['row', 'log'],
        ['log', 'call'],
      ],
    );
    expect(Object.fromEntries(groups)).toEqual({ row: 'call', log: 'call', call: 'call', other: 'other' });
  });

  it('do not depend on the order of names and links, nor on the direction of a link', () => {
    fc.assert(
      fc.property(links, fc.infiniteStream(fc.boolean()), fc.array(fc.nat(), { minLength: 8 }), (pairs, turns, order) => {
        const turned = pairs.map(([one, other]) => (turns.next().value ? ([other, one] as const) : ([one, other] as const))).reverse();
        const mixed = NAMES.map((each, i) => ({ each, at: order[i] ?? 0 })).sort((x, y) => x.at - y.at);
        const plain = groupByLinks(NAMES, pairs);
        const other = groupByLinks(
          mixed.map(({ each }) => each),
          turned,
        );
        expect(Object.fromEntries(NAMES.map((each) => [each, other.get(each)]))).toEqual(Object.fromEntries(plain));
      }),
    );
  });

  it('are equal exactly where a path of links leads from one name to the other', () => {
    fc.assert(
      fc.property(links, (pairs) => {
        const groups = groupByLinks(NAMES, pairs);
        for (const one of NAMES) for (const other of NAMES) expect(groups.get(one) === groups.get(other)).toBe(reaches(pairs, one, other));
      }),
    );
  });

  it('are named by their smallest member', () => {
    fc.assert(
      fc.property(links, (pairs) => {
        for (const [member, group] of groupByLinks(NAMES, pairs)) expect(group <= member).toBe(true);
      }),
    );
  });
});

function reaches(pairs: readonly (readonly [string, string])[], from: string, to: string): boolean {
  const seen = new Set([from]);
  for (let before = 0; before < seen.size; ) {
    before = seen.size;
    for (const [one, other] of pairs) {
      if (seen.has(one)) seen.add(other);
      if (seen.has(other)) seen.add(one);
    }
  }
  return seen.has(to);
}
