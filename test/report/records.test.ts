import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { DuplicateToVoid, REPAIR_FILES } from '../../src/model/repair.js';
import { renderRecords } from '../../src/report/records.js';
import { hostileReview } from '../builders/hostile.js';
import { aReview } from '../builders/review.js';

it('every file has its header, also without rows', () => {
  const files = renderRecords(aReview([]));
  expect(files.map(([name]) => name)).toEqual(REPAIR_FILES.map(({ file }) => file));
  for (const [, text] of files) expect(text).toMatch(/^"key","target","operation",.*"findings"\r\n$/);
});

it('rows fit their schema, and no cell is a formula', () => {
  const review = hostileReview();
  const [[, text] = ['', '']] = renderRecords(review);
  const rows: Record<string, string>[] = parse(text, { columns: true });
  expect(rows).toHaveLength(review.repairs.duplicatesToVoid.length);
  for (const row of rows) {
    expect(DuplicateToVoid.safeParse({ ...row, extra: Number(row.extra) }).error).toBeUndefined();
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@|%]/);
  }
  expect(text).not.toContain('\u202e');
});
