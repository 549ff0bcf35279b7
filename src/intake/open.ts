/**
 * Bytes → text. Takes off compression, byte order mark and encoding; counts and hashes on the way.
 * Each kind of packing is recognised by its first bytes, never by the name.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { binaryReason, detectEncoding } from './encoding.js';

/** What is known of an input once its text was read to the end. */
export interface OpenedTotals {
  /** Size, unpacked, in bytes. */
  bytes: number;
  /** SHA-256 of the bytes as they were given. */
  sha256: string;
  /** What went wrong on the way, in one sentence; null when nothing did. Text read until then is kept. */
  broken: string | null;
}

/** The text of an input in chunks; `totals` is complete when the chunks have ended. */
export interface Opened {
  readonly chunks: AsyncGenerator<string>;
  readonly totals: OpenedTotals;
}

/** The input is not text, or cannot be read; the message says why in one sentence. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
}

/**
 * Opens one input. Nothing is read before the first chunk is asked for.
 * The chunks throw UnreadableInput when the input holds no text.
 */
export function openText(open: () => Readable): Opened {
  const totals: OpenedTotals = { bytes: 0, sha256: '', broken: null };
  return { chunks: decode(unpack(rawBytes(open, totals), totals), totals), totals };
}

async function* rawBytes(open: () => Readable, totals: OpenedTotals): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of open()) {
      hash.update(chunk);
      yield chunk;
    }
  } finally {
    totals.sha256 = hash.digest('hex');
  }
}

/** Unpacks by the first bytes. Archives and other compressions find their place here. */
async function* unpack(raw: AsyncGenerator<Buffer>, totals: OpenedTotals): AsyncGenerator<Buffer> {
  const { start, rest } = await startOf(raw, 4);
  const packed = start.length >= 3 && start[0] === 0x1f && start[1] === 0x8b && start[2] === 0x08;
  const bytes = joined(start, rest);
  if (!packed) return yield* bytes;
  yield* gunzip(bytes, totals);
}

/** All members of a gzip stream. One that ends early gives what it holds and says so. */
async function* gunzip(bytes: AsyncGenerator<Buffer>, totals: OpenedTotals): AsyncGenerator<Buffer> {
  const gunzipped = createGunzip({ chunkSize: 256 * 1024 });
  const feed = feedInto(gunzipped, bytes);
  try {
    for await (const chunk of gunzipped) yield chunk as Buffer;
  } catch (error) {
    totals.broken = `The gzip data is damaged or ends early (${(error as Error).message}); what could be unpacked was read.`;
  }
  await feed;
}

async function feedInto(gunzipped: ReturnType<typeof createGunzip>, bytes: AsyncGenerator<Buffer>): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (gunzipped.destroyed) continue; // the hash still covers every byte
      if (!gunzipped.write(chunk)) await roomIn(gunzipped);
    }
    gunzipped.end();
  } catch (error) {
    gunzipped.destroy(error as Error);
  }
}

function roomIn(gunzipped: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      gunzipped.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    gunzipped.on('drain', done).on('close', done).on('error', done);
  });
}

/** A log that was truncated while its writer went on starts with a block of zeros. */
function withoutZeros(text: string): string {
  let from = 0;
  while (from < text.length && text.charCodeAt(from) === 0) from++;
  return from === 0 ? text : text.slice(from);
}

async function* decode(bytes: AsyncGenerator<Buffer>, totals: OpenedTotals): AsyncGenerator<string> {
  const { start, rest } = await startOf(bytes, 8 * 1024);
  const encoding = detectEncoding(start);
  const reason = binaryReason(start, encoding);
  if (reason !== null) {
    for await (const chunk of joined(start, rest)) totals.bytes += chunk.length;
    throw new UnreadableInput(reason);
  }
  const decoder = new TextDecoder(encoding);
  let started = false;
  for await (const chunk of joined(start, rest)) {
    totals.bytes += chunk.length;
    const text = decoder.decode(chunk, { stream: true });
    const said: string = started ? text : withoutZeros(text);
    started ||= said !== '';
    if (said !== '') yield said;
  }
  yield decoder.decode();
}

async function startOf(chunks: AsyncGenerator<Buffer>, size: number): Promise<{ start: Buffer; rest: AsyncGenerator<Buffer> }> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < size) {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return { start: Buffer.concat(parts), rest: chunks };
}

async function* joined(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  yield* rest;
}
