import { expect, it } from 'vitest';
import { take } from '../with-files.js';

async function first(said: (n: number) => string) {
  const text = [1, 2, 3, 4, 5, 6].map((n) => `2026-01-20 00:30:1${n} ${said(n)}`).join('\n');
  return (await take({ 'hub.txt': text })).records[0];
}

it('a word in capitals in a column of its own, on all lines, is who writes', async () =>
  expect(await first((n) => `LOADER  package P-100${n} stored as load 710${n}`)).toMatchObject({
    message: 'package P-1001 stored as load 7101',
    fields: { logger: 'LOADER' },
  }));

it.each([
  ['not on all lines', (n: number) => `${n > 1 ? 'LOADER' : 'SENDER'}  package P-100${n} stored`],
  ['not in a column', (n: number) => `PACKAGE P-100${n} stored`],
])('%s: it is part of what is said', async (_, said) => expect((await first(said))?.fields.logger).toBeUndefined());
