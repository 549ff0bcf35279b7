import { describe, expect, it } from 'vitest';
import { PLAIN, renderSummary, wrap } from '../../src/report/summary.js';
import { hostileReview } from '../builders/hostile.js';
import { aDetection, anInput, aReview } from '../builders/review.js';

const FILES = ['review.md', 'review.html'];

describe('summary', () => {
  it('says verdict, findings, where the files are and what is next', () => {
    expect(renderSummary(aReview([aDetection()]), PLAIN, 'out/', FILES)).toMatchInlineSnapshot(`
      "1 fault found, high. Looked at 1,200 calls in 1 file, 2026-03-01 08:00:00 to
      11:00:00 UTC.
      Harm: 2 orders written more than once (3 extra).
      First: Send an idempotency key with each write (F-001, POST /orders at
      ledger.test; a matter of days).

      high     F-001  2 records created more than once by POST /orders

      10 records of 1,210 could not be read; review.md says which.

      Written to out/:
        review.md
        review.html

      Next: open out/review.html
      Lines of one finding, from all sides: caseharden explain F-001 out LOGS
      "
    `);
  });

  it('colours by severity, after escaping', () => {
    const marked = { ...PLAIN, high: (text: string) => `<${text}>` };
    expect(renderSummary(aReview([aDetection()]), marked, 'out', FILES)).toContain('<high     F-001  >2 records created');
  });

  it('names files that could not be read', () => {
    const dead = anInput({ path: 'dump.bin', format: 'unreadable', reason: 'the file is binary' });
    expect(renderSummary(aReview([], { inputs: [dead] }))).toContain('Not read: dump.bin: the file is binary');
  });

  it('fits 80 columns and lets nothing of the log drive the terminal', () => {
    const text = renderSummary(hostileReview(), PLAIN, 'out', FILES);
    expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});

it('wraps at words and cuts a word that fits no line', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('abcdefghij', 5)).toEqual(['abcd…']);
});
