/** The files below a folder, sorted, without hidden files and links; nothing that could block is opened. */
import { type Dirent, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { plainReason } from '../plan/reasons.js';
import { isEarlierOutput } from './source.js';

/** A file that was found. */
export interface FoundFile {
  /** Below the folder, with forward slashes, as it is shown. */
  readonly name: string;
  /** Where it is; bytes, when the name is no text. */
  readonly place: string | Buffer;
  /** In bytes. */
  readonly size: number;
}

/** @param notes Takes what is left out, as sentences. */
export async function filesUnder(root: string, notes: string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  await walk(Buffer.from(root), '', root, found, notes);
  return found;
}

/** Names are bytes to the system: one that is no text must be asked for as it is. */
async function walk(folder: Buffer, below: string, root: string, found: FoundFile[], notes: string[]): Promise<void> {
  const shown = below === '' ? root : path.join(root, below);
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' }).catch((error: unknown) => {
    notes.push(`Folder ${shown} was left out: ${plainReason(error)}.`);
    return [] as Dirent<Buffer>[];
  });
  const named = entries.map((entry) => ({ entry, name: shownName(entry.name.toString('utf8')) }));
  if (isEarlierOutput(named.map(({ name }) => name))) {
    notes.push(`Folder ${shown} was left out: it holds the output of an earlier audit.`);
    return;
  }
  for (const { entry, name } of named.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (name.startsWith('.')) continue;
    const place = Buffer.concat([folder, Buffer.from(path.sep), entry.name]);
    const full = below === '' ? name : `${below}/${name}`;
    if (entry.isDirectory()) await walk(place, full, root, found, notes);
    else if (entry.isFile()) found.push({ name: full, place, size: sizeOf(place) });
    else notes.push(`${full} was left out: it is ${kindOf(entry)}.`);
  }
}

function kindOf(entry: Dirent<Buffer>): string {
  if (entry.isSymbolicLink()) return 'a symbolic link';
  if (entry.isFIFO()) return 'a pipe';
  if (entry.isSocket()) return 'a socket';
  return entry.isBlockDevice() || entry.isCharacterDevice() ? 'a device' : 'not a regular file';
}

/** One that is gone meanwhile will say so when it is read. */
function sizeOf(place: Buffer): number {
  try {
    return statSync(place).size;
  } catch {
    return 0;
  }
}

/** A name in which no control character can break a line of the output, or steer the terminal. */
export function shownName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: replacing them is the purpose
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}
