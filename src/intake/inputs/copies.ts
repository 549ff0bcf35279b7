/** Files that were given twice: under two names, packed and unpacked, or as a copy taken while the log went on. */
import { createHash } from 'node:crypto';
import { chunksOf } from '../containers/bytes.js';
import { unpacked } from '../containers/unpack.js';
import type { Format } from '../records/format.js';
import { headOf } from '../records/series.js';
import type { Source } from './source.js';

/** Files that differ in these bytes need not be read to tell them apart. */
const TELLING = 512;

/** For the path of each copy: why it is one, in one sentence. It is not read: a log given twice is not a duplicate write. */
export async function findCopies(
  sources: readonly Source[],
  series: readonly (readonly Source[])[],
  formats: readonly Format[],
): Promise<ReadonlyMap<string, string>> {
  const copies = new Map<string, string>();
  const first = new Map<string, Source>();
  for (const source of await candidates(sources)) {
    const content = await hashOf(source);
    if (content === null) continue;
    const original = first.get(content);
    if (original === undefined) first.set(content, source);
    else if (await isCopy(source, original, formats)) copies.set(source.path, `It holds the same as ${original.path}, which was read.`);
  }
  for (const files of series)
    for (const [n, file] of files.entries()) {
      const next = files[n + 1];
      if (next === undefined || copies.has(file.path) || copies.has(next.path) || !(await isStartOf(file, next))) continue;
      if (await isTimed(file, formats)) copies.set(file.path, `All of it stands at the start of ${next.path}, which was read.`);
    }
  return copies;
}

/** Files of the same size that start alike, and files that have the same name but for a packing. */
async function candidates(sources: readonly Source[]): Promise<Source[]> {
  const found = new Set<Source>();
  for (const group of groupsBy(sources, (source) => (source.size === null || source.size === 0 ? null : String(source.size)))) {
    const starts = new Map<Source, string>();
    for (const source of group) starts.set(source, (await source.first(TELLING).catch(() => null))?.toString('latin1') ?? source.path);
    for (const alike of groupsBy(group, (source) => starts.get(source) as string)) for (const source of alike) found.add(source);
  }
  for (const group of groupsBy(sources, (source) => source.path.replace(/\.(?:gz|zst)$/i, '')))
    for (const source of group) found.add(source);
  return sources.filter((source) => found.has(source));
}

/** Groups of more than one. */
function groupsBy(sources: readonly Source[], key: (source: Source) => string | null): Source[][] {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const own = key(source);
    if (own === null) continue;
    const known = groups.get(own);
    if (known === undefined) groups.set(own, [source]);
    else known.push(source);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Of the unpacked bytes; null for what is empty or cannot be read. */
async function hashOf(source: Source): Promise<string | null> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of unpacked(chunksOf(source.open()), () => {})) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch {
    return null;
  }
  return size === 0 ? null : hash.digest('hex');
}

/**
 * Lines with a time of their own are never written twice alike by two writers. Exports are: where two systems agree,
 * their tables are the same, and both must be read. A table is a copy only where its name says so.
 */
async function isCopy(source: Source, original: Source, formats: readonly Format[]): Promise<boolean> {
  return plainName(source.path) === plainName(original.path) || (await isTimed(source, formats));
}

/** The path without packing and without what a desktop adds to a copy: `orders (1).csv`, `orders - Copy.csv`. */
function plainName(path: string): string {
  return path
    .replace(/\.(?:gz|zst)$/i, '')
    .replace(/ ?\(\d+\)(?=\.|$)| - copy(?: \(\d+\))?(?=\.|$)|[._-]copy(?=\.|$)|\.(?:bak|orig)$|~$/i, '');
}

/** Whether most lines of the file state their time: a log, and no table. */
export async function isTimed(source: Source, formats: readonly Format[]): Promise<boolean> {
  const head = await headOf(source, formats);
  if (head === null) return false;
  return head.records.filter((record) => record.time !== null).length * 2 > head.records.length;
}

/** True when all of `file`, which is not empty, stands at the start of `other`. Reads no further than they are alike. */
async function isStartOf(file: Source, other: Source): Promise<boolean> {
  const [a, b] = [unpacked(chunksOf(file.open()), () => {}), unpacked(chunksOf(other.open()), () => {})];
  try {
    let [left, right] = [Buffer.alloc(0), Buffer.alloc(0)];
    for (let read = 0; ; ) {
      if (left.length === 0) {
        const next = await a.next();
        if (next.done) return read >= TELLING;
        left = Buffer.from(next.value);
      }
      if (right.length === 0) {
        const next = await b.next();
        if (next.done) return false;
        right = Buffer.from(next.value);
      }
      const length = Math.min(left.length, right.length);
      if (left.compare(right, 0, length, 0, length) !== 0) return false;
      read += length;
      [left, right] = [left.subarray(length), right.subarray(length)];
    }
  } catch {
    return false;
  } finally {
    await Promise.all([a.return(undefined), b.return(undefined)]);
  }
}
