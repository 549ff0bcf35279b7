/** Which share of all input is read, by the sizes of the files. */
import type { Source } from './source.js';

/**
 * Gives the share, 0 to 1, for the file that is being read and the bytes of its text so far; files are read one after the
 * other. A packed file is longer unpacked: it counts as read when its own size is reached. Null where a size is not known.
 */
export function createShare(sources: readonly Source[]): (path: string, bytes: number) => number | null {
  const sizes = new Map(sources.map(({ path, size }) => [path, size]));
  const read = new Map<string, number>();
  const total = sources.reduce<number | null>((sum, { size }) => (sum === null || size === null ? null : sum + size), 0);
  return (path, bytes) => {
    const size = sizes.get(path) ?? null;
    if (total === null || total === 0 || size === null) return null;
    for (const done of read.keys()) if (done !== path) read.set(done, sizes.get(done) ?? 0);
    read.set(path, Math.min(bytes, size));
    return [...read.values()].reduce((sum, one) => sum + one, 0) / total;
  };
}
