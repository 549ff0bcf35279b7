/** Files, and what is given in their place, as sources. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { chunksOf, startOf } from '../containers/bytes.js';
import type { Source } from './source.js';
import { spooled } from './spool.js';

const CHUNK = 256 * 1024;

/**
 * A file on disk. It is read up to the size it had when it was found, so that a log that grows meanwhile is the same
 * at each look. One that has become shorter says so.
 * @param file Bytes, where the name is no text.
 */
export function fileSource(file: string | Buffer, path: string, size: number): Source {
  return {
    path,
    size,
    open: () => Readable.from(bytesOf(file, size)),
    first: (wanted) => firstBytes(file, Math.min(wanted, size)),
    places: {
      size,
      at: (start, end) => (end <= start ? Readable.from([]) : createReadStream(file, { start, end: end - 1, highWaterMark: CHUNK })),
    },
    changed: () =>
      stat(file).then(
        (info) => info.mtimeMs,
        () => null,
      ),
  };
}

/** Some files of the system state no size: they are read to their end. */
async function* bytesOf(file: string | Buffer, size: number): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of createReadStream(file, { ...(size > 0 ? { end: size - 1 } : {}), highWaterMark: CHUNK })) {
    read += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  if (read < size) throw new Error(`The file has become shorter while it was read: ${read} of ${size} bytes were there.`);
}

async function firstBytes(file: string | Buffer, size: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(size);
    const { bytesRead } = await handle.read(buffer, 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** What can be read only once: standard input, a pipe. */
export function streamSource(path: string, input: () => Readable): Source {
  const again = spooled(input);
  return {
    path,
    size: null,
    open: again,
    first: async (size) => {
      const bytes = chunksOf(again());
      try {
        return (await startOf(bytes, size)).start;
      } finally {
        await bytes.return(undefined);
      }
    },
  };
}
