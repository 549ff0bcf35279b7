/** What can be read only once, such as standard input: kept in memory, because excerpts need a second look. */
import { Readable } from 'node:stream';
import { MOST_KEPT } from './bounds.js';

/**
 * A function that streams the input from its start whenever it is called: first what was kept, then what is still to
 * come. Where more came than is kept, a second stream fails at that point, with one sentence.
 */
export function spooled(input: () => Readable, room = MOST_KEPT): () => Readable {
  const kept: Buffer[] = [];
  let size = 0;
  let coming: AsyncIterator<Buffer> | null = null;
  const next = async (): Promise<Buffer | null> => {
    coming ??= input()[Symbol.asyncIterator]();
    const result = await coming.next();
    if (result.done) return null;
    const bytes = Buffer.from(result.value);
    size += bytes.length;
    if (size <= room) kept.push(bytes);
    return bytes;
  };
  async function* all(): AsyncGenerator<Buffer> {
    let at = 0;
    for (; at < kept.length; at++) yield kept[at] as Buffer;
    if (size > room) throw new Error(`It cannot be read a second time: of what comes in once, ${room} bytes are kept.`);
    for (let bytes = await next(); bytes !== null; bytes = await next()) yield bytes;
  }
  return () => Readable.from(all());
}
