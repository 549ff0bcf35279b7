import { describe, expect, it } from 'vitest';
import { renderJiraCsv } from '../../src/report/jira-csv.js';
import { hostileReview } from '../builders/hostile.js';
import { aDetection, aReview } from '../builders/review.js';

/** A reader of RFC 4180 that does not share code with the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    rows.at(-1)?.push((quoted ?? '').replace(/""/g, '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('jira.csv', () => {
  const [header = [], row = []] = readCsv(renderJiraCsv(aReview([aDetection()])));

  it('has the columns of the importer, one Labels column per label', () => {
    expect([...new Set(header)]).toEqual(['Summary', 'Issue Type', 'Priority', 'Description', 'Labels', 'Component']);
    expect(row).toHaveLength(header.length);
    expect(row.filter((_, at) => header[at] === 'Labels')).toEqual([
      expect.stringMatching(/^caseharden$/),
      expect.stringMatching(/^caseharden-[0-9a-f]{8}$/),
      'duplicate-write',
      'idempotency',
      'severity-high',
    ]);
    expect([row[0], row[1], row[2], row.at(-1)]).toEqual([
      'POST /orders: Send an idempotency key with each write',
      'Task',
      'High',
      'billing',
    ]);
  });

  it('describes in wiki markup: problem, evidence, change, criteria, verification', () => {
    const description = row[3] ?? '';
    expect(description.match(/^h3\. .*$/gm)).toEqual([
      'h3. Problem',
      'h3. Evidence',
      'h3. Records',
      'h3. Change',
      'h3. Acceptance criteria',
      'h3. Verification',
      'h3. Alert',
      'h3. Rollback',
      'h3. Effort',
    ]);
    expect(description).toContain('* billing.log:4: first create, id 71\n{noformat}{"msg":"created","id":71}{noformat}');
    expect(description).toContain('Make the key from *source id* and operation.\n\n* keep it for {{24 h}}');
  });

  it('has a header alone when there is nothing to do', () => {
    expect(readCsv(renderJiraCsv(aReview([])))).toHaveLength(1);
  });

  it('keeps its rows whole and free of formulas, whatever the log says', () => {
    const rows = readCsv(renderJiraCsv(hostileReview()));
    expect(rows).toHaveLength(3);
    for (const one of rows) expect(one).toHaveLength(rows[0]?.length ?? 0);
    expect(rows.flat().filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
    expect(rows.slice(1).flatMap((one) => one[0]?.match(/\n/g) ?? [])).toEqual([]);
  });
});
