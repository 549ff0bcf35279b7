import { describe, expect, it } from 'vitest';
import { renderExplanation } from '../../src/report/explanation.js';
import { HOSTILE, hostileReview } from '../builders/hostile.js';
import { aDetection, aReview, at } from '../builders/review.js';

const review = aReview([aDetection()]);
const [finding] = review.findings;
const line = (file: string, number: number, time: string, text: string) => ({
  file,
  line: number,
  atMs: at(time),
  service: null,
  vantage: 'target',
  text,
});

describe('explain', () => {
  it('shows the lines of all sides in the order given, evidence marked', () => {
    const text = renderExplanation(review, finding!, [
      line('billing.log', 4, '09:00:00', 'first'),
      line('ledger.log', 7, '09:00:01', 'created 71'),
    ]);
    expect(text).toContain('> 2026-03-01 09:00:00 UTC billing.log:4');
    expect(text).toContain('  2026-03-01 09:00:01 UTC ledger.log:7 (target)');
    expect(text.indexOf('first create, id 71')).toBeLessThan(text.indexOf('created 71'));
    expect(text).toContain('Time line: 2 lines of 2 files');
  });

  it('without the inputs shows the evidence, and says what to give', () => {
    const text = renderExplanation(review, finding!, null);
    expect(text).toContain('> 2026-03-01 09:30:00 UTC billing.log:9');
    expect(text.replace(/\s+/g, ' ')).toContain('caseharden explain FINDING findings.json PATH...');
  });

  it('keeps to 80 columns, and text of logs steers nothing', () => {
    const hostile = hostileReview();
    const text = renderExplanation(hostile, hostile.findings[0]!, [line(HOSTILE, 4, '09:00:00', HOSTILE.repeat(20))]);
    expect(text).not.toMatch(/(?![\n])[\p{Cc}\p{Cf}]/u);
    for (const row of text.split('\n')) expect([...row].length).toBeLessThanOrEqual(80);
  });
});
