import { describe, expect, test } from 'vitest';
import { beginningOf } from '../../../src/intake/records/cut-json.js';

describe('the beginning of a payload', () => {
  test.each<[string, string, unknown]>([
    ['whole', '{"items":[{"sku":"K-1"}]}', { items: [{ sku: 'K-1' }] }],
    ['cut after a value', '{"items":[{"sku":"K-1","price":"12.40"', { items: [{ sku: 'K-1', price: '12.40' }] }],
    ['cut after a name', '{"items":[{"sku":"K-1","price"', { items: [{ sku: 'K-1' }] }],
    ['cut in a number', '[{"sku":"K-1","qty":12', [{ sku: 'K-1' }]],
    ['cut in a string', '{"a":{"b":true,"c":"some te', { a: { b: true } }],
    ['cut after a bracket', '{"rate":{"mid":1.5},"x":', { rate: { mid: 1.5 } }],
    ['with marks of the cut', '{"a":"x","b":[1,2],... (truncated)', { a: 'x', b: [1, 2] }],
    ['with quotes inside', '{"a":"say \\"no\\"","b":"c', { a: 'say "no"' }],
  ])('%s', (_, text, value) => {
    expect(beginningOf(text)).toEqual(value);
  });

  test.each(['{}', '[1,2,3]', '[ERROR] no "a": b', '{order} "x": y', 'plain text', '{"'])('is none in %s', (text) => {
    expect(beginningOf(text)).toBeUndefined();
  });
});
