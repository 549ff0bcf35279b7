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

  it('are the works that go side by side, where each number follows a failure with the one before', async () => {
    const events = [...tries(1, ['10:00:00', '10:00:02', '10:00:04']), ...tries(1, ['10:00:01', '10:00:03', '10:00:05'])];
    expect(await rowsOf(SQL, events)).toEqual([{ works: 2, nameless: 0 }]);
    const work =
      'SELECT list(attempt ORDER BY at_ms) AS attempts, max(at_ms) - min(at_ms) AS took FROM observations GROUP BY work_key ORDER BY min(at_ms)';
    expect(await rowsOf(work, events)).toEqual([
      { attempts: [1, 2, 3], took: 4000 },
      { attempts: [1, 2, 3], took: 4000 },
    ]);
  });

  it('are told apart in the same way where a platform names another instance on nearly each line', async () => {
    const events = [...tries(1, ['10:00:00', '10:00:01', '10:00:02']), ...tries(1, ['10:05:00', '10:05:01'])];
    const named = events.map((event, i): Written => ({ ...event, worker: `i-${i * 7919}` }));
    expect(await rowsOf(SQL, named)).toEqual([{ works: 2, nameless: 0 }]);
  });

  it("are each worker's own where a worker stays", async () => {
    const of = (worker: string, times: string[]) => tries(1, times).map((event): Written => ({ ...event, worker }));
    const events = [
      ...of('w-1', ['10:00:00', '10:00:04', '10:00:05', '10:00:09']),
      ...of('w-2', ['10:00:01', '10:00:02', '10:00:03', '10:00:08']),
    ];
    expect(
      await rowsOf('SELECT worker, count(DISTINCT work_key) AS works FROM observations GROUP BY worker ORDER BY worker', events),
    ).toEqual([
      { worker: 'w-1', works: 1 },
      { worker: 'w-2', works: 1 },
    ]);
  });

  it('of a work that succeeded are not gone on with', async () => {
    const fine: Written = { ...TRY, at: '10:00:00', attempt: 1, code: null, sent: null, status: 200 };
    const events = [fine, ...tries(1, ['10:00:01', '10:00:03', '10:00:05', '10:00:07']), ...tries(1, ['10:00:02', '10:00:04', '10:00:06'])];
    expect(await rowsOf('SELECT count(*) AS calls FROM observations GROUP BY work_key ORDER BY calls', events)).toEqual([
      { calls: 1 },
      { calls: 3 },
      { calls: 4 },
    ]);
  });

  it('are no works where a number does not follow a failure with the one before', async () => {
    const numbers = [3, 1, 7, 2, 9, 4, 6, 2, 5, 8];
    const events = numbers.map((attempt, i): Written => ({ ...TRY, at: `10:00:${10 + i}`, attempt }));
    expect(await rowsOf(SQL, events)).toEqual([{ works: 0, nameless: 10 }]);
  });

  it('keep the key that they have', async () => {
    const events = tries(1, ['10:00:00', '10:00:01', '10:00:02']).map((event): Written => ({ ...event, record_key: 'A-1' }));
    expect(await rowsOf('SELECT DISTINCT work_key FROM observations', events)).toEqual([{ work_key: 'key:a-1' }]);
  });
});

describe('a run that says which attempt it is', () => {
  const start = (at: string, attempt: number, more: Written = {}): Written => ({
    file: 'export.log',
    at,
    kind: 'statement',
    attempt,
    ...more,
  });
  const call = (at: string, key: string): Written => ({
    file: 'export.log',
    at,
    kind: 'exchange',
    vantage: 'caller',
    target: 'ledger.test',
    method: 'POST',
    route: '/bills',
    status: 400,
    record_key: key,
  });
  const calls = (minute: string, keys: readonly string[]) => keys.map((key, i) => call(`10:${minute}:0${i + 1}`, key));
  const NUMBERS = "SELECT attempt FROM observations WHERE kind = 'exchange' ORDER BY id";
  const numbers = (events: readonly Written[]) => rowsOf(NUMBERS, events).then((rows) => rows.map((row) => row.attempt));
  const KEYS = ['A-1', 'A-2', 'A-3'];

  it.each([[{}], [{ signal: 'started' }], [{ kind: 'job', signal: 'started', topic: 'export' }]])(
    'lends its number to the calls that come again: %j',
    async (line) => {
      const events = [start('10:00:00', 1, line), ...calls('00', KEYS), start('10:10:00', 2, line), ...calls('10', [...KEYS, 'A-4'])];
      expect(await numbers(events)).toEqual([1, 1, 1, 2, 2, 2, null]);
    },
  );

  it.each([
    ['of one piece of work', [start('10:00:00', 1), ...calls('00', ['A-1']), start('10:10:00', 2), ...calls('10', ['A-1'])]],
    [
      'of a record that it names',
      [
        start('10:00:00', 1, { record_key: 'A-9' }),
        ...calls('00', KEYS),
        start('10:10:00', 2, { record_key: 'A-9' }),
        ...calls('10', KEYS),
      ],
    ],
    [
      'of a failure',
      [start('10:00:00', 1, { signal: 'failed' }), ...calls('00', KEYS), start('10:10:00', 2, { signal: 'failed' }), ...calls('10', KEYS)],
    ],
    ['that is each time the first', [start('10:00:00', 1), ...calls('00', KEYS), start('10:10:00', 1), ...calls('10', KEYS)]],
  ])('lends none where the number is that %s', async (_, events) => {
    expect((await numbers(events)).every((attempt) => attempt === null)).toBe(true);
  });
});
