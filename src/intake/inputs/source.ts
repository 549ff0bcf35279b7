/** One thing to read: a file, standard input, a file inside an archive. */
import type { Readable } from 'node:stream';
import type { Places } from '../containers/zip-places.js';

export interface Source {
  /** Path below the given folder, or the argument that named it; `-` for standard input; `bundle.zip/logs/app.log` in an archive. */
  readonly path: string;
  /** A fresh stream of the bytes as they were given. */
  readonly open: () => Readable;
  /** The first bytes, at least `size` of them where there are as many. */
  readonly first: (size: number) => Promise<Buffer>;
  /** In bytes, as it was when it was found; null when that cannot be told before it was read. */
  readonly size: number | null;
  /** The bytes at any place, where they can be reached without reading those before. */
  readonly places?: Places;
  /** When the file was last changed, in milliseconds UTC; null when that cannot be told. */
  readonly changed?: () => Promise<number | null>;
}

/** What an audit writes: auditing it would find its own words. */
export function isEarlierOutput(names: readonly string[]): boolean {
  return ['findings.json', 'review.md', 'tickets'].every((name) => names.includes(name));
}
