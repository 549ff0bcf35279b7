import { expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.js';
import { aDetection, anOperation, aReview, someFacts } from '../builders/review.js';

const CUT = [
  { list: 'operations', kept: 200, total: 1230 },
  { list: 'moments', kept: 1, total: 5 },
];
const moments = [
  { at_ms: Date.parse('2026-03-01T00:00:00Z'), kind: 'alert' as const, text: 'Early', state: 'firing', file: 'a.json', line: 1 },
];

it('says of a list that is kept in part how long it would be', () => {
  const text = renderMarkdown(aReview([], { facts: someFacts({ cut: CUT }) }));
  expect(text).toContain('- 200 of 1,230 operations, those with the most calls');
  expect(renderMarkdown(aReview([], { facts: someFacts() }))).not.toContain('kept in part');
});

it('does not say that no alert followed where later alerts were left out', () => {
  const harm = aDetection({ window: { start_ms: Date.parse('2026-03-02T00:00:00Z'), end_ms: Date.parse('2026-03-02T01:00:00Z') } });
  const said = (cut: typeof CUT) => renderMarkdown(aReview([harm], { facts: someFacts({ moments, cut }) }));
  expect(said([])).toContain('no alert after it');
  expect(said(CUT)).toContain('no alert among the first 1 alerts and notes');
});

it('gives no share of good ends where work that was taken ends well under another name', () => {
  const failing = { operation: 'payout', calls: 9, works: 9, ok: 0, transient: 0, ambiguous: 0, permanent: 9 };
  const rowOf = (taken: number) =>
    renderMarkdown(aReview([], { facts: someFacts({ operations: [anOperation({ ...failing, taken })] }) }))
      .split('\n')
      .find((line) => line.includes('`payout`'));
  expect(rowOf(30)).toContain('| 9 | — |');
  expect(rowOf(9)).toContain('| 9 | 0 % |');
});
