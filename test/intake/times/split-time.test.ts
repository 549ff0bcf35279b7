import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import { wholeTime } from '../../../src/intake/times/split-time.js';

describe('times in two fields', () => {
  it.each([
    ['2026-03-04', { Time: '05:06:07.250' }, '2026-03-04 05:06:07.250'],
    ['2026/03/04', { log_time: '5:06' }, '2026/03/04 5:06'],
    ['2026-03-04', { time: '25 ms' }, '2026-03-04'],
    ['2026-03-04', { duration: '05:06:07' }, '2026-03-04'],
    ['05:06:07.250', { Date: '2026-03-04' }, '2026-03-04 05:06:07.250'],
    ['05:06:07', { birthday: '2026-03-04' }, '05:06:07'],
    ['2026-03-04T05:06:07Z', { time: '09:00:00' }, '2026-03-04T05:06:07Z'],
  ])('%s and %j are %s', (day, fields, expected) => {
    expect(wholeTime(day, fields)).toBe(expected);
  });

  it('an event of a table with a column for each has its second', () => {
    const record = { line: 2, time: null, message: null, fields: { Date: '2026-03-04', Time: '05:06:07.250', Level: 'INFO' } };
    const event = createNormalizer({ file: 'log.csv', format: 'csv' }, [record]).events(record)[0]!;
    expect(event.at_ms).toBe(Date.parse('2026-03-04T05:06:07.250Z'));
  });
});
