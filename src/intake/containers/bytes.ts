/** Streams of bytes: their start, and all of them again. */
import type { Readable } from 'node:stream';

/** At least the first `size` bytes, when there are as many, and the chunks after them. */
export async function startOf(chunks: AsyncGenerator<Buffer>, size: number): Promise<{ start: Buffer; rest: AsyncGenerator<Buffer> }> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < size) {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return { start: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts), rest: chunks };
}

export async function* joined(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (start.length > 0) yield start;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** The chunks of a stream; the stream is destroyed when no more are wanted. */
export async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield chunk as Buffer;
}
