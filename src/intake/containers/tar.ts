/** Tar archives, packed or not: read once from start to end; the members are kept, or found again from the start. */
import { Readable } from 'node:stream';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { MOST_ARCHIVED_FILES } from '../records/bounds.js';
import type { Keeper } from './keep.js';
import type { Contents, Member } from './member.js';

/** Streams all bytes of the archive, unpacked. */
export type OpenTar = () => AsyncGenerator<Buffer>;

export async function tarContents(open: OpenTar, keeper: Keeper): Promise<Contents> {
  const members: Member[] = [];
  const others = new Map<string, number>();
  const notes: string[] = [];
  try {
    for await (const { entry, place } of entriesOf(open())) {
      const { name, type = 'file', size, mtime } = entry.header;
      if (type !== 'file') {
        if (type !== 'directory') others.set(type, (others.get(type) ?? 0) + 1);
        continue;
      }
      if (members.length >= MOST_ARCHIVED_FILES) {
        notes.push(`holds more than ${MOST_ARCHIVED_FILES} files; the others were left out.`);
        break;
      }
      const kept = await keeper.keep(bodyOf(entry)).catch(() => null);
      members.push({ name, size, changed: mtime?.getTime() ?? null, open: kept ?? (() => Readable.from(foundAgain(open, place))) });
    }
  } catch (error) {
    notes.push(`is damaged or ends early (${(error as Error).message}); what could be found in it was read.`);
  }
  for (const [type, count] of others) notes.push(`${count} of its entries are not files (${type}) and were left out.`);
  return { members, notes };
}

/** The entries in order. An entry's body must be read, or is skipped, before the next. */
async function* entriesOf(bytes: AsyncGenerator<Buffer>): AsyncGenerator<{ entry: ParsedTarEntry; place: number }> {
  const { readable, writable } = createTarDecoder();
  const stop = new AbortController();
  const fed = Readable.toWeb(Readable.from(bytes)).pipeTo(writable, { signal: stop.signal });
  fed.catch(() => {}); // the reader below is told as well
  const reader = readable.getReader();
  try {
    for (let place = 0; ; place++) {
      const { done, value } = await reader.read();
      if (done) return;
      yield { entry: value, place };
    }
  } finally {
    stop.abort(); // enough to end both streams; waiting for them to be cancelled may take for ever
  }
}

async function* bodyOf(entry: ParsedTarEntry): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of entry.body) {
    length += chunk.length;
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  }
  if (length < entry.header.size) throw new Error(`The archive ends after ${length} of its ${entry.header.size} bytes.`);
}

async function* foundAgain(open: OpenTar, place: number): AsyncGenerator<Buffer> {
  for await (const found of entriesOf(open())) {
    if (found.place === place) return yield* bodyOf(found.entry);
    for await (const _skipped of found.entry.body); // the next entry comes only after it
  }
  throw new Error('The archive has changed while it was read.');
}
