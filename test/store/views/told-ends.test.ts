import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const time = (n: number, ms: number) => `10:00:${String(n * 4).padStart(2, '0')}.${String(ms).padStart(3, '0')}`;
const failed = (n: number, ms = 0): Written => ({
  at: time(n, ms),
  signal: 'failed',
  level: 'error',
  record_key: `M-30${n}`,
  template: 'Cannot book <*>',
});
const parked = (n: number, ms: number): Written => ({
  at: time(n, ms),
  signal: 'dead_lettered',
  template: 'record sent to the dead letter topic',
});
const WORKS = [1, 2, 3, 4, 5, 6];

async function parkedOf(events: readonly Written[]): Promise<string[]> {
  const rows = await rowsOf(
    `SELECT record_key FROM events WHERE signal = 'dead_lettered' AND record_key IS NOT NULL ORDER BY id`,
    [...events],
    {
      file: 'worker.log',
      kind: 'statement',
    },
  );
  return rows.map(({ record_key }) => String(record_key));
}

describe('a line that says that something was parked and names nothing', () => {
  it('tells it of the record of which the line before says that it failed', async () => {
    expect(await parkedOf(WORKS.flatMap((n) => [failed(n), parked(n, 3)]))).toEqual(WORKS.map((n) => `M-30${n}`));
  });

  it('tells it of none where it comes much later', async () => {
    expect(await parkedOf(WORKS.flatMap((n) => [failed(n), parked(n, 900)]))).toEqual([]);
  });

  it('tells it of none where half of such lines stand behind no failure', async () => {
    expect(await parkedOf(WORKS.flatMap((n) => (n % 2 === 0 ? [parked(n, 3)] : [failed(n), parked(n, 3)])))).toEqual([]);
  });

  it('tells it of none where two stand behind one failure', async () => {
    expect(await parkedOf(WORKS.flatMap((n) => [failed(n), parked(n, 3), parked(n, 5)]))).toEqual([]);
  });
});
