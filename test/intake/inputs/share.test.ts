import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { createShare } from '../../../src/intake/inputs/share.js';

const source = (path: string, size: number | null) => ({ path, size, open: () => Readable.from([]), first: async () => Buffer.alloc(0) });

it('files that were left behind count whole, and the one being read by its bytes', () => {
  const share = createShare([source('a.log', 100), source('b.log', 300)]);
  expect(share('a.log', 50)).toBe(0.125);
  expect(share('b.log', 150)).toBe(0.625);
});

it('a packed file never counts for more than its size', () => {
  expect(createShare([source('a.gz', 100), source('b.log', 100)])('a.gz', 5_000)).toBe(0.5);
});

it('nothing is told of standard input', () => {
  expect(createShare([source('-', null)])('-', 50)).toBeNull();
});
