/** What opening the archives in one file gives. */
import { Readable } from 'node:stream';
import { expanded } from '../../../src/intake/containers/expand.js';
import { createKeeper } from '../../../src/intake/containers/keep.js';
import { placesOf } from '../../../src/intake/containers/zip-places.js';
import { openText } from '../../../src/intake/inputs/open.js';
import type { Source } from '../../../src/intake/inputs/source.js';

export interface Opened {
  readonly sources: readonly Source[];
  /** Path to text, or to the error. */
  readonly texts: Readonly<Record<string, string>>;
  readonly broken: Readonly<Record<string, string | null>>;
  readonly notes: readonly string[];
}

/** Opens bytes that are given as a file of the name `x`. */
export async function withSource(bytes: Buffer, room?: number): Promise<Opened> {
  const source: Source = {
    path: 'x',
    size: bytes.length,
    open: () => Readable.from([bytes]),
    first: async (size) => bytes.subarray(0, size),
    places: placesOf(bytes),
  };
  const notes: string[] = [];
  const sources = await expanded(source, createKeeper(room), notes);
  const texts: Record<string, string> = {};
  const broken: Record<string, string | null> = {};
  for (const { path, open } of sources) {
    const { chunks, totals } = openText(open);
    try {
      texts[path] = '';
      for await (const chunk of chunks) texts[path] += chunk;
    } catch (error) {
      texts[path] = String(error).replace('UnreadableInput', 'Error');
    }
    broken[path] = totals.broken;
  }
  return { sources, texts, broken, notes };
}
