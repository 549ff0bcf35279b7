import { expect, it } from 'vitest';
import { titleOf } from '../../src/assess/title.js';
import { legible } from '../../src/util/masked.js';

it('shows that something stood where a text was masked', () => {
  expect(legible('customer <*> not found in <*>')).toBe('customer … not found in …');
});

it('does so in the titles of findings, whose cause stays as it was', () => {
  const detection = {
    subject: { source: null, target: null, operation: 'POST /orders' },
    cause: 'zone <*> is unknown',
    measures: { failures: 3 },
    keys: [],
    key_total: 0,
  };
  expect(titleOf('{operation} failed {failures} times ({cause})', detection)).toBe('POST /orders failed 3 times (zone … is unknown)');
});
