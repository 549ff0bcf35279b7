/** Standard input can be read once; excerpts need a second look. Its bytes are kept in memory. */
import { Readable } from 'node:stream';

/** More than this is not kept; excerpts of such an input are missing. 256 MiB. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** A function that streams the input the first time and what was kept of it every time after. */
export function spooled(input: () => Readable): () => Readable {
  const kept: Buffer[] = [];
  let opened = false;
  return () => {
    if (opened) return Readable.from(kept);
    opened = true;
    return Readable.from(keeping(input(), kept));
  };
}

async function* keeping(input: Readable, kept: Buffer[]): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= KEPT_BYTES) kept.push(bytes);
    yield bytes;
  }
}
