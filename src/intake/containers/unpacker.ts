/** One compressed stream, unpacked slice by slice, so that what a few bytes expand to never piles up. */
import type { Transform } from 'node:stream';

export interface Unpacker {
  /** Bytes that may be pushed at once. */
  readonly slice: number;
  /** @throws Error when the data is damaged. */
  readonly push: (bytes: Buffer) => Promise<Buffer[]>;
  /** @throws Error when the data ends early. */
  readonly end: () => Promise<Buffer[]>;
  readonly close: () => void;
}

/** Deflate expands a byte to 1,032 at most: 16 KiB give at most 17 MiB at once. */
const SLICE = 16 * 1024;

/**
 * An unpacker around a stream of node:zlib. Such a stream ends by itself where the packed data ends; it does not take
 * what stands after that, nor does it say that it did not.
 */
export function zlibUnpacker(stream: Transform): Unpacker {
  let out: Buffer[] = [];
  let ended = false;
  let wake: (error?: Error | null) => void = () => {};
  stream.on('data', (chunk: Buffer) => void out.push(chunk));
  stream.on('error', (error) => wake(error));
  stream.on('end', () => {
    ended = true;
    wake();
  });
  const settled = async (start: () => void): Promise<Buffer[]> => {
    if (!ended)
      await new Promise<void>((resolve, reject) => {
        wake = (error) => (error ? reject(error) : resolve());
        start();
      });
    const ready = out;
    out = [];
    return ready;
  };
  return {
    slice: SLICE,
    push: (bytes) => settled(() => void stream.write(bytes, (error) => wake(error))),
    end: () => settled(() => void stream.end()),
    close: () => void stream.destroy(),
  };
}
