/** The quick way reads what the patterns read, and nothing else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTime } from '../../../src/intake/times/time.js';
import { plainUtc } from '../../../src/intake/times/utc-time.js';

test('the common form, with and without a fraction', () => {
  expect(plainUtc('2026-03-04T05:06:07Z')).toBe(Date.UTC(2026, 2, 4, 5, 6, 7));
  expect(plainUtc('2026-03-04T05:06:07.8Z')).toBe(Date.UTC(2026, 2, 4, 5, 6, 7, 800));
  expect(plainUtc('2026-03-04T05:06:07.890123456Z')).toBe(Date.UTC(2026, 2, 4, 5, 6, 7, 890));
});

test.each([
  '2026-03-04 05:06:07Z',
  '2026-13-04T05:06:07Z',
  '2026-03-04T05:66:07Z',
  '2026-03-04T05:06:07.Z',
  '2026-03-04T05:06:07+02:00',
  '2O26-03-04T05:06:07Z',
  '2026-03-04T05:06:07.8x0Z',
])('%s is left to the patterns', (text) => {
  expect(plainUtc(text)).toBeNull();
});

test('as the patterns read it', () => {
  const two = fc.integer({ min: 0, max: 70 }).map((n) => String(n).padStart(2, '0'));
  const fraction = fc.oneof(fc.constant(''), fc.stringMatching(/^[.,]\d{1,12}$/));
  const text = fc.tuple(fc.integer({ min: 1000, max: 2200 }), two, two, two, two, two, fraction);
  fc.assert(
    fc.property(text, ([year, month, day, hour, minute, second, part]) => {
      const clock = `${year}-${month}-${day}T${hour}:${minute}:${second}${part}`;
      // `+00:00` takes the way of the patterns.
      expect(plainUtc(`${clock}Z`)).toBe(parseTime(`${clock}+00:00`)?.ms ?? null);
    }),
    { numRuns: 2000 },
  );
});
