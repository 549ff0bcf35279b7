/** Paths, folders, archives and standard input → the sources to read, in a fixed order. */
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { UserError } from '../../util/user-error.js';
import { expanded } from '../containers/expand.js';
import { createKeeper } from '../containers/keep.js';
import { plainReason } from '../plan/reasons.js';
import { fileSource, streamSource } from './file-source.js';
import { type FoundFile, filesUnder, shownName } from './folder.js';
import type { Source } from './source.js';

/** What was found under the given paths, and what was left out on purpose. */
export interface Discovered {
  readonly sources: readonly Source[];
  /** What was left out, with the reason, as sentences for the user. */
  readonly notes: readonly string[];
}

/** Name under which standard input is given and reported. */
export const STANDARD_INPUT = '-';

/** Notes that are told; a folder of 100,000 links needs no more. */
const MOST_NOTES = 100;

/**
 * Lists the files under the given paths: sorted, recursive, without hidden files and symbolic links, archives opened.
 * Names are relative to the folder given, or to the folder that all arguments have in common.
 * @throws UserError when a path is missing or no file is found.
 */
export async function discover(paths: readonly string[], stdin: () => Readable): Promise<Discovered> {
  const notes: string[] = [];
  const roots = await Promise.all([...new Set(paths)].map(rootOf));
  const base = commonFolder(roots.map(({ folder }) => folder).filter((folder) => folder !== null));
  const found: Source[] = [];
  for (const root of roots) for (const source of await sourcesOf(root, base, stdin, notes)) found.push(source);
  const keeper = createKeeper();
  const sources: Source[] = [];
  for (const given of unambiguous(found)) for (const source of await expanded(given, keeper, notes)) sources.push(source);
  if (sources.length === 0) throw new UserError(nothingFound(paths, notes));
  return { sources: unambiguous(sources), notes: bounded(notes) };
}

/** Where an argument leads: a folder, a file in one, or (both null) standard input. */
interface Root {
  readonly folder: string | null;
  readonly file: string | null;
  readonly info: Stats | null;
}

async function rootOf(argument: string): Promise<Root> {
  if (argument === STANDARD_INPUT) return { folder: null, file: null, info: null };
  const info = await stat(argument).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`Cannot read ${argument}: ${plainReason(error)}. Give a file or a folder that exists.`);
  });
  const full = path.resolve(argument);
  if (info.isDirectory()) return { folder: full, file: null, info };
  return { folder: path.dirname(full), file: path.basename(full), info };
}

function commonFolder(folders: readonly string[]): string {
  const [first, ...others] = folders.map((folder) => folder.split(path.sep));
  if (first === undefined) return '';
  const differs = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return (differs === -1 ? first : first.slice(0, differs)).join(path.sep);
}

async function sourcesOf({ folder, file, info }: Root, base: string, stdin: () => Readable, notes: string[]): Promise<Source[]> {
  if (folder === null) return [streamSource(STANDARD_INPUT, stdin)];
  const below = path
    .relative(base === '' ? path.sep : base, folder)
    .split(path.sep)
    .join('/');
  const shown = (name: string) => (below === '' ? name : `${shownName(below)}/${name}`);
  const source = ({ name, place, size }: FoundFile) => fileSource(place, shown(name), size);
  if (file === null) return (await filesUnder(folder, notes)).map(source);
  const place = path.join(folder, file);
  if (info?.isFile()) return [source({ name: shownName(file), place, size: info.size })];
  // `audit <(kubectl logs …)` names a pipe. A device has no end.
  if (info?.isFIFO()) return [streamSource(shown(shownName(file)), () => createReadStream(place))];
  notes.push(`${place} was left out: it is a device or a socket.`);
  return [];
}

/** The same file named twice is read once; two files whose names look alike stay two. */
function unambiguous(sources: readonly Source[]): Source[] {
  const byPath = new Map<string, Source>();
  for (const source of sources) {
    const known = byPath.get(source.path);
    if (known === undefined || !source.path.includes('\ufffd')) byPath.set(source.path, source);
    else byPath.set(`${source.path} (${byPath.size + 1})`, { ...source, path: `${source.path} (${byPath.size + 1})` });
  }
  return [...byPath.values()];
}

function bounded(notes: readonly string[]): string[] {
  if (notes.length <= MOST_NOTES) return [...notes];
  return [...notes.slice(0, MOST_NOTES), `${notes.length - MOST_NOTES} more such notes are not shown.`];
}

function nothingFound(paths: readonly string[], notes: readonly string[]): string {
  const why = notes.length > 0 ? ` ${bounded(notes).join(' ')}` : '';
  return `Found no file to read under ${paths.join(', ')}.${why} Give a folder that holds logs, exports or reports.`;
}
