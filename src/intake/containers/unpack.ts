/** Takes compressions off a stream of bytes. What is damaged, cut or blown up gives what it holds, and says so. */
import { createGunzip, createInflateRaw } from 'node:zlib';
import { DEEPEST_COMPRESSION, FREE_EXPANSION, MOST_EXPANSION } from '../records/bounds.js';
import { joined, startOf } from './bytes.js';
import { type Compression, compressionOf } from './packing.js';
import type { Unpacker } from './unpacker.js';
import { zlibUnpacker } from './unpacker.js';
import { zstdUnpacker } from './zstd.js';

/** Told once, in one sentence, when not all could be unpacked. */
export type OnBroken = (sentence: string) => void;

/** The bytes without their compressions. */
export async function* unpacked(bytes: AsyncGenerator<Buffer>, onBroken: OnBroken, depth = 0): AsyncGenerator<Buffer> {
  const { start, rest } = await startOf(bytes, 4);
  const all = joined(start, rest);
  const compression = compressionOf(start);
  if (compression === null || depth >= DEEPEST_COMPRESSION) return yield* all;
  yield* unpacked(decompressed(compression, all, onBroken, depth === 0), onBroken, depth + 1);
}

const UNPACKERS: Readonly<Record<Compression | 'deflate', () => Unpacker>> = {
  gzip: () => zlibUnpacker(createGunzip({ chunkSize: 256 * 1024 })),
  deflate: () => zlibUnpacker(createInflateRaw({ chunkSize: 256 * 1024 })),
  zstd: () => zstdUnpacker(),
};

/**
 * Stops at damage and at an expansion that no log has.
 * @param toEnd Reads the packed bytes to their end all the same: they are to be hashed.
 */
export async function* decompressed(
  compression: keyof typeof UNPACKERS,
  bytes: AsyncGenerator<Buffer>,
  onBroken: OnBroken,
  toEnd = false,
): AsyncGenerator<Buffer> {
  const unpacker = UNPACKERS[compression]();
  const size = { packed: 0, unpacked: 0 };
  let stopped = false;
  try {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length && !stopped; at += unpacker.slice) {
        const slice = chunk.subarray(at, at + unpacker.slice);
        size.packed += slice.length;
        const ready = await orBroken(unpacker.push(slice), compression, onBroken);
        for (const part of ready ?? []) {
          yield part;
          size.unpacked += part.length;
        }
        stopped = ready === null || isBomb(size, onBroken);
      }
      if (stopped && !toEnd) return;
    }
    if (!stopped) yield* (await orBroken(unpacker.end(), compression, onBroken)) ?? [];
  } finally {
    unpacker.close();
  }
}

async function orBroken(work: ReturnType<Unpacker['push']>, compression: string, onBroken: OnBroken): Promise<Buffer[] | null> {
  try {
    return await work;
  } catch (error) {
    onBroken(`The ${compression} data is damaged or ends early (${(error as Error).message}); what could be unpacked was read.`);
    return null;
  }
}

function isBomb(size: { readonly packed: number; readonly unpacked: number }, onBroken: OnBroken): boolean {
  if (size.unpacked <= FREE_EXPANSION || size.unpacked <= size.packed * MOST_EXPANSION) return false;
  onBroken(
    `Unpacking was stopped after ${size.unpacked} bytes: more than ${MOST_EXPANSION} bytes came out of each packed byte, which no log does. What was unpacked until then was read.`,
  );
  return true;
}

/** @throws Error in place of the sentence on what is broken, after what could be unpacked. */
export async function* inflated(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let broken: string | null = null;
  yield* decompressed('deflate', packed, (sentence) => {
    broken ??= sentence;
  });
  if (broken !== null) throw new Error(broken);
}
