/** Sources that are archives → the files in them, as if the archive were a folder of its name. */
import { Readable } from 'node:stream';
import { shownName } from '../inputs/folder.js';
import { isEarlierOutput, type Source } from '../inputs/source.js';
import { DEEPEST_ARCHIVE } from '../records/bounds.js';
import { chunksOf, startOf } from './bytes.js';
import type { Keeper } from './keep.js';
import type { Contents, Member } from './member.js';
import { byParts, leadsOut, partsOf } from './names.js';
import { type Archive, archiveOf, compressionOf, TELLING_BYTES } from './packing.js';
import { tarContents } from './tar.js';
import { type OnBroken, unpacked } from './unpack.js';
import { zipContents } from './zip.js';
import { type Places, placesOf } from './zip-places.js';

/**
 * The source itself, or the files of the archive that it is: `bundle.zip/logs/app.log`. Nothing is written to disk.
 * @param notes Takes what is left out and what is wrong, as sentences.
 */
export async function expanded(source: Source, keeper: Keeper, notes: string[], depth = 0): Promise<Source[]> {
  const archive = depth < DEEPEST_ARCHIVE ? await archiveIn(source) : null;
  if (archive === null) return [source];
  try {
    const contents = await contentsOf(archive, source, keeper);
    for (const note of contents.notes) notes.push(`${source.path} ${note}`);
    const product = productOf(contents);
    if (product !== null) return [failing(source, `The file is ${product}, not a bundle of logs. Export it as text or CSV.`)];
    const found: Source[] = [];
    for (const member of sourcesOf(source, contents, notes))
      for (const one of await expanded(member, keeper, notes, depth + 1)) found.push(one);
    if (found.length === 0) notes.push(`${source.path} holds no file to read.`);
    return found;
  } catch (error) {
    return [failing(source, (error as Error).message)];
  }
}

/** Unreadable files are no archives: the reading itself will say what is wrong. */
async function archiveIn(source: Source): Promise<Archive | null> {
  const given = await source.first(TELLING_BYTES).catch(() => null);
  if (given === null) return null;
  if (compressionOf(given) === null) return archiveOf(given);
  const bytes = bytesOf(source);
  try {
    return archiveOf((await startOf(bytes, TELLING_BYTES)).start);
  } catch {
    return null;
  } finally {
    await bytes.return(undefined);
  }
}

async function contentsOf(archive: Archive, source: Source, keeper: Keeper): Promise<Contents> {
  if (archive === 'zip') return zipContents(await placesIn(source, keeper));
  const broken = new Set<string>();
  const { members, notes } = await tarContents(() => bytesOf(source, (sentence) => void broken.add(sentence)), keeper);
  return { members, notes: [...notes, ...[...broken].map((sentence) => `is not whole. ${sentence}`)] };
}

function bytesOf(source: Source, onBroken: OnBroken = () => {}): AsyncGenerator<Buffer> {
  return unpacked(chunksOf(source.open()), onBroken);
}

async function placesIn(source: Source, keeper: Keeper): Promise<Places> {
  const start = await source.first(4);
  if (source.places !== undefined && compressionOf(start) === null) return source.places;
  const whole = await keeper.keepWhole(bytesOf(source));
  if (whole === null) throw new Error('The zip archive is too large to be read from inside another; unpack the outer one.');
  return placesOf(whole);
}

/** Office documents, programs and the like are zip archives too; their parts are no logs. */
function productOf({ members }: Contents): string | null {
  const names = new Set(members.map((member) => member.name));
  if (names.has('[Content_Types].xml')) return 'an Office document';
  if (names.has('mimetype')) return 'an office document or a book';
  if (names.has('META-INF/MANIFEST.MF') || names.has('AndroidManifest.xml')) return 'a program';
  return null;
}

function sourcesOf(archive: Source, { members }: Contents, notes: string[]): Source[] {
  const outside = members.filter((member) => leadsOut(member.name)).length;
  if (outside > 0)
    notes.push(`${archive.path} holds ${outside} names that lead out of it; these files were read, and nothing is written outside.`);
  const named = members
    .flatMap((member) => {
      const parts = partsOf(member.name);
      return parts === null ? [] : [{ member, parts }];
    })
    .sort((a, b) => byParts(a.parts, b.parts));
  const own = new Set(earlierOutputs(named.map(({ parts }) => parts)));
  for (const folder of own) notes.push(`Folder ${archive.path}/${folder} was left out: it holds the output of an earlier audit.`);
  return named
    .filter(({ parts }) => !parts.some((_, depth) => own.has(parts.slice(0, depth).join('/'))))
    .map(({ member, parts }) => memberSource(shownName(`${archive.path}/${parts.join('/')}`), member));
}

/** Folders in the archive that an audit wrote. */
function earlierOutputs(names: readonly (readonly string[])[]): string[] {
  const marks = names.filter((parts) => parts.at(-1) === 'findings.json').map((parts) => parts.slice(0, -1));
  return marks
    .filter((folder) => {
      const inside = names.filter((parts) => folder.every((part, n) => parts[n] === part)).map((parts) => parts[folder.length] as string);
      return isEarlierOutput(inside);
    })
    .map((folder) => folder.join('/'));
}

function memberSource(path: string, member: Member): Source {
  return {
    path,
    open: member.open,
    first: async (size) => {
      const bytes = chunksOf(member.open());
      try {
        return (await startOf(bytes, size)).start;
      } finally {
        await bytes.return(undefined);
      }
    },
    size: member.size,
    changed: async () => member.changed,
  };
}

function failing(source: Source, sentence: string): Source {
  const fail = () =>
    new Readable({
      read() {
        this.destroy(new Error(sentence));
      },
    });
  return { ...source, open: fail };
}
