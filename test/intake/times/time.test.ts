import { describe, expect, it } from 'vitest';
import { parseDuration, unitOfName } from '../../../src/intake/times/duration.js';
import { parseTime } from '../../../src/intake/times/time.js';

const at = (text: string) => Date.parse(text);

describe('parseTime', () => {
  it.each([
    ['2026-03-04T05:06:07.123456789Z', '2026-03-04T05:06:07.123Z', 'stated'],
    ['2026-03-04 05:06:07,123', '2026-03-04T05:06:07.123Z', 'assumed_utc'],
    ['2026-03-04T05:06:07+02:00', '2026-03-04T03:06:07Z', 'stated'],
    ['2026-03-04 05:06:07 +0000', '2026-03-04T05:06:07Z', 'stated'],
    ['2026/03/04 05:06:07', '2026-03-04T05:06:07Z', 'assumed_utc'],
    ['[2026-03-04T05:06:07.5Z]', '2026-03-04T05:06:07.500Z', 'stated'],
    ['2026-03-04', '2026-03-04T00:00:00Z', 'assumed_utc'],
    ['04/Mar/2026:05:06:07 -0500', '2026-03-04T10:06:07Z', 'stated'],
    ['04/Mar/2026:05:06:07.250', '2026-03-04T05:06:07.250Z', 'assumed_utc'],
    ['Wed, 04 Mar 2026 05:06:07 GMT', '2026-03-04T05:06:07Z', 'stated'],
    ['4 Mar 2026 05:06:07.225', '2026-03-04T05:06:07.225Z', 'assumed_utc'],
    ['04.03.2026 05:06:07', '2026-03-04T05:06:07Z', 'assumed_utc'],
    ['4.3.2026', '2026-03-04T00:00:00Z', 'assumed_utc'],
    ['3/4/2026, 5:06:07.250 PM', '2026-03-04T17:06:07.250Z', 'assumed_utc'],
    ['3/4/2026 5:06:07 PM', '2026-03-04T17:06:07Z', 'assumed_utc'],
    ['20260304T050607Z', '2026-03-04T05:06:07Z', 'stated'],
    ['2026-03-04 05:06:07 EST', '2026-03-04T10:06:07Z', 'stated'],
    ['2026-03-04 05:06:07,123 +0100', '2026-03-04T04:06:07.123Z', 'stated'],
    ['2026-03-04 05:06:07.123456 UTC', '2026-03-04T05:06:07.123Z', 'stated'],
    ['2026-03-04 05:06:07 GMT+2', '2026-03-04T03:06:07Z', 'stated'],
    ['2026-03-04T05:06:07+01:00[Europe/Berlin]', '2026-03-04T04:06:07Z', 'stated'],
    ['2026-07-04T05:06:07[Europe/Berlin]', '2026-07-04T03:06:07Z', 'stated'],
    ['2026-01-04 05:06:07 America/New_York', '2026-01-04T10:06:07Z', 'stated'],
    ['2026-03-04 05:06:07 PM', '2026-03-04T17:06:07Z', 'assumed_utc'],
    ['2026-03-04 12:06:07 AM', '2026-03-04T00:06:07Z', 'assumed_utc'],
    ['Mar 4, 2026, 5:06:07 PM', '2026-03-04T17:06:07Z', 'assumed_utc'],
    ['Mar 4, 2026 5:06:07 p.m.', '2026-03-04T17:06:07Z', 'assumed_utc'],
    ['mars 4, 2026 5:06:07 PM', '2026-03-04T17:06:07Z', 'assumed_utc'],
    ['déc. 04, 2026 5:06:07 AM', '2026-12-04T05:06:07Z', 'assumed_utc'],
    ['4. Okt. 2026 05:06:07', '2026-10-04T05:06:07Z', 'assumed_utc'],
    ['March 4th, 2026 at 17:06', '2026-03-04T17:06:00Z', 'assumed_utc'],
    ['04-Mar-2026 05:06:07', '2026-03-04T05:06:07Z', 'assumed_utc'],
    ['04-Mar-26 05:06:07.250', '2026-03-04T05:06:07.250Z', 'assumed_utc'],
    ['04MAR26 05:06:07.250', '2026-03-04T05:06:07.250Z', 'assumed_utc'],
    ['Wed, 4 Mar 2026 05:06:07 +0100 (CET)', '2026-03-04T04:06:07Z', 'stated'],
    ['23/03/2026 05:06:07', '2026-03-23T05:06:07Z', 'assumed_utc'],
    ['23-03-2026 05:06:07', '2026-03-23T05:06:07Z', 'assumed_utc'],
    ['3/23/2026', '2026-03-23T00:00:00Z', 'assumed_utc'],
    ['/Date(1772600767387)/', '2026-03-04T05:06:07.387Z', 'stated'],
    ['/Date(1772600767387+0200)/', '2026-03-04T05:06:07.387Z', 'stated'],
    ['\\/Date(1772600767387)\\/', '2026-03-04T05:06:07.387Z', 'stated'],
  ])('reads %s', (text, iso, zone) => {
    expect(parseTime(text)).toEqual({ ms: at(iso), zone });
  });

  it.each([
    [1772600767, 1772600767000],
    [1772600767.387, 1772600767387],
    [1772600767387, 1772600767387],
    [1772600767387123, 1772600767387],
    ['1772600767387123456', 1772600767387],
    ['1772600767', 1772600767000],
  ])('tells the unit of %s by its size', (value, ms) => {
    expect(parseTime(value)?.ms).toBe(ms);
  });

  it('finds the year of a time that names none by its neighbours, over New Year too', () => {
    expect(parseTime('Mar  4 05:06:07', { near: at('2026-06-01T00:00:00Z') })?.ms).toBe(at('2026-03-04T05:06:07Z'));
    expect(parseTime('Dec 31 23:59:59', { near: at('2027-01-01T00:00:05Z') })?.ms).toBe(at('2026-12-31T23:59:59Z'));
    expect(parseTime('Wed Mar 4 05:06:07 2026')?.ms).toBe(at('2026-03-04T05:06:07Z'));
  });

  it('reads day and month in the order of the file', () => {
    expect(parseTime('03/04/2026 05:06:07', { dayFirst: true })?.ms).toBe(at('2026-04-03T05:06:07Z'));
    expect(parseTime('03/04/2026 05:06:07')?.ms).toBe(at('2026-03-04T05:06:07Z'));
    expect(parseTime('03/14/2026 05:06:07', { dayFirst: true })?.ms).toBe(at('2026-03-14T05:06:07Z'));
  });

  it.each([
    '2026-03-04 05:06:07 NOPE',
    '2026-03-04 05:06:07 Mars/Olympus',
    '10-12-2026',
    '3/4',
    '555-1234 x',
    '',
    'soon',
    '12',
    '2026-13-40 05:06:07',
    '99999',
    'order A-1001',
    '04ABC26 05:06:07',
    42,
  ])('refuses %s', (value) => {
    expect(parseTime(value)).toBeNull();
  });
});

describe('parseDuration', () => {
  it.each([
    ['411ms', 411],
    ['0.19s', 190],
    ['6m0s', 360_000],
    ['1.5 seconds', 1500],
    ['250µs', 0.25],
    ['00:01:30.5', 90_500],
    ['12', 12],
    [0.5, 0.5],
  ])('reads %s as %d ms', (value, ms) => {
    expect(parseDuration(value, 1)).toBeCloseTo(ms, 6);
  });

  it('refuses what is negative or no duration', () => {
    expect(parseDuration(-1, 1)).toBeNull();
    expect(parseDuration('-1', 1000)).toBeNull();
    expect(parseDuration('fast', 1)).toBeNull();
  });

  it('knows the unit that a name states', () => {
    expect(unitOfName(['took', 'ms'])).toBe(1);
    expect(unitOfName(['elapsed', 'seconds'])).toBe(1000);
    expect(unitOfName(['duration'])).toBeUndefined();
  });
});
