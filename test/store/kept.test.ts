import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findKept, keep, keyOf } from '../../src/store/kept.js';

let folder: string;
const notes: string[] = [];
const note = (text: string) => void notes.push(text);
const write = (text: string) => async (file: string) => fs.writeFileSync(file, text);
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-kept-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it('gives back what was kept under a key, and nothing under another', async () => {
  await keep(folder, keyOf(['a']), { events: 3 }, write('store of a'));
  const found = await findKept<{ events: number }>(folder, keyOf(['a']), note);
  expect(found?.told).toEqual({ events: 3 });
  expect(fs.readFileSync(found?.store ?? '', 'utf8')).toBe('store of a');
  expect(await findKept(folder, keyOf(['b']), note)).toBeNull();
  expect(notes).toEqual([]);
});

it.each([
  ['a store of which a byte differs', 'store.duckdb', 'store of A'],
  ['an entry cut short', 'entry.json', '{"key":'],
  ['an entry of somebody else', 'entry.json', '{}'],
])('tells of %s, and takes it for none', async (_, name, text) => {
  const key = keyOf([name, text]);
  await keep(folder, key, {}, write('store of a'));
  fs.writeFileSync(path.join(folder, key, name), text);
  notes.length = 0;
  expect(await findKept(folder, key, note)).toBeNull();
  expect(notes).toEqual([expect.stringMatching(/^.*[0-9a-f]{64}: is damaged or no entry of the cache \(.+\); it is made again\.$/)]);
});

it('tells of an account that was changed', async () => {
  const key = keyOf(['changed']);
  await keep(folder, key, { events: 3 }, write('store'));
  const file = path.join(folder, key, 'entry.json');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"events":3', '"events":4'));
  expect(await findKept(folder, key, () => {})).toBeNull();
});

it('leaves nothing behind of an entry that could not be written', async () => {
  const key = keyOf(['failed']);
  const fail = async (file: string) => {
    fs.writeFileSync(file, 'half');
    throw new Error('no space left');
  };
  await expect(keep(folder, key, {}, fail)).rejects.toThrow('no space left');
  expect(fs.readdirSync(path.join(folder, key))).toEqual([]);
  expect(await findKept(folder, key, () => {})).toBeNull();
});

it('keeps the eight entries used last, and files of others', async () => {
  const own = path.join(folder, 'several');
  fs.mkdirSync(own);
  fs.writeFileSync(path.join(own, 'notes.txt'), 'mine');
  const keys = Array.from({ length: 9 }, (_, n) => keyOf(n));
  for (const [n, key] of keys.entries()) {
    await keep(own, key, {}, write('store'));
    fs.utimesSync(path.join(own, key, 'entry.json'), 1_000 + n, 1_000 + n);
    // The first is used again, so that the second is the one used longest ago.
    if (n === 7) await findKept(own, keys[0] as string, () => {});
  }
  const left = fs.readdirSync(own);
  expect(left).toContain('notes.txt');
  expect(keys.filter((key) => !left.includes(key))).toEqual([keys[1]]);
});
