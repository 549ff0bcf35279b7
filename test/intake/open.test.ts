import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openText } from '../../src/intake/open.js';

async function read(bytes: Buffer, chunkSize = 7) {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) parts.push(bytes.subarray(at, at + chunkSize));
  const { chunks, totals } = openText(() => Readable.from(parts));
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return { text, totals };
}

const LINES = 'time=1 msg="größer"\ntime=2 msg=ok\n';

describe('openText', () => {
  test('reads UTF-8 across chunk borders, counts and hashes the bytes', async () => {
    const bytes = Buffer.from(LINES);
    const { text, totals } = await read(bytes, 3);
    expect(text).toBe(LINES);
    expect(totals).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), broken: null });
  });

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${LINES}`)],
    ['UTF-16, little end first', Buffer.from(`\ufeff${LINES}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${LINES}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(LINES, 'utf16le')],
    ['gzip', gzipSync(LINES)],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\ufeff${LINES}`, 'utf16le'))],
    ['gzip of two members', Buffer.concat([gzipSync(LINES.slice(0, 10)), gzipSync(LINES.slice(10))])],
  ])('reads %s', async (_name, bytes) => {
    expect((await read(bytes)).text).toBe(LINES);
  });

  test('hashes what was given and sizes what was unpacked', async () => {
    const packed = gzipSync(LINES);
    const { totals } = await read(packed);
    expect(totals.sha256).toBe(createHash('sha256').update(packed).digest('hex'));
    expect(totals.bytes).toBe(Buffer.byteLength(LINES));
  });

  test('keeps what could be unpacked of a gzip file that ends early, and says so', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `line ${n} ${(n * 7919) % 10_007}\n`).join('');
    const packed = gzipSync(lines);
    const { text, totals } = await read(packed.subarray(0, packed.length >> 1), 4096);
    expect(lines.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(1000);
    expect(totals.broken).toMatch(/gzip data is damaged or ends early/);
  });

  test('replaces bytes that are not UTF-8', async () => {
    expect((await read(Buffer.from([0x61, 0xff, 0x62, 0x0a]))).text).toBe('a\ufffdb\n');
  });

  test.each([
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /a PNG picture, not text/],
    ['an archive', Buffer.from('PK\x03\x04abc', 'latin1'), /a zip archive, not text/],
    ['random bytes', Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 37) % 32)), /binary data/],
    ['noise without many control characters', Buffer.from(Array.from({ length: 4000 }, (_, n) => 128 + ((n * 37) % 120))), /binary data/],
  ])('refuses %s', async (_name, bytes, reason) => {
    await expect(read(bytes)).rejects.toThrow(reason);
  });

  test('takes a log that starts with a block of zeros, as truncation leaves it', async () => {
    const { text } = await read(Buffer.concat([Buffer.alloc(100_000), Buffer.from(LINES)]), 64 * 1024);
    expect(text.endsWith(LINES)).toBe(true);
  });
});
