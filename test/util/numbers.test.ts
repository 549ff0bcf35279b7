import { describe, expect, it } from 'vitest';
import { count, formatDuration, formatNumber, formatShare } from '../../src/util/numbers.js';
import { formatSpan, formatTime, toRfc3339 } from '../../src/util/times.js';

describe('numbers as people read them', () => {
  it.each([
    [0, '0'],
    [1234567, '1,234,567'],
    [4.6789, '4.7'],
    [10, '10'],
    [2.0001, '2'],
    [0.0312, '0.031'],
    [1234.5, '1,235'],
    [-1234, '-1,234'],
  ])('%d → %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.0004, '< 0.1 %'],
    [0.9996, '> 99.9 %'],
    [0.4567, '46 %'],
    [0.0123, '1.2 %'],
    [0.987, '98.7 %'],
  ])('share %d → %s', (share, text) => expect(formatShare(share)).toBe(text));

  it.each([
    [0, '0 ms'],
    [250, '250 ms'],
    [4700, '4.7 s'],
    [90_000, '90 s'],
    [720_000, '12 min'],
    [12_600_000, '3.5 h'],
    [259_200_000, '3 days'],
  ])('%d ms → %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('puts one thing into the singular', () => {
    expect([count(1, 'call'), count(0, 'call'), count(2, 'entry', 'entries')]).toEqual(['1 call', '0 calls', '2 entries']);
  });
});

describe('times', () => {
  it('are in UTC and say so', () => {
    expect(toRfc3339(Date.parse('2026-03-01T10:00:00+01:00'))).toBe('2026-03-01T09:00:00Z');
    expect(toRfc3339(Date.parse('2026-03-01T09:00:00.250Z'))).toBe('2026-03-01T09:00:00.250Z');
    expect(formatTime('2026-03-01T09:00:00.250Z')).toBe('2026-03-01 09:00:00 UTC');
  });

  it.each([
    ['2026-03-01T09:00:00Z', '2026-03-01T09:30:00Z', '2026-03-01 09:00:00 to 09:30:00 UTC'],
    ['2026-03-01T23:59:00Z', '2026-03-02T00:30:00Z', '2026-03-01 23:59:00 to 2026-03-02 00:30:00 UTC'],
    ['2026-03-01T09:00:00.100Z', '2026-03-01T09:00:00.900Z', '2026-03-01 09:00:00 UTC'],
  ])('span %s to %s', (start, end, text) => expect(formatSpan(start, end)).toBe(text));
});
