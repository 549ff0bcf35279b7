/** Appends batches of columns to a table of the engine, without a call per value. */
import { BIGINT, BOOLEAN, DOUBLE, type DuckDBConnection, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import duckdb, { type DataChunk, type Vector } from '@duckdb/node-bindings';
import { type Column, type ColumnBatch, type ColumnType, SHORT_TEXT, TEXT_BYTES } from '../util/columns.js';

/** A table that takes batches; their rows are in the table when it ends. */
export interface Appending {
  /** @throws Error with the engine's message. */
  readonly add: (batch: ColumnBatch) => Promise<void>;
  readonly end: () => Promise<void>;
}

const TYPES = { VARCHAR, BIGINT, DOUBLE, BOOLEAN };

/** Rows that the engine packs as one piece. */
export const ONE_PIECE = 122_880;

/**
 * Rows that are handed to the table at once; until then they stand in memory that the engine does not count. No whole
 * piece: that would be packed on the spot, while the reading waits.
 */
const AT_ONCE = 20_000;

/**
 * Opens a table whose columns have these types. Batches have at most 2,048 rows, as many as the engine works on at a time.
 * @param pack Packs what is in the tables. It runs beside the reading of what follows: nothing is written to the table
 *   meanwhile, since a write waits for it.
 */
export async function openAppending(
  connection: DuckDBConnection,
  table: string,
  types: readonly ColumnType[],
  pack: () => Promise<unknown>,
): Promise<Appending> {
  const appender = await connection.createAppender(table);
  const chunk = DuckDBDataChunk.create(types.map((type) => TYPES[type]));
  let packed: Promise<unknown> = Promise.resolve();
  let packing = false;
  let waiting = 0;
  let loose = 0;
  const write = async () => {
    await packed;
    appender.flushSync();
    loose += waiting;
    waiting = 0;
  };
  const packLoose = () => {
    [packing, loose] = [true, 0];
    packed = pack().finally(() => {
      packing = false;
    });
    packed.catch(() => {}); // told by the next write
  };
  return {
    add: async (batch) => {
      fill(chunk, batch, types);
      appender.appendDataChunk(chunk);
      waiting += batch.rows;
      // A write waits for the packing to end: it is put off as long as there is room.
      if (waiting < (packing ? ONE_PIECE : AT_ONCE)) return;
      await write();
      if (loose >= ONE_PIECE) packLoose();
    },
    end: async () => {
      await write();
      appender.closeSync();
    },
  };
}

function fill(chunk: DuckDBDataChunk, batch: ColumnBatch, types: readonly ColumnType[]): void {
  chunk.reset();
  chunk.rowCount = batch.rows;
  const begin = placeTexts(chunk.chunk, types.indexOf('VARCHAR'), batch.texts);
  for (const [index, column] of batch.columns.entries()) {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
    if (column.data !== null) {
      if (types[index] === 'VARCHAR') pointAt(column.data, begin);
      duckdb.copy_data_to_vector(vector, 0, column.data.buffer, column.data.byteOffset, column.data.byteLength);
    }
    setValid(vector, column, batch.rows);
  }
}

/**
 * Lays the texts of a batch into memory of the engine, where they stay until the chunk is reset, and gives their address.
 * One call for all of them: the text of any column may stand there, and each is copied when the chunk is appended.
 */
function placeTexts(chunk: DataChunk, index: number, texts: Uint8Array): bigint {
  if (texts.length <= SHORT_TEXT) return 0n;
  const vector = duckdb.data_chunk_get_vector(chunk, index);
  duckdb.vector_assign_string_element_len(vector, 0, texts);
  const placed = duckdb.vector_get_data(vector, TEXT_BYTES);
  return new DataView(placed.buffer, placed.byteOffset).getBigUint64(8, true);
}

/** Turns places among the texts of the batch into addresses. */
function pointAt(data: Uint8Array<ArrayBuffer>, begin: bigint): void {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const [low, high] = [Number(begin & 0xffffffffn), Number(begin >> 32n)];
  for (let at = 0; at < words.length; at += 4) {
    if (words[at]! <= SHORT_TEXT) continue;
    const place = words[at + 2]! + low;
    words[at + 2] = place;
    words[at + 3] = high + (place > 0xffffffff ? 1 : 0);
  }
}

function setValid(vector: Vector, { filled, valid }: Column, rows: number): void {
  if (filled === rows) return;
  const bits = valid ?? new Uint8Array(Math.ceil(rows / 64) * 8);
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, bits.buffer, bits.byteOffset, bits.byteLength);
}
