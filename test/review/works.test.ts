import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/model/facts.js';
import { aDetection, anOperation, aReview, someFacts } from '../builders/review.js';

const error = (operation: string): Facts['errors'][number] => ({
  target: 'ledger.test',
  operation,
  status: 503,
  code: null,
  error: null,
  outcome: 'transient',
  calls: 40,
  repeated: 40,
  recovered: 38,
  file: 'billing.log',
  line: 3,
});
const works = (facts: Partial<Facts>, detections: ReturnType<typeof aDetection>[] = []) =>
  aReview(detections, { facts: someFacts(facts) }).works.filter((line) => line.includes('succeeded later'));

describe('work that recovered', () => {
  it('is told with its number', () => {
    expect(works({ errors: [error('POST /orders')] })).toEqual([
      '38 of 40 calls that failed for a passing reason belong to work that succeeded later.',
    ]);
  });

  it('is no merit where the repeats did the work twice', () => {
    expect(works({ errors: [error('POST /orders')] }, [aDetection()])).toEqual([]);
    expect(works({ errors: [error('POST /orders'), error('POST /prices')] }, [aDetection()])).toEqual([
      '38 of 40 calls that failed for a passing reason belong to work that succeeded later.',
    ]);
  });

  it('is no merit of a receiver, when its sender delivered again', () => {
    expect(works({ errors: [error('order.paid')], operations: [anOperation({ operation: 'order.paid', incoming: true })] })).toEqual([]);
  });
});
