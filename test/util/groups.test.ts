import { expect, test } from 'vitest';
import { groupBy } from '../../src/util/groups.js';

test('items stand by their keys, both in the order in which they came', () => {
  expect([...groupBy(['b1', 'a1', 'b2'], (item) => item[0])]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
});

test('the place of an item may be its key', () => {
  expect([...groupBy(['x', 'x'], (_, at) => at).values()]).toEqual([['x'], ['x']]);
});
