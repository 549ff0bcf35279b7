/** Paths, folders and standard input → the sources to read, in a fixed order. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { UserError } from '../util/user-error.js';
import { spooled } from './spool.js';

/** One file to read, or standard input. */
export interface Source {
  /** Path below the given folder, or the argument that named it; `-` for standard input. */
  readonly path: string;
  /** A fresh stream of the bytes as they were given. */
  readonly open: () => Readable;
  /** When the file was last changed, in milliseconds UTC; null when that cannot be told. */
  readonly changed?: () => Promise<number | null>;
}

/** What was found under the given paths, and what was left out on purpose. */
export interface Discovered {
  readonly sources: readonly Source[];
  /** Folders that were left out, with the reason, as sentences for the user. */
  readonly notes: readonly string[];
}

/** Name under which standard input is given and reported. */
export const STANDARD_INPUT = '-';

/**
 * Lists the files under the given paths: sorted, recursive, without hidden files and symbolic links.
 * Names are relative to the folder given, or to the folder that all arguments have in common.
 * @throws UserError when a path is missing or no file is found.
 */
export async function discover(paths: readonly string[], stdin: () => Readable): Promise<Discovered> {
  const notes: string[] = [];
  const roots = await Promise.all([...new Set(paths)].map(rootOf));
  const base = commonFolder(roots.map(({ folder }) => folder).filter((folder) => folder !== null));
  const found: Source[] = [];
  for (const root of roots) {
    if (root.folder === null) found.push({ path: STANDARD_INPUT, open: spooled(stdin) });
    else
      for (const file of root.file === null ? await filesUnder(root.folder, '', notes) : [root.file])
        found.push(fileSource(root.folder, file, base));
  }
  const sources = unambiguous(found);
  if (sources.length === 0) throw new UserError(nothingFound(paths, notes));
  return { sources, notes };
}

/** Where an argument leads: a folder, a file in one, or (both null) standard input. */
interface Root {
  readonly folder: string | null;
  readonly file: string | null;
}

async function rootOf(argument: string): Promise<Root> {
  if (argument === STANDARD_INPUT) return { folder: null, file: null };
  const info = await stat(argument).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`Cannot read ${argument}: ${plainReason(error)}. Give a file or a folder that exists.`);
  });
  const full = path.resolve(argument);
  return info.isDirectory() ? { folder: full, file: null } : { folder: path.dirname(full), file: path.basename(full) };
}

function commonFolder(folders: readonly string[]): string {
  const [first, ...others] = folders.map((folder) => folder.split(path.sep));
  if (first === undefined) return '';
  const differs = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return (differs === -1 ? first : first.slice(0, differs)).join(path.sep);
}

async function filesUnder(root: string, below: string, notes: string[]): Promise<string[]> {
  const folder = path.join(root, below);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    notes.push(`Folder ${folder} was left out: ${plainReason(error)}.`);
    return [];
  });
  if (isEarlierOutput(entries.map((entry) => entry.name))) {
    notes.push(`Folder ${folder} was left out: it holds the output of an earlier audit.`);
    return [];
  }
  const names: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) names.push(...(await filesUnder(root, name, notes)));
    else if (entry.isFile()) names.push(name);
    else notes.push(`${name} was left out: it is ${entry.isSymbolicLink() ? 'a symbolic link' : 'not a regular file'}.`);
  }
  return names;
}

/** An audit of the folder that holds its own earlier output would find its own words. */
function isEarlierOutput(names: readonly string[]): boolean {
  return ['findings.json', 'review.md', 'tickets'].every((name) => names.includes(name));
}

/** The same file named twice is read once: a log given twice is not a duplicate write. */
function unambiguous(sources: readonly Source[]): Source[] {
  return [...new Map(sources.map((source) => [source.path, source])).values()];
}

function fileSource(folder: string, name: string, base: string): Source {
  const file = path.join(folder, name);
  const shown = path.relative(base === '' ? path.sep : base, file);
  return {
    path: shown.split(path.sep).join('/'),
    open: () => createReadStream(file, { highWaterMark: 256 * 1024 }),
    changed: () =>
      stat(file).then(
        (info) => info.mtimeMs,
        () => null,
      ),
  };
}

function nothingFound(paths: readonly string[], notes: readonly string[]): string {
  const why = notes.length > 0 ? ` ${notes.join(' ')}` : '';
  return `Found no file to read under ${paths.join(', ')}.${why} Give a folder that holds logs, exports or reports.`;
}

/** What the system says about a path, in words. */
export function plainReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted';
  if (code === 'EISDIR') return 'it is a folder';
  return error instanceof Error ? error.message : String(error);
}
