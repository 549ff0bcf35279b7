import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

/** Calls whose log knows ten quotes, and an export that has a policy in each row, so many for each quote. */
function keysOf(policies: (quote: number) => number): Promise<string[]> {
  const calls: Written = {
    at: '10:00:00',
    service: 'api',
    method: 'POST',
    route: '/policies',
    status: 201,
    record_key: 'Q-10{n}',
    repeat: { times: 9 },
  };
  const rows = Array.from({ length: 9 }, (_, n) => n + 1).flatMap((quote) =>
    Array.from({ length: policies(quote) }, (_, n): Written => {
      const labels = JSON.stringify({ policy: `P-${quote}77${n}`, quote: `Q-10${quote}` });
      return { kind: 'row', file: 'policies.csv', record_key: `P-${quote}77${n}`, record_field: 'policy', labels };
    }),
  );
  return rowsOf(`SELECT DISTINCT record_field FROM events WHERE kind = 'row'`, [calls, ...rows]).then((found) =>
    found.map(({ record_field }) => String(record_field)),
  );
}

describe('the key of an export is the one that the log uses', () => {
  it('where each record has one row', async () => {
    expect(await keysOf(() => 1)).toEqual(['quote']);
  });

  it('where some have more, since they were made more than once', async () => {
    expect(await keysOf((quote) => (quote % 3 === 0 ? 3 : 1))).toEqual(['quote']);
  });

  it('but not where each has several: they are its parts', async () => {
    expect(await keysOf(() => 3)).toEqual(['policy']);
  });
});

/** Twenty-four loans that a log names, each with a row in an export; those of which the log tells of trouble have three. */
async function loansOf(cells: (row: number) => Written, trouble: Written = { level: 'warn' }, named: Written = {}): Promise<string[]> {
  const loans = Array.from({ length: 24 }, (_, n) => n + 10);
  const again = (loan: number) => loan % 2 === 0;
  const log = loans.flatMap((loan): Written[] => [
    { at: '10:00:00', kind: 'statement', signal: 'started', record_key: `LN-20${loan}` },
    { at: '10:00:05', kind: 'statement', record_key: `LN-20${loan}`, ...(again(loan) ? trouble : {}) },
    { at: '10:00:09', kind: 'statement', record_key: `DK-44${loan}0`, ...named },
  ]);
  const rows = loans.flatMap((loan) =>
    Array.from({ length: again(loan) ? 3 : 1 }, (_, n): Written => {
      const dossier = `DK-44${loan}${n}`;
      const labels = JSON.stringify({ dossier, loan: `LN-20${loan}`, opened: `2026-03-02T10:0${n}:00Z`, ...cells(n) });
      return { kind: 'row', file: 'dossiers.csv', record_key: dossier, record_field: 'dossier', labels };
    }),
  );
  const found = await rowsOf(
    `SELECT DISTINCT record_field || coalesce(' made ' || created_field, '') AS key FROM events WHERE kind = 'row'`,
    [...log, ...rows],
  );
  return found.map(({ key }) => String(key));
}

describe('an export in which half of the records stand three times, under numbers that the log knows as well', () => {
  it('has the record as its key where the rows of one are alike and the log tells of trouble with it', async () => {
    expect(await loansOf(() => ({ sum: '900.00' }))).toEqual(['loan made dossier']);
  });

  it('is one of parts where the rows of a record differ', async () => {
    expect(await loansOf((row) => ({ sum: `${row}.50` }))).toEqual(['dossier']);
  });

  it('is one of parts where nothing went wrong', async () => {
    expect(await loansOf(() => ({ sum: '900.00' }), {})).toEqual(['dossier']);
  });
});
