import { describe, expect, it } from 'vitest';
import { parseReview, renderJson } from '../../src/report/json.js';
import { aDetection, aReview } from '../builders/review.js';

describe('findings.json', () => {
  const review = aReview([aDetection()]);
  const text = renderJson(review);

  it('reads back as the review that was written', () => {
    expect(parseReview(text)).toEqual(review);
  });

  it('says where a record stands once, in the lists of repairs, each row on one line', () => {
    const [first] = review.repairs.duplicatesToVoid;
    expect(first?.lines).toBe('billing.log:4 billing.log:9');
    expect(text).toContain(`\n      ${JSON.stringify(first)},\n`);
    expect(review.findings[0]).not.toHaveProperty('places');
  });
});
