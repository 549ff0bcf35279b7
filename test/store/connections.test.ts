/** Work that must be alone waits for the others, and they for it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { lendOut } from '../../src/store/connections.js';

const connections = [1, 2] as unknown as DuckDBConnection[];
const later = () => new Promise((resolve) => setTimeout(resolve, 5));

it('runs as many side by side as there are connections, and one alone', async () => {
  const { lend, alone } = lendOut(connections);
  let running = 0;
  const most = { beside: 0, alone: 0 };
  const work = (kind: 'beside' | 'alone') => async () => {
    running++;
    most[kind] = Math.max(most[kind], running);
    await later();
    running--;
  };
  await Promise.all([
    lend(work('beside')),
    lend(work('beside')),
    alone(work('alone')),
    lend(work('beside')),
    alone(work('alone')),
    lend(work('beside')),
  ]);
  expect(most).toEqual({ beside: 2, alone: 1 });
});

it('goes on after work that failed', async () => {
  const { lend, alone } = lendOut(connections);
  const fail = () => Promise.reject(new Error('no'));
  expect(await Promise.allSettled([alone(fail), lend(fail), alone(async () => 'done')])).toMatchObject([
    { reason: { message: 'no' } },
    { reason: { message: 'no' } },
    { value: 'done' },
  ]);
});
