/** Zip archives, by their central directory: each member is reached at once and unpacked when it is read. */
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { MOST_ARCHIVED_FILES } from '../records/bounds.js';
import { chunksOf } from './bytes.js';
import type { Contents, Member } from './member.js';
import { inflated } from './unpack.js';
import { type Places, placesReader } from './zip-places.js';
import { salvaged } from './zip-salvage.js';

const STORED = 0;
const DEFLATED = 8;

/** @throws Error with one sentence when the archive cannot be read at all. */
export async function zipContents(places: Places): Promise<Contents> {
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(placesReader(places), places.size, {
      autoClose: false,
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: false,
    });
    return await listed(zip, places);
  } catch (error) {
    return salvaged(places, (error as Error).message);
  }
}

async function listed(zip: ZipFile, places: Places): Promise<Contents> {
  const entries: Entry[] = [];
  const notes: string[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entries.length < MOST_ARCHIVED_FILES) entries.push(entry);
    else {
      notes.push(`holds more than ${MOST_ARCHIVED_FILES} files; the others were left out.`);
      break;
    }
  }
  const apart = withoutOverlaps(entries);
  if (apart.length < entries.length)
    notes.push(
      `${entries.length - apart.length} of its files lie over others and were left out: the archive is damaged or made to do harm.`,
    );
  return { members: apart.map((entry) => memberOf(zip, entry, places)), notes };
}

/** Files that share their bytes let a small archive hold as much as it likes. The first of them is read. */
function withoutOverlaps(entries: readonly Entry[]): Entry[] {
  let end = 0;
  return [...entries]
    .sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
    .filter((entry) => {
      if (entry.relativeOffsetOfLocalHeader < end) return false;
      end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameRaw.length + entry.compressedSize;
      return true;
    });
}

function memberOf(zip: ZipFile, entry: Entry, places: Places): Member {
  const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  return {
    name,
    open: () => Readable.from(bytesOf(zip, entry, places)),
    changed: entry.getLastModDate({ timezone: 'UTC' }).getTime(),
    size: entry.uncompressedSize,
  };
}

async function* bytesOf(zip: ZipFile, entry: Entry, places: Places): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw new Error('It is encrypted; unpack the archive with its password and hand in the files.');
  const method = entry.compressionMethod;
  if (method !== STORED && method !== DEFLATED)
    throw new Error(`It is packed in a way that is not read (method ${method}); unpack the archive and hand in the files.`);
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = chunksOf(places.at(fileDataStart, fileDataStart + entry.compressedSize));
  yield* checked(method === STORED ? packed : inflated(packed), entry);
}

async function* checked(bytes: AsyncGenerator<Buffer>, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of bytes) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new Error('The checksum in the archive is another one: the file is damaged.');
}
