import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { spooled } from '../../../src/intake/inputs/spool.js';

const CHUNKS = Array.from({ length: 40 }, (_, n) => Buffer.from(`${n};`));

/** Comes in pieces, with time between them, as from a pipe. */
async function* slowly() {
  for (const chunk of CHUNKS) {
    await new Promise((resolve) => setImmediate(resolve));
    yield chunk;
  }
}

async function textOf(stream: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

test('streams that are open at the same time, one of them given up, all see everything', async () => {
  const open = spooled(() => Readable.from(slowly()));
  const glance = open();
  for await (const _first of glance) break;
  const whole = Buffer.concat(CHUNKS).toString();
  expect(await Promise.all([textOf(open()), textOf(open())])).toEqual([whole, whole]);
  expect(await textOf(open())).toBe(whole);
});

test('what is not kept cannot be read twice', async () => {
  const open = spooled(() => Readable.from(slowly()), 10);
  expect(await textOf(open())).toBe(Buffer.concat(CHUNKS).toString());
  await expect(textOf(open())).rejects.toThrow(/cannot be read a second time/);
});
