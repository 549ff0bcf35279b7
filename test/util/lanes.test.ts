import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inLanes } from '../../src/util/lanes.js';

it('gives results in the order of the items, however long each takes', async () => {
  const work = async (n: number) => {
    await pause(n);
    return n * 2;
  };
  expect(await inLanes([9, 1, 5], 2, work)).toEqual([18, 2, 10]);
});

it('has no more work under way than there are lanes', async () => {
  let [now, most] = [0, 0];
  await inLanes([1, 2, 3, 4, 5], 2, async () => {
    now += 1;
    most = Math.max(most, now);
    await pause(1);
    now -= 1;
  });
  expect(most).toBe(2);
});

it('throws a failure only when nothing is under way any more', async () => {
  let ended = false;
  const work = async (name: string) => {
    if (name === 'bad') throw new Error('no such table');
    await pause(20);
    ended = true;
  };
  await expect(inLanes(['slow', 'bad'], 2, work)).rejects.toThrow('no such table');
  expect(ended).toBe(true);
});
