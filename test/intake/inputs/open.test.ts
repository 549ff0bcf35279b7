import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openText } from '../../../src/intake/inputs/open.js';

async function read(bytes: Buffer, chunkSize = 7) {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) parts.push(bytes.subarray(at, at + chunkSize));
  const { chunks, totals } = openText(() => Readable.from(parts));
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return { text, totals };
}

const LINES = 'time=1 msg="größer"\ntime=2 msg=ok\n';

function utf32(text: string, end: 'LE' | 'BE'): Buffer {
  const points = [...text].map((character) => character.codePointAt(0) as number);
  const bytes = Buffer.alloc(points.length * 4);
  for (const [n, point] of points.entries()) bytes[`writeUInt32${end}`](point, n * 4);
  return bytes;
}

/** What the zstd command makes of LINES, of its first ten bytes, and of the rest. */
const ZSTD = Buffer.from('KLUv/QRoIQEAdGltZT0xIG1zZz0iZ3LDtsOfZXIiCnRpbWU9MiBtc2c9b2sKN8MjLg==', 'base64');
const ZSTD_START = Buffer.from('KLUv/QRoUQAAdGltZT0xIG1zZxvdaHI=', 'base64');
const ZSTD_REST = Buffer.from('KLUv/QRo0QAAPSJncsO2w59lciIKdGltZT0yIG1zZz1vawrYu7BX', 'base64');

async function* failing() {
  yield Buffer.from('a\n');
  throw new Error('the disk is gone');
}

describe('openText', () => {
  test('reads UTF-8 across chunk borders, counts and hashes the bytes', async () => {
    const bytes = Buffer.from(LINES);
    const { text, totals } = await read(bytes, 3);
    expect(text).toBe(LINES);
    expect(totals).toEqual({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), broken: null, western: 0 });
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

  test.each([
    ['UTF-32, little end first', utf32(`\ufeff${LINES}`, 'LE')],
    ['UTF-32, big end first', utf32(`\ufeff${LINES}`, 'BE')],
    ['UTF-16 without a mark, big end first', Buffer.from(LINES, 'utf16le').swap16()],
    ['zstd', ZSTD],
    ['zstd of two frames', Buffer.concat([ZSTD_START, ZSTD_REST])],
    ['zstd in gzip', gzipSync(ZSTD)],
    ['gzip in gzip in gzip', gzipSync(gzipSync(gzipSync(LINES)))],
    ['Windows-1252', Buffer.from(LINES, 'latin1')],
    ['zeros between the lines', Buffer.from(LINES.replace('\n', `\n${'\0'.repeat(5_000)}`))],
  ])('reads %s', async (_name, bytes) => {
    expect((await read(bytes, 5)).text).toBe(LINES);
    expect((await read(bytes, 64 * 1024)).text).toBe(LINES);
  });

  test('tells a line of another encoding from a damaged one', async () => {
    const bytes = Buffer.concat([
      Buffer.from('größe\n'),
      Buffer.from('größe\n', 'latin1'),
      Buffer.from('gr\u00f6\xdfe\n'),
      Buffer.from([0xc3, 0xb6, 0xff, 10]),
    ]);
    const { text, totals } = await read(bytes);
    expect(text).toBe('größe\ngröße\ngrößeö\ufffd\n'.replace('größeö', 'größe\nö'));
    expect(totals.western).toBe(1);
  });

  test('cuts no character of a line that is decoded in parts', async () => {
    const line = `${'ä€😀'.repeat(400_000)}\n`;
    expect((await read(Buffer.from(line), 65_537)).text === line).toBe(true);
  });

  test('takes carriage returns for line breaks where no line feed stands, and only there', async () => {
    expect((await read(Buffer.from('a\rb\rc'))).text).toBe('a\nb\nc');
    expect((await read(Buffer.from('a\r\nb 1%\rb 2%\n'))).text).toBe('a\r\nb 1%\rb 2%\n');
  });

  test('keeps what could be unpacked of zstd data that ends early, and says so', async () => {
    const { text, totals } = await read(Buffer.concat([ZSTD, ZSTD, ZSTD.subarray(0, 30)]), 100);
    expect(text).toBe(LINES + LINES);
    expect(totals.broken).toMatch(/zstd data is damaged or ends early/);
  });

  test('stops unpacking what no log expands to, says so, and still hashes all of it', async () => {
    const zeros = gzipSync(Buffer.alloc(1024 * 1024), { level: 9 });
    const bomb = Buffer.concat(Array.from({ length: 400 }, () => zeros));
    const { text, totals } = await read(bomb, 64 * 1024);
    expect(text).toBe('');
    expect(totals.broken).toMatch(/Unpacking was stopped after 2[67]\d{7} bytes/);
    expect(totals.bytes).toBeLessThan(290e6);
    expect(totals.sha256).toBe(createHash('sha256').update(bomb).digest('hex'));
  });

  test('a read that fails on the way keeps what was read', async () => {
    const { chunks, totals } = openText(() => Readable.from(failing()));
    let text = '';
    for await (const chunk of chunks) text += chunk;
    expect(text).toBe('a\n');
    expect(totals.broken).toBe('Reading stopped before the end: the disk is gone.');
  });

  test.each([
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /a PNG picture, not text/],
    ['bzip2', Buffer.from('BZh91AY&SY', 'latin1'), /unpack it with `bunzip2 FILE`/],
    ['xz', Buffer.from('\xfd7zXZ\x00\x00', 'latin1'), /unpack it with `unxz FILE`/],
    ['a 7z archive', Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), /a 7z archive, not text/],
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
