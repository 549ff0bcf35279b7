/** A zip archive without its directory, as a copy that was cut leaves it: its members are found by their own headers. */
import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { MOST_ARCHIVED_FILES } from '../records/bounds.js';
import { chunksOf } from './bytes.js';
import type { Contents, Member } from './member.js';
import { inflated } from './unpack.js';
import type { Places } from './zip-places.js';

const HEADER = 30;
const MAGIC = Buffer.from('PK\x03\x04', 'latin1');

/** What the header of a member says. */
interface Local {
  readonly start: number;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly nameLength: number;
  readonly dataStart: number;
}

/** @throws Error with one sentence when no member is found. */
export async function salvaged(places: Places, why: string): Promise<Contents> {
  const locals: Local[] = [];
  for await (const local of localsIn(places)) if (locals.length < MOST_ARCHIVED_FILES) locals.push(local);
  if (locals.length === 0) throw new Error(`The zip archive cannot be read (${why.replace(/\.$/, '')}); pack it anew.`);
  const members = await Promise.all(locals.map((local, n) => memberOf(places, local, locals[n + 1]?.start ?? places.size)));
  return { members, notes: [`is damaged or ends early (${why.replace(/\.$/, '')}); what could be found in it was read.`] };
}

async function* localsIn(places: Places): AsyncGenerator<Local> {
  let held = Buffer.alloc(0);
  let heldAt = 0;
  for await (const chunk of chunksOf(places.at(0, places.size))) {
    held = Buffer.concat([held, chunk]);
    let from = 0;
    for (let at = held.indexOf(MAGIC); at !== -1 && at + HEADER <= held.length; at = held.indexOf(MAGIC, at + 1)) {
      const local = localAt(held.subarray(at), heldAt + at);
      if (local !== null && local.dataStart <= places.size) yield local;
      from = at + 1;
    }
    const keep = Math.max(from, held.length - HEADER);
    heldAt += keep;
    held = held.subarray(keep);
  }
}

/** Null when the four bytes stand there by chance. */
function localAt(header: Buffer, start: number): Local | null {
  const [version, method, nameLength] = [header.readUInt16LE(4), header.readUInt16LE(8), header.readUInt16LE(26)];
  if (version > 63 || (method !== 0 && method !== 8) || nameLength === 0 || nameLength > 1024) return null;
  return {
    start,
    flags: header.readUInt16LE(6),
    method,
    packed: header.readUInt32LE(18),
    nameLength,
    dataStart: start + HEADER + nameLength + header.readUInt16LE(28),
  };
}

async function memberOf(places: Places, local: Local, next: number): Promise<Member> {
  const name = Buffer.concat(await places.at(local.start + HEADER, local.start + HEADER + local.nameLength).toArray());
  const known = local.packed > 0 && local.packed < 0xffffffff;
  const end = Math.min(next, known ? local.dataStart + local.packed : next);
  return {
    name: yauzl.getFileNameLowLevel(local.flags, name, [], false),
    open: () => Readable.from(bytesOf(places, local, end)),
    changed: null,
    size: null,
  };
}

async function* bytesOf(places: Places, local: Local, end: number): AsyncGenerator<Buffer> {
  if ((local.flags & 1) !== 0) throw new Error('It is encrypted; unpack the archive with its password and hand in the files.');
  if (end <= local.dataStart) return;
  const packed = chunksOf(places.at(local.dataStart, end));
  yield* local.method === 0 ? packed : inflated(packed);
}
