/** Bytes that can be reached at any place, and the reader that the zip library wants of them. */
import { Readable } from 'node:stream';
import yauzl from 'yauzl';

export interface Places {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` up to, without, `end`. */
  readonly at: (start: number, end: number) => Readable;
}

export function placesOf(bytes: Buffer): Places {
  return { size: bytes.length, at: (start, end) => Readable.from([bytes.subarray(start, end)]) };
}

/** The directory is read in many small pieces: they are taken out of blocks of this many bytes. */
const BLOCK = 256 * 1024;

/** A class, because the library wants one; it holds nothing that must be closed. */
class PlacesReader extends yauzl.RandomAccessReader {
  #block = { start: 0, bytes: Buffer.alloc(0) };

  constructor(private readonly places: Places) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.places.at(start, end);
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, done: (error: Error | null) => void): void {
    this.#blockAt(position, length).then(
      ({ start, bytes }) => {
        const copied = bytes.copy(buffer, offset, position - start, position - start + length);
        done(copied === length ? null : new Error('the file ends early'));
      },
      (error: Error) => done(error),
    );
  }

  async #blockAt(position: number, length: number): Promise<{ start: number; bytes: Buffer }> {
    const { start, bytes } = this.#block;
    if (position >= start && position + length <= start + bytes.length) return this.#block;
    const end = Math.min(this.places.size, position + Math.max(length, BLOCK));
    const parts = await this.places.at(position, end).toArray();
    this.#block = { start: position, bytes: Buffer.concat(parts as Buffer[]) };
    return this.#block;
  }
}

export function placesReader(places: Places): yauzl.RandomAccessReader {
  return new PlacesReader(places);
}
