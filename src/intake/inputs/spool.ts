/** What can be read only once, such as standard input: kept in memory, because excerpts need a second look. */
import { Readable } from 'node:stream';
import { MOST_KEPT } from '../records/bounds.js';

/**
 * A function that streams the input from its start whenever it is called: first what was kept, then what is still to
 * come. Where more came than is kept, a second stream fails at that point, with one sentence.
 */
export function spooled(input: () => Readable, room = MOST_KEPT): () => Readable {
  const kept: Buffer[] = [];
  let size = 0;
  let taken = 0;
  let coming: AsyncIterator<Buffer> | null = null;
  let pending: Promise<Buffer | null> | null = null;
  const take = async (): Promise<Buffer | null> => {
    coming ??= input()[Symbol.asyncIterator]();
    const result = await coming.next();
    if (result.done) return null;
    const bytes = Buffer.from(result.value);
    size += bytes.length;
    if (size <= room) kept.push(bytes);
    taken += 1;
    return bytes;
  };
  // Streams that wait at the same place get the same bytes: each taking its own would lose those of the other.
  const next = (): Promise<Buffer | null> => {
    pending ??= take().finally(() => {
      pending = null;
    });
    return pending;
  };
  async function* all(): AsyncGenerator<Buffer> {
    for (let at = 0; ; at++) {
      if (at < taken && at >= kept.length)
        throw new Error(`It cannot be read a second time: of what comes in once, ${room} bytes are kept.`);
      const bytes = at < kept.length ? (kept[at] as Buffer) : await next();
      if (bytes === null) return;
      yield bytes;
    }
  }
  return () => Readable.from(all());
}
