/** Keeps bytes that cannot be reached a second time, in memory, up to a bound that all of them share. */
import { Readable } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';
import { MOST_KEPT } from '../records/bounds.js';
import { inflated } from './unpack.js';
import { zlibUnpacker } from './unpacker.js';

/** What was kept: a fresh stream of the bytes whenever asked. */
export type Kept = () => Readable;

export interface Keeper {
  /** Compresses the bytes on the way in; null when there is no room for all of them. */
  readonly keep: (bytes: AsyncIterable<Buffer>) => Promise<Kept | null>;
  /** Takes the bytes as they are, for reading at any place; null when there is no room. */
  readonly keepWhole: (bytes: AsyncIterable<Buffer>) => Promise<Buffer | null>;
}

/** @param room Bytes that may be kept altogether. */
export function createKeeper(room = MOST_KEPT): Keeper {
  let used = 0;
  const gathered = async (bytes: AsyncIterable<Buffer>): Promise<Buffer | null> => {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of bytes) {
      size += part.length;
      if (used + size > room) return null;
      parts.push(part);
    }
    used += size;
    return Buffer.concat(parts);
  };
  return {
    keep: async (bytes) => {
      const kept = await gathered(deflated(bytes));
      return kept && (() => Readable.from(inflated(once(kept))));
    },
    keepWhole: gathered,
  };
}

/** Fast rather than small: most of what is kept is read twice. */
async function* deflated(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const packer = zlibUnpacker(createDeflateRaw({ level: 1 }));
  try {
    for await (const chunk of bytes) yield* await packer.push(chunk);
    yield* await packer.end();
  } finally {
    packer.close();
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
