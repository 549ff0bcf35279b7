/**
 * Bytes → text. Takes off compression, byte order mark and encoding; counts and hashes on the way.
 * Each kind of packing is recognised by its first bytes, never by the name.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { chunksOf, joined, startOf } from '../containers/bytes.js';
import { unpacked } from '../containers/unpack.js';
import { decoded, type Foreign } from '../records/decode.js';
import { binaryReason, detectEncoding } from '../records/encoding.js';

/** What is known of an input once its text was read to the end. */
export interface OpenedTotals {
  /** Size, unpacked, in bytes. */
  bytes: number;
  /** SHA-256 of the bytes as they were given. */
  sha256: string;
  /** What went wrong on the way, in one sentence; null when nothing did. Text read until then is kept. */
  broken: string | null;
  /** Lines that are not UTF-8 and were read as Windows-1252. */
  western: number;
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
  const totals: OpenedTotals = { bytes: 0, sha256: '', broken: null, western: 0 };
  const onBroken = (sentence: string) => {
    totals.broken ??= sentence;
  };
  return { chunks: textOf(unpacked(rawBytes(open, totals), onBroken), totals), totals };
}

/** An input that fails on the way keeps what was read until then; one that fails at once is unreadable. */
async function* rawBytes(open: () => Readable, totals: OpenedTotals): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let given = 0;
  try {
    for await (const chunk of chunksOf(open())) {
      hash.update(chunk);
      given += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (given === 0) throw error;
    totals.broken ??= `Reading stopped before the end: ${sentenceOf(error)}`;
  } finally {
    totals.sha256 = hash.digest('hex');
  }
}

function sentenceOf(error: unknown): string {
  return `${(error instanceof Error ? error.message : String(error)).replace(/\.$/, '')}.`;
}

async function* textOf(bytes: AsyncGenerator<Buffer>, totals: OpenedTotals): AsyncGenerator<string> {
  const { start, rest } = await startOf(bytes, 8 * 1024);
  const encoding = detectEncoding(start);
  const reason = binaryReason(start, encoding);
  if (reason !== null) {
    for await (const chunk of joined(start, rest)) totals.bytes += chunk.length;
    throw new UnreadableInput(reason);
  }
  const broken = withBreaks(start);
  for await (const text of decoded(counted(joined(start, rest), totals), encoding, totals satisfies Foreign)) {
    if (text !== '') yield broken(text);
  }
}

async function* counted(bytes: AsyncGenerator<Buffer>, totals: OpenedTotals): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    totals.bytes += chunk.length;
    yield chunk;
  }
}

/**
 * Where no line feed stands in the first bytes, but carriage returns do, these end the lines. Among line feeds they
 * are what a progress bar overwrote.
 */
function withBreaks(start: Buffer): (text: string) => string {
  const lone = start.includes(13) && !start.includes(10);
  return lone ? (text) => text.replace(/\r(?!\n)/g, '\n') : (text) => text;
}
