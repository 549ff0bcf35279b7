/** A file inside an archive, before it is a source. */
import type { Readable } from 'node:stream';

export interface Member {
  /** As the archive states it. */
  readonly name: string;
  /** A fresh stream of its bytes; it fails with one sentence when they cannot be had. */
  readonly open: () => Readable;
  /** When it was last changed, in milliseconds UTC; null when the archive does not say. */
  readonly changed: number | null;
  /** Unpacked, in bytes; null when the archive does not say. */
  readonly size: number | null;
}

/** What an archive holds. */
export interface Contents {
  readonly members: readonly Member[];
  /** What is left out, or wrong with the archive, as sentences that follow its name. */
  readonly notes: readonly string[];
}
