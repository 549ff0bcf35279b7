/** Which encoding the first bytes speak, and whether they are text at all. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

const LOOKED_AT = 8 * 1024;

/** First bytes of common formats that hold no log text, with their names. */
const KNOWN_BINARY: readonly (readonly [string, string])[] = [
  ['PK\x03\x04', 'a zip archive'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['Rar!\x1a\x07', 'a RAR archive'],
  ['PAR1', 'a Parquet file'],
  ['SQLite format 3', 'a SQLite database'],
  ['%PDF-', 'a PDF document'],
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['\x7fELF', 'a program'],
  ['\xd4\xc3\xb2\xa1', 'a packet capture'],
  ['\x0a\x0d\x0d\x0a', 'a packet capture'],
];

/** Packings that no library reads well enough, with the command that takes them off. */
const UNPACKED_BY: readonly (readonly [string, string])[] = [
  ['BZh', 'bzip2: unpack it with `bunzip2 FILE`, or `tar xjf FILE` when it is a tar archive'],
  ['\xfd7zXZ\x00', 'xz: unpack it with `unxz FILE`, or `tar xJf FILE` when it is a tar archive'],
  ['\x04\x22\x4d\x18', 'lz4: unpack it with `lz4 -d FILE`'],
  ['\xff\x06\x00\x00sNaPpY', 'snappy: unpack it with `snzip -d FILE`'],
  ['\x1f\x9d', 'compress: unpack it with `uncompress FILE`'],
];

/** Bytes of a byte order mark of UTF-8 at the start. */
export function markLength(start: Buffer): number {
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
}

/** The encoding by byte order mark, or by where the zero bytes of UTF-16 stand; else UTF-8. */
export function detectEncoding(start: Buffer): Encoding {
  const mark = start.length >= 4 ? start.readUInt32BE(0) : 0;
  if (mark === 0xfffe0000) return 'utf-32le';
  if (mark === 0x0000feff) return 'utf-32be';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const [even, odd, pairs] = zeroBytes(start);
  if (pairs < 4) return 'utf-8';
  if (odd / pairs > 0.7 && even / pairs < 0.1) return 'utf-16le';
  if (even / pairs > 0.7 && odd / pairs < 0.1) return 'utf-16be';
  return 'utf-8';
}

/** Why the bytes are not text, in one sentence; null when they are. */
export function binaryReason(start: Buffer, encoding: Encoding): string | null {
  const signature = start.toString('latin1', 0, 16);
  const known = KNOWN_BINARY.find(([magic]) => signature.startsWith(magic));
  if (known) return `The file is ${known[1]}, not text. Unpack or export it as text.`;
  if (start.toString('latin1', 257, 262) === 'ustar') return 'The file is a tar archive, not text. Unpack it.';
  const packed = UNPACKED_BY.find(([magic]) => signature.startsWith(magic));
  if (packed) return `The file is compressed with ${packed[1]}.`;
  if (encoding !== 'utf-8' || (controlShare(start) < 0.1 && brokenShare(start) < 0.2)) return null;
  return 'The file holds binary data, not text.';
}

function zeroBytes(start: Buffer): [number, number, number] {
  const end = Math.min(start.length, LOOKED_AT) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (start[i] === 0) even++;
    if (start[i + 1] === 0) odd++;
  }
  return [even, odd, end / 2];
}

/** Share of characters that are not UTF-8. Latin-1 text has some, here and there; noise has many. */
function brokenShare(start: Buffer): number {
  const text = start.toString('utf8', 0, LOOKED_AT);
  return text.length < 64 ? 0 : (text.split('\uFFFD').length - 1) / text.length;
}

/** Share of control characters. A block of zeros is left by a log that was truncated while its writer went on. */
function controlShare(start: Buffer): number {
  let control = 0;
  let seen = 0;
  for (let i = 0; i < start.length && seen < LOOKED_AT; i++) {
    if (start[i] === 0 && (start[i - 1] === 0 || start[i + 1] === 0)) continue;
    seen++;
    if (isControl(start[i] as number)) control++;
  }
  return seen > 0 ? control / seen : 0;
}

/** Tab, line breaks, form feed, backspace, bell and escape occur in terminal output. */
function isControl(byte: number): boolean {
  return byte < 32 && byte !== 27 && (byte < 7 || byte > 13);
}
