/** What the first bytes say of how an input is packed. Content decides, never the name. */

export type Compression = 'gzip' | 'zstd';
export type Archive = 'zip' | 'tar';

/** Bytes that must be at hand to tell a tar archive: one block. */
export const TELLING_BYTES = 512;

export function compressionOf(start: Buffer): Compression | null {
  if (start.length >= 3 && start[0] === 0x1f && start[1] === 0x8b && start[2] === 0x08) return 'gzip';
  if (start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  // A frame that is to be skipped stands before the data: pzstd and seekable zstd write such.
  if (start.length >= 4 && start.readUInt32LE(0) >= 0x184d2a50 && start.readUInt32LE(0) <= 0x184d2a5f) return 'zstd';
  return null;
}

export function archiveOf(start: Buffer): Archive | null {
  const signature = start.length >= 4 ? start.readUInt32LE(0) : 0;
  // A file, the end of an empty archive, and the mark of an archive that was once to be split.
  if (signature === 0x04034b50 || signature === 0x06054b50 || signature === 0x08074b50) return 'zip';
  return isTar(start) ? 'tar' : null;
}

/** `ustar` stands in all tar archives since 1988; in older ones only the checksum tells. */
function isTar(start: Buffer): boolean {
  if (start.length < TELLING_BYTES || start[0] === 0) return false;
  if (start.toString('latin1', 257, 262) === 'ustar') return true;
  const stated = /^ *([0-7]{4,7})[ \0]/.exec(start.toString('latin1', 148, 156))?.[1];
  if (stated === undefined) return false;
  let sum = 8 * 32;
  for (let i = 0; i < TELLING_BYTES; i++) if (i < 148 || i >= 156) sum += start[i] as number;
  return sum === Number.parseInt(stated, 8);
}
