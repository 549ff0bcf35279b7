import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText, renderJiraCsv } from '../../../src/report/tickets/jira-csv.js';
import { hostileReview } from '../../builders/hostile.js';
import { aDetection, aReview } from '../../builders/review.js';
import { aTicket } from '../../builders/ticket.js';

/** Strict: every row as long as the header, no stray quote. */
const rowsOf = (text: string): string[][] => parse(text, { record_delimiter: '\r\n' });

describe('jira.csv', () => {
  const [header = [], row = []] = rowsOf(renderJiraCsv(aReview([aDetection()])));
  const cell = (column: string) => row[header.indexOf(column)] ?? '';

  it('has the columns of the importer, one Labels column per label', () => {
    expect([...new Set(header)]).toEqual([
      ...['Summary', 'Issue Type', 'Priority', 'Description', 'Labels', 'Component', 'Assignee', 'Harm Began', 'Harm Ended'],
    ]);
    expect(row.filter((_, at) => header[at] === 'Labels')).toEqual([
      'caseharden',
      expect.stringMatching(/^caseharden-[0-9a-f]{12}$/),
      'duplicate-write',
      'idempotency',
      'severity-high',
    ]);
    expect([cell('Summary'), cell('Issue Type'), cell('Priority'), cell('Component')]).toEqual([
      'POST /orders: Send an idempotency key with each write',
      'Task',
      'High',
      'billing',
    ]);
  });

  it('gives times as the import wizard offers to read them', () => {
    expect([cell('Harm Began'), cell('Harm Ended')]).toEqual(['01/Mar/26 9:00 AM', '01/Mar/26 9:30 AM']);
    const night = rowsOf(
      renderJiraCsv({ tickets: [aTicket({ window: { start: '2026-12-31T00:05:00Z', end: '2026-12-31T12:00:00Z' } })] }),
    )[1];
    expect(night?.slice(-2)).toEqual(['31/Dec/26 12:05 AM', '31/Dec/26 12:00 PM']);
  });

  it('describes in wiki markup: problem, evidence, change, criteria, verification', () => {
    expect(cell('Description').match(/^h3\. .*$/gm)).toEqual([
      'h3. Problem',
      'h3. Evidence',
      'h3. Records affected',
      'h3. Change',
      'h3. Acceptance criteria',
      'h3. Verification',
      'h3. Alert',
      'h3. Rollback',
      'h3. Planning',
    ]);
    expect(cell('Description')).toContain('{{billing.log:4}} — first create, id 71\n\n{noformat}\n{"msg":"created","id":71}\n{noformat}');
    expect(cell('Description')).toContain('Make the key from *source id* and operation.\n\n* keep it for {{24 h}}');
  });

  it('takes assignee, project and more fields from the configuration', () => {
    const tickets = [aTicket({ assignee: 'ann', project: 'PAY', fields: { 'Story Points': '3' } }), aTicket()];
    const [head = [], first = [], second = []] = rowsOf(renderJiraCsv({ tickets }));
    expect(head.slice(-2)).toEqual(['Project Key', 'Story Points']);
    expect([first[head.indexOf('Assignee')], ...first.slice(-2)]).toEqual(['ann', 'PAY', '3']);
    expect(second.slice(-2)).toEqual(['', '']);
  });

  it('has a header alone when there is nothing to do', () => {
    expect(rowsOf(renderJiraCsv(aReview([])))).toHaveLength(1);
  });

  it('keeps its rows whole and free of formulas, whatever the log says', () => {
    const rows = rowsOf(renderJiraCsv(hostileReview()));
    expect(rows).toHaveLength(3);
    expect(rows.flat().filter((one) => /^[=+\-@\t]/.test(one))).toEqual([]);
    expect(rows.slice(1).flatMap((one) => one[0]?.match(/\n/g) ?? [])).toEqual([]);
  });

  it('gives back every field as it was written', () => {
    // What a spreadsheet takes for a formula gets a quote in front, and line breaks become one character: that is tested above.
    const plain = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', "'", ';', 'é', ' ', '\\') });
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, plain, plain), { minLength: 1 }), (rows) => {
        expect(rowsOf(csvText(rows))).toEqual(rows);
      }),
    );
  });
});
