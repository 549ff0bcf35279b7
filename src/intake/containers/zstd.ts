/**
 * Unpacks zstd with fzstd, on every version of Node. The zstd of node:zlib, where there is one (22.15 and later), reads
 * only the first frame of a file and says nothing of data that was cut: records would be lost without a word.
 */
import { Decompress } from 'fzstd';
import { LARGEST_ZSTD_WINDOW } from '../records/bounds.js';
import type { Unpacker } from './unpacker.js';

/** Blocks of 128 KiB may come out of 4 bytes: a slice of 1 KiB gives at most 32 MiB at once. */
const SLICE = 1024;
const MAGIC = 0xfd2fb528;

export function zstdUnpacker(): Unpacker {
  let out: Buffer[] = [];
  let first: Buffer | null = Buffer.alloc(0);
  const stream = new Decompress((chunk) => void out.push(Buffer.from(chunk)));
  const taken = () => {
    const ready = out;
    out = [];
    return ready;
  };
  return {
    slice: SLICE,
    push: async (bytes) => {
      if (first !== null) {
        first = Buffer.concat([first, bytes]);
        if (first.length < 6) return [];
        checkWindow(first);
        stream.push(first);
        first = null;
      } else stream.push(bytes);
      return taken();
    },
    end: async () => {
      stream.push(first ?? new Uint8Array(0), true);
      return taken();
    },
    close: () => {},
  };
}

function checkWindow(start: Buffer): void {
  if (start.readUInt32LE(0) !== MAGIC || ((start[4] as number) & 0x20) !== 0) return;
  const window = start[5] as number;
  const base = 2 ** (10 + (window >> 3));
  if (base + (base / 8) * (window & 7) > LARGEST_ZSTD_WINDOW)
    throw new Error(`it needs a window of more than ${LARGEST_ZSTD_WINDOW / 1024 / 1024} MiB; unpack it with zstd --long=31 -d`);
}
