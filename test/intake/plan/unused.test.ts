/** What `inspect` tells besides: fields from which nothing was read, and the format that fits next best. */
import { expect, test } from 'vitest';
import { DETAILS, intake } from '../../../src/intake/intake.js';
import { withFolder } from '../with-files.js';

const line = (n: number) =>
  JSON.stringify({
    time: `2026-03-04T09:00:0${n}Z`,
    level: 'info',
    message: `order A-${n} sent`,
    order: `A-${100 + n}`,
    frobnication: { depth: n, mode: 'lax' },
    ...(n === 1 ? { db_password: 'hunter2-plain' } : {}),
  });

const detailsOf = (text: string) =>
  withFolder({ 'a.log': text }, async (folder) => {
    const [input] = await intake([folder], () => {});
    if (input === undefined) throw new Error('nothing was read');
    return input[DETAILS];
  });

test('fields that nothing was read from are named with share and example; secrets are masked', async () => {
  const { unused } = await detailsOf([0, 1, 2, 3].map(line).join('\n'));
  expect(unused).toContainEqual({ path: 'frobnication.mode', share: 1, example: 'lax' });
  expect(unused).toContainEqual({ path: 'db_password', share: 0.25, example: '***' });
  expect(unused.map(({ path }) => path)).not.toContain('order');
});

test('the next best format is named with its score, and formats mixed in', async () => {
  const { runnerUp, mixed } = await detailsOf(`${[0, 1, 2, 3].map(line).join('\n')}\ntime=2026-03-04T09:00:09Z level=info msg=late\n`);
  expect(runnerUp).toMatchObject({ format: 'json' });
  expect(runnerUp!.score).toBeLessThan(runnerUp!.against);
  expect(mixed).toEqual(['logfmt']);
});
