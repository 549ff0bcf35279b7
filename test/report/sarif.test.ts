import { describe, expect, it } from 'vitest';
import type { Review } from '../../src/model/review.js';
import { renderSarif } from '../../src/report/sarif.js';
import { hostileReview } from '../builders/hostile.js';
import { aDetection, aReview } from '../builders/review.js';
import { schemaFaults } from '../support/schema.js';

const review = aReview([aDetection()]);
const suppressed: Review = {
  ...review,
  findings: [],
  suppressed: review.findings.map((finding) => ({
    ...finding,
    suppression: { reason: 'known', author: 'ann', until: '2026-12-31', place: 'caseharden.yaml:4' },
  })),
};
const runOf = (one: Review) => JSON.parse(renderSarif(one)).runs[0];

describe('findings.sarif', () => {
  it.each([
    ['a finding', review],
    ['no finding', aReview([])],
    ['a suppressed finding', suppressed],
    ['hostile text', hostileReview()],
  ])('fits the schema with %s', (_, one) => {
    expect(schemaFaults('sarif-2.1.0', JSON.parse(renderSarif(one)))).toEqual([]);
  });

  it('places a result on the lines of the logs and knows it again by its fingerprint', () => {
    const [result] = runOf(review).results;
    expect(result).toMatchObject({
      ruleId: 'core/double-create',
      level: 'error',
      partialFingerprints: { primaryLocationLineHash: `${review.findings[0]?.fingerprint}:1` },
    });
    expect(result.locations[0].physicalLocation).toMatchObject({ artifactLocation: { uri: 'billing.log' }, region: { startLine: 4 } });
    expect(runOf(review).tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });

  it('marks what is suppressed', () => {
    expect(runOf(suppressed).results[0].suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'known (ann, until 2026-12-31)' },
    ]);
    expect(runOf(review).results[0].suppressions).toBeUndefined();
  });
});
