import { expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import { aDetection, aReview, aRule } from '../builders/review.js';

const CATEGORIES = ['duplicate_write', 'contract_drift', 'unsynced_record'] as const;

/** The line about the links of a review whose findings, F-001 and on, have these causes. */
function linksOf(causes: readonly (readonly string[])[]): string {
  const review = aReview(
    causes.map((_, n) => aDetection({ rule: `core/r${n}`, category: CATEGORIES[n] })),
    { rules: causes.map((_, n) => aRule({ name: `r${n}`, category: CATEGORIES[n] })) },
  );
  const linked = review.findings.map((finding, n): Finding => ({ ...finding, causedBy: [...causes[n]!] }));
  const chain = linked.map(({ id }) => id);
  const text = renderMarkdown({ ...review, findings: linked, chains: [chain] });
  return (/^\*\*.* first:\*\* F-.*$/m.exec(text)?.[0] ?? '')
    .replaceAll('*', '')
    .replace(/ (?:duplicate write|contract drift|unsynced record)/g, '');
}

it('draws one path where each finding follows from the one before', () => {
  expect(linksOf([[], ['F-001'], ['F-002']])).toBe('One chain, root first: F-001 → F-002 → F-003');
});

it('draws no arrow between two roots of the same consequence', () => {
  expect(linksOf([[], [], ['F-001', 'F-002']])).toBe('What follows from what, roots first: F-001 → F-003; F-002 → F-003');
});
