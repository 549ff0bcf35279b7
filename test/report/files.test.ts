import { expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.js';
import { renderFiles } from '../../src/report/files.js';
import { buildReview } from '../../src/review/review.js';
import { aDetection, anInput, anOutcome, aRule, someFacts } from '../builders/review.js';

it('writes the five files of the contract', () => {
  const rules = [aRule()];
  const findings = assess([aDetection()], rules, new Map([['billing.log:4', '{"msg":"created","id":71}']]));
  const totals = { records: 1210, events: 1200, malformed: 10, skipped: 0, files: 1 };
  const review = buildReview({
    version: '0.1.0',
    inputs: [anInput()],
    totals,
    findings,
    rules,
    outcomes: [anOutcome()],
    facts: someFacts(),
  });
  const files = renderFiles(review);
  expect([...files.keys()]).toEqual(['review.md', 'review.html', 'findings.json', 'tickets/jira.csv', 'monitoring/prometheus-rules.yml']);
});
