/** Bytes → text, in the encoding that they speak, line by line where that changes. */
import { isUtf8 } from 'node:buffer';
import { type Encoding, markLength } from './encoding.js';

/** Bytes without a line feed that are decoded before the line has ended: 1 MiB. */
const LONG_TAIL = 1024 * 1024;

/** Told of lines that are not UTF-8. */
export interface Foreign {
  /** Lines read as Windows-1252. */
  western: number;
}

/** The text of the bytes, without a byte order mark. */
export function decoded(bytes: AsyncGenerator<Buffer>, encoding: Encoding, foreign: Foreign): AsyncGenerator<string> {
  if (encoding === 'utf-8') return fromUtf8(bytes, foreign);
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return fromUtf32(bytes, encoding);
  return fromUtf16(bytes, encoding);
}

async function* fromUtf16(bytes: AsyncGenerator<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* fromUtf32(bytes: AsyncGenerator<Buffer>, encoding: 'utf-32le' | 'utf-32be'): AsyncGenerator<string> {
  let tail = Buffer.alloc(0);
  let first = true;
  for await (const chunk of bytes) {
    const all = Buffer.concat([tail, chunk]);
    const end = all.length & ~3;
    tail = all.subarray(end);
    const points: string[] = [];
    for (let at = 0; at < end; at += 4) {
      const point = encoding === 'utf-32le' ? all.readUInt32LE(at) : all.readUInt32BE(at);
      if (!(first && at === 0 && point === 0xfeff)) points.push(point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd');
    }
    first = false;
    yield points.join('');
  }
  if (tail.length > 0) yield '\ufffd';
}

/** Whole lines are decoded at once, so that a line of another encoding can be told from a damaged one. */
async function* fromUtf8(bytes: AsyncGenerator<Buffer>, foreign: Foreign): AsyncGenerator<string> {
  let tail: Buffer[] = [];
  let length = 0;
  let first = true;
  for await (const chunk of bytes) {
    const own = withoutZeros(first ? chunk.subarray(markLength(chunk)) : chunk);
    first = false;
    tail.push(own);
    length += own.length;
    const end = own.lastIndexOf(10) + 1;
    if (end === 0 && length < LONG_TAIL) continue;
    const all = tail.length === 1 ? own : Buffer.concat(tail);
    const cut = end === 0 ? wholeCharacters(all) : all.length - own.length + end;
    yield textOf(all.subarray(0, cut), foreign);
    tail = cut === all.length ? [] : [all.subarray(cut)];
    length = all.length - cut;
  }
  if (length > 0) yield textOf(Buffer.concat(tail), foreign);
}

const ZEROS = Buffer.alloc(2);

/** Without blocks of zeros: a log that was truncated while its writer went on holds such. */
function withoutZeros(bytes: Buffer): Buffer {
  if (!bytes.includes(ZEROS)) return bytes;
  const kept = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte !== 0 || (bytes[i - 1] !== 0 && bytes[i + 1] !== 0)) kept[length++] = byte;
  }
  return kept.subarray(0, length);
}

/** Where to cut so that no character of UTF-8 is torn. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function textOf(bytes: Buffer, foreign: Foreign): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(10, from);
    const to = feed === -1 ? bytes.length : feed + 1;
    lines.push(lineOf(bytes.subarray(from, to), foreign));
    from = to;
  }
  return lines.join('');
}

/**
 * A line in which no sequence of bytes is a character of UTF-8 beyond ASCII is Windows-1252, of which Latin-1 is a
 * part. One that holds such characters is UTF-8, damaged in places.
 */
function lineOf(line: Buffer, foreign: Foreign): string {
  if (isUtf8(line)) return line.toString('utf8');
  const utf8 = line.toString('utf8');
  if (hasCharacters(utf8)) return utf8;
  foreign.western++;
  return new TextDecoder('windows-1252').decode(line);
}

function hasCharacters(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127 && text.charCodeAt(i) !== 0xfffd) return true;
  return false;
}
