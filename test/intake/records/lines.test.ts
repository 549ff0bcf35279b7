import { describe, expect, test } from 'vitest';
import { LONGEST_LINE } from '../../../src/intake/records/bounds.js';
import { splitLines } from '../../../src/intake/records/lines.js';

async function split(...chunks: string[]) {
  async function* given() {
    yield* chunks;
  }
  const lines: (string | null)[] = [];
  for await (const batch of splitLines(given())) lines.push(...batch);
  return lines;
}

describe('splitLines', () => {
  test('splits at line feeds and keeps blank lines, so that numbers are physical', async () => {
    expect(await split('a\n\nb\n')).toEqual(['a', '', 'b']);
  });

  test('takes carriage returns off, also when the chunk ends between the two', async () => {
    expect(await split('a\r', '\nb\r\n')).toEqual(['a', 'b']);
  });

  test('keeps a last line without a break', async () => {
    expect(await split('a\nb', 'c')).toEqual(['a', 'bc']);
  });

  test('gives null for a line that is too long and goes on after it', async () => {
    const part = 'x'.repeat(LONGEST_LINE / 2 + 1);
    expect(await split('a\n', part, part, '\nb\n')).toEqual(['a', null, 'b']);
  });
});
