import { expect, it } from 'vitest';
import { lineOf } from '../../src/cli/progress.js';

it.each([
  ['a short read tells no rate', lineOf('intake', 1200, 0.5, 900), 'reading: 1,200 events'],
  [
    'a long one tells rate and the rest of the time',
    lineOf('intake', 40_000, 0.25, 4_000),
    'reading: 40,000 events, 25 %, 10,000/s, about 12 s left',
  ],
  ['of a stream only the rate is known', lineOf('intake', 40_000, null, 4_000), 'reading: 40,000 events, 10,000/s'],
  ['other stages tell what they do', lineOf('detect', 40_000, 1, 9_000), 'running rules: 40,000 events'],
])('%s', (_, line, expected) => {
  expect(line).toBe(expected);
});
