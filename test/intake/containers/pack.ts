/** Archives for tests, written byte by byte, so that they can be as wrong as need be. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  readonly name: string;
  readonly content: string | Buffer;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  readonly method?: number;
  /** Sizes stand after the data, as in archives that were written as a stream. */
  readonly streamed?: boolean;
  /** Sizes and offset stand in the zip64 field. */
  readonly zip64?: boolean;
  /** The directory names the data of the file before. */
  readonly overlaps?: boolean;
  readonly wrongSum?: boolean;
}

/** 2026-01-02 10:00, as zip writes it. */
const [DATE, TIME] = [((2026 - 1980) << 9) | (1 << 5) | 2, 10 << 11];

export function zip(files: readonly Packed[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let before = 0;
  for (const file of files) {
    const content = Buffer.from(file.content);
    const data = file.stored ? content : deflateRawSync(content);
    const head = header(file, content, data);
    directory.push(record(file, content, data, file.overlaps ? before : offset));
    before = offset;
    const after = file.streamed ? trailer(content, data) : Buffer.alloc(0);
    parts.push(head, data, after);
    offset += head.length + data.length + after.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

const flagsOf = (file: Packed) => (file.encrypted ? 1 : 0) | (file.streamed ? 8 : 0) | 0x800;
const methodOf = (file: Packed) => file.method ?? (file.stored ? 0 : 8);
const sumOf = (file: Packed, content: Buffer) => (crc32(content) + (file.wrongSum ? 1 : 0)) >>> 0;

function header(file: Packed, content: Buffer, data: Buffer): Buffer {
  const name = Buffer.from(file.name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flagsOf(file), 6);
  head.writeUInt16LE(methodOf(file), 8);
  head.writeUInt16LE(TIME, 10);
  head.writeUInt16LE(DATE, 12);
  head.writeUInt32LE(file.streamed ? 0 : sumOf(file, content), 14);
  head.writeUInt32LE(file.streamed ? 0 : data.length, 18);
  head.writeUInt32LE(file.streamed ? 0 : content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function trailer(content: Buffer, data: Buffer): Buffer {
  const after = Buffer.alloc(16);
  after.writeUInt32LE(0x08074b50, 0);
  after.writeUInt32LE(crc32(content), 4);
  after.writeUInt32LE(data.length, 8);
  after.writeUInt32LE(content.length, 12);
  return after;
}

function record(file: Packed, content: Buffer, data: Buffer, offset: number): Buffer {
  const name = Buffer.from(file.name);
  const wide = Buffer.alloc(file.zip64 ? 28 : 0);
  const own = Buffer.alloc(46);
  own.writeUInt32LE(0x02014b50, 0);
  own.writeUInt16LE(20, 4);
  own.writeUInt16LE(20, 6);
  own.writeUInt16LE(flagsOf(file), 8);
  own.writeUInt16LE(methodOf(file), 10);
  own.writeUInt16LE(TIME, 12);
  own.writeUInt16LE(DATE, 14);
  own.writeUInt32LE(sumOf(file, content), 16);
  own.writeUInt32LE(file.zip64 ? 0xffffffff : data.length, 20);
  own.writeUInt32LE(file.zip64 ? 0xffffffff : content.length, 24);
  own.writeUInt16LE(name.length, 28);
  own.writeUInt16LE(wide.length, 30);
  own.writeUInt32LE(file.zip64 ? 0xffffffff : offset, 42);
  if (file.zip64) {
    wide.writeUInt16LE(1, 0);
    wide.writeUInt16LE(24, 2);
    wide.writeBigUInt64LE(BigInt(content.length), 4);
    wide.writeBigUInt64LE(BigInt(data.length), 12);
    wide.writeBigUInt64LE(BigInt(offset), 20);
  }
  return Buffer.concat([own, name, wide]);
}

/** A tar archive; `type` is the flag of the entry: 0 file, 2 symbolic link, 3 device, 5 folder. */
export function tar(files: readonly { name: string; content?: string | Buffer; type?: string; old?: boolean }[]): Buffer {
  const parts: Buffer[] = [];
  for (const { name, content = '', type = '0', old = false } of files) {
    const data = Buffer.from(content);
    const head = Buffer.alloc(512);
    head.write(name.slice(0, 100), 0);
    head.write('0000644\0', 100);
    head.write('0000000\0', 108);
    head.write('0000000\0', 116);
    head.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write(
      `${Math.floor(Date.UTC(2026, 0, 2, 10) / 1000)
        .toString(8)
        .padStart(11, '0')}\0`,
      136,
    );
    head.write('        ', 148);
    head.write(old ? '\0' : type, 156);
    if (type === '2') head.write('/etc/passwd', 157);
    if (!old) head.write('ustar\u000000', 257);
    head.write(
      `${head
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    parts.push(head, data, Buffer.alloc(-data.length & 511));
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
