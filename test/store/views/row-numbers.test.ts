import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

/** Twenty records of a source, and a table that numbers its rows; `again` makes a second row of what the first one holds. */
async function madeFor(again: (row: Written, cells: Written) => readonly [Written, Written] | null, source = 20): Promise<string[]> {
  const row = (n: number, number: string, cells: Written, more: Written = {}): Written => {
    const record_key = `CT-30${n + 10}`;
    const ids = { voucher: number, contract: record_key };
    return {
      kind: 'row',
      file: 'vouchers.csv',
      at: `10:00:${n + 10}`,
      record_key,
      record_field: 'contract',
      ids: JSON.stringify(ids),
      labels: JSON.stringify({ ...ids, ...cells }),
      ...more,
    };
  };
  const rows = Array.from({ length: 20 }, (_, n) =>
    row(n, `V${9000 + n}`, { booked: `10:00:${n + 10}`, currency: n % 3 === 0 ? 'EUR' : 'CHF', sum: `${n % 7}.50` }),
  );
  const second = again({}, { booked: '10:30:05', currency: 'EUR', sum: '3.50' });
  if (second !== null) rows.push(row(3, 'V9050', second[1], second[0]));
  const sources = Array.from(
    { length: source },
    (_, n): Written => ({
      kind: 'row',
      file: 'contracts.csv',
      at: `09:00:${(n % 50) + 10}`,
      record_key: `CT-30${n + 10}`,
      record_field: 'contract_no',
    }),
  );
  const found = await rowsOf(
    `SELECT created_id FROM events WHERE file = 'vouchers.csv' AND record_key = 'CT-3013' AND created_id IS NOT NULL ORDER BY 1`,
    [...sources, ...rows],
  );
  return found.map(({ created_id }) => String(created_id));
}

describe('the number that a table gives to each of its rows', () => {
  it('is the id of what was made for a record of the source', async () => {
    expect(await madeFor((row, cells) => [row, cells])).toEqual(['V9003', 'V9050']);
  });

  it('is none where the second row holds something else: they are its parts', async () => {
    expect(await madeFor((row, cells) => [row, { ...cells, sum: '4.50' }])).toEqual([]);
  });

  it('is none in a table of tries', async () => {
    expect(await madeFor((row, cells) => [{ ...row, status: 500 }, cells]).then((ids) => ids.includes('V9050'))).toBe(false);
  });

  it('is none in a table that holds few of the records of the source', async () => {
    expect(await madeFor((row, cells) => [row, cells], 60)).toEqual([]);
  });

  it('says nothing where no record has two', async () => {
    expect(await madeFor(() => null)).toEqual([]);
  });
});

describe('a table in which each record has a row for each of its sides', () => {
  /** Twelve debits, one of them twice, and as many credits; the number of a row has a name that tells nothing. */
  async function bookings(again: Written, sides: (side: string, n: number) => Written = () => ({})): Promise<string[]> {
    const row = (n: number, side: string, number: number, more: Written): Written => {
      const record_key = `E2E-7${n + 10}`;
      const cells = { glref: `${number}`, e2e: record_key, side, amount: `${n}.50`, ...more };
      return {
        kind: 'row',
        file: 'gl.csv',
        at: '10:00:00',
        record_key,
        record_field: 'e2e',
        amount: n + 0.5,
        ids: JSON.stringify({ e2e: record_key }),
        labels: JSON.stringify(cells),
      };
    };
    const debits = Array.from({ length: 12 }, (_, n) => row(n, 'D', 551000 + n, sides('D', n)));
    const credits = Array.from({ length: 12 }, (_, n) => row(n, 'C', 551020 + n, sides('C', n)));
    const sources = Array.from(
      { length: 12 },
      (_, n): Written => ({ kind: 'statement', file: 'job.log', at: '09:00:00', record_key: `E2E-7${n + 10}`, record_field: 'e2e' }),
    );
    const found = await rowsOf(`SELECT created_id FROM events WHERE record_key = 'E2E-713' AND created_id IS NOT NULL ORDER BY 1`, [
      ...sources,
      ...debits,
      ...credits,
      row(3, 'D', 551040, again),
    ]);
    return found.map(({ created_id }) => String(created_id));
  }

  it('numbers both sides, and the one that was made twice', async () => {
    expect(await bookings({})).toEqual(['551003', '551023', '551040']);
  });

  it('numbers none of two that differ, but the other side', async () => {
    expect(await bookings({ text: 'reversal' }, () => ({ text: 'debit' }))).toEqual(['551023']);
  });
});
