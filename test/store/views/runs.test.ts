import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const TRY: Written = {
  file: 'push.log',
  kind: 'exchange',
  vantage: 'caller',
  target: 'hook.test',
  route: '/done',
  code: 'ECONNREFUSED',
  sent: false,
};
const SQL = 'SELECT count(DISTINCT work_key) AS works, count(*) FILTER (WHERE work_key IS NULL) AS nameless FROM observations';
const tries = (from: number, at: string[]): Written[] => at.map((time, i) => ({ ...TRY, at: time, attempt: from + i }));

describe('numbered attempts that name no key', () => {
  it('are one piece of work as long as the numbers rise', async () => {
    const events = [...tries(1, ['10:00:00', '10:00:01', '10:00:02']), ...tries(1, ['10:05:00', '10:05:01'])];
    expect(await rowsOf(SQL, events)).toEqual([{ works: 2, nameless: 0 }]);
  });

  it('stay without a key where works go side by side', async () => {
    const events = [...tries(1, ['10:00:00', '10:00:02', '10:00:04']), ...tries(1, ['10:00:01', '10:00:03', '10:00:05'])];
    expect(await rowsOf(SQL, events)).toEqual([{ works: 0, nameless: 6 }]);
  });

  it('keep the key that they have', async () => {
    const events = tries(1, ['10:00:00', '10:00:01', '10:00:02']).map((event): Written => ({ ...event, record_key: 'A-1' }));
    expect(await rowsOf('SELECT DISTINCT work_key FROM observations', events)).toEqual([{ work_key: 'key:a-1' }]);
  });
});
