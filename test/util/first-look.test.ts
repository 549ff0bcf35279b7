import { expect, test } from 'vitest';
import { firstLook } from '../../src/util/first-look.js';

const look = firstLook(['retry wait', 'öff', 'gh[pq]', 'x50']);

test.each([
  ['will RETRY soon', 1],
  ['re-tries', 0],
  ['ÖFFNEN und wait', 3],
  ['token ghq_1', 4],
  ['token ghs_1', 0],
  ['x509: expired', 8],
  ['', 0],
  ['wa', 0],
])('%s', (text, bits) => {
  expect(look(text)).toBe(bits);
});

test('a beginning of two letters would say no where it must not', () => {
  expect(() => firstLook(['to'])).toThrow('a beginning needs three letters: to');
});
