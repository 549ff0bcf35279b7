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
