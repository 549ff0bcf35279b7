/** What stands under some paths, told by one word: the same word means the same bytes under the same names. */
import { createHash } from 'node:crypto';
import { discover, STANDARD_INPUT } from './discover.js';
import type { Source } from './source.js';

export interface Contents {
  readonly sources: readonly Source[];
  /** What was left out, as sentences for the user. */
  readonly notes: readonly string[];
  readonly digest: string;
  /** SHA-256 of each file, by its path. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads all files under the paths; null for what can be read only once, a pipe.
 * @throws UserError when a path is missing or no file is found.
 */
export async function contentsOf(paths: readonly string[]): Promise<Contents | null> {
  if (paths.includes(STANDARD_INPUT)) return null;
  const { sources, notes } = await discover(paths, () => process.stdin);
  if (sources.some(({ size, changed }) => size === null && changed === undefined)) return null;
  const hash = createHash('sha256');
  const files = new Map<string, string>();
  for (const source of sources) {
    files.set(source.path, await bytesOf(source));
    hash.update(`${JSON.stringify([source.path, files.get(source.path), await yearOf(source)])}\n`);
  }
  return { sources, notes, digest: hash.digest('hex'), files };
}

/** What cannot be read has no digest, but a reason that stands for it. */
async function bytesOf(source: Source): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of source.open()) hash.update(chunk as Buffer);
    return hash.digest('hex');
  } catch (error) {
    return `unreadable: ${(error as Error).message}`;
  }
}

/** Times without a year take it from the day on which the file was changed. */
async function yearOf({ changed }: Source): Promise<number | null> {
  const ms = (await changed?.()) ?? null;
  return ms === null ? null : new Date(ms).getUTCFullYear();
}
