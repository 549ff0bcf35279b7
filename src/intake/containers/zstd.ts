/**
 * Unpacks zstd. Node brings it from 22.15 and 23.8 on; before, fzstd does it in JavaScript: slower, the same text.
 * Neither needs a program or a library of the system.
 */
import zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { LARGEST_ZSTD_WINDOW } from '../bounds.js';
import { type Unpacker, zlibUnpacker } from './unpacker.js';

/** What newer versions of Node have and the types of the oldest supported one lack. */
interface NewerZlib {
  readonly createZstdDecompress?: (options: { chunkSize: number }) => zlib.Gunzip;
}

/** Blocks of 128 KiB may come out of 4 bytes: a slice of 1 KiB gives at most 32 MiB at once. */
const SLICE = 1024;
const MAGIC = 0xfd2fb528;

export function zstdUnpacker(native = (zlib as NewerZlib).createZstdDecompress): Unpacker {
  return native === undefined ? scriptUnpacker() : zlibUnpacker(native({ chunkSize: 256 * 1024 }));
}

function scriptUnpacker(): Unpacker {
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
