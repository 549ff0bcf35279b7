/**
 * Rows as columns of bytes, in the layout in which the engine holds them, so that a batch is copied and not taken apart
 * value by value. A number is 8 bytes, a flag one, a text 16: its length in bytes, then the text itself where it has at
 * most 12 bytes, else its first 4 and where the whole begins among the texts of the batch. So is `duckdb_string_t` in
 * the engine's public header.
 */
import { addText, newTexts, type Texts } from './texts.js';

export type ColumnType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN';

/** A column to make: the field of the rows, and the type of its values. */
export interface ColumnField {
  readonly name: string;
  readonly type: ColumnType;
}

/** One column of a batch. */
export interface Column {
  /** Rows that have a value. */
  readonly filled: number;
  /** A bit per row, the lowest first, set where the row has a value, in words of 64; null where all rows or none have one. */
  readonly valid: Uint8Array<ArrayBuffer> | null;
  /** Values in the order of the rows; null where no row has one. */
  readonly data: Uint8Array<ArrayBuffer> | null;
}

export interface ColumnBatch {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Bytes of the texts that do not fit into their column. */
  readonly texts: Uint8Array<ArrayBuffer>;
}

/** Bytes of one text in its column. */
export const TEXT_BYTES = 16;
/** Texts of at most so many bytes stand in their column. */
export const SHORT_TEXT = 12;

type Rows = readonly Readonly<Record<string, unknown>>[];

const NO_BITS = new Uint8Array(0);
const EMPTY: Column = { filled: 0, valid: null, data: null };
/** Room for the texts of one row, to begin with. */
const TEXTS_OF_A_ROW = 512;

/**
 * Puts rows into columns.
 * @throws Error when a value is not of its column's type.
 */
export function columnsOf(rows: Rows, fields: readonly ColumnField[]): ColumnBatch {
  const texts = newTexts(rows.length * TEXTS_OF_A_ROW);
  const builders = fields.map((field) => columnBuilder(rows.length, field, texts));
  let layout: Layout = { names: [], builders: [] };
  for (const [index, row] of rows.entries()) {
    layout = layoutOf(row, layout, fields, builders);
    const values = Object.values(row);
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      if (value !== null && value !== undefined) layout.builders[at]?.add(index, value);
    }
  }
  const columns = builders.map((build) => build.column());
  return { rows: rows.length, columns, texts: new Uint8Array(texts.bytes.buffer, 0, texts.used) };
}

/** The values of one column and how the next is written. */
interface Writer {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly write: (row: number, value: unknown) => void;
}

const WRITERS: Readonly<Record<ColumnType, (rows: number, name: string, texts: Texts) => Writer>> = {
  VARCHAR: writeTexts,
  BIGINT: writeIntegers,
  DOUBLE: writeNumbers,
  BOOLEAN: writeFlags,
};

interface ColumnBuilder {
  readonly add: (row: number, value: unknown) => void;
  readonly column: () => Column;
}

function columnBuilder(rows: number, { name, type }: ColumnField, texts: Texts): ColumnBuilder {
  // Most columns of most logs are empty: nothing is made before there is a value.
  let writer: Writer | null = null;
  let valid = NO_BITS;
  let filled = 0;
  return {
    add: (row, value) => {
      if (writer === null) {
        writer = WRITERS[type](rows, name, texts);
        valid = new Uint8Array(Math.ceil(rows / 64) * 8);
      }
      writer.write(row, value);
      valid[row >> 3]! |= 1 << (row & 7);
      filled++;
    },
    column: () => (writer === null ? EMPTY : { filled, valid: filled === rows ? null : valid, data: writer.data }),
  };
}

/** Which column each value of a row goes to: rows are made in one way, so that their names stand in one order. */
interface Layout {
  readonly names: readonly string[];
  readonly builders: readonly (ColumnBuilder | undefined)[];
}

/** The layout of a row; asking for all its values at once takes a third of the time of asking for each by its name. */
function layoutOf(row: object, last: Layout, fields: readonly ColumnField[], builders: readonly ColumnBuilder[]): Layout {
  const names = Object.keys(row);
  if (names.length === last.names.length && names.every((name, at) => name === last.names[at])) return last;
  return { names, builders: names.map((name) => builders[fields.findIndex((field) => field.name === name)]) };
}

function writeNumbers(rows: number, name: string): Writer {
  const data = new Float64Array(rows);
  const write = (row: number, value: unknown) => {
    data[row] = numberIn(name, value);
  };
  return { data: new Uint8Array(data.buffer), write };
}

function writeFlags(rows: number, name: string): Writer {
  const data = new Uint8Array(rows);
  const write = (row: number, value: unknown) => {
    data[row] = flagIn(name, value) ? 1 : 0;
  };
  return { data, write };
}

/** Whole numbers of 64 bits; halves are rounded to even, as the engine does. */
function writeIntegers(rows: number, name: string): Writer {
  const words = new Int32Array(rows * 2);
  const write = (row: number, value: unknown) => {
    const number = wholeOf(numberIn(name, value));
    words[row * 2] = number;
    words[row * 2 + 1] = Math.floor(number / 2 ** 32);
  };
  return { data: new Uint8Array(words.buffer), write };
}

function wholeOf(number: number): number {
  const floor = Math.floor(number);
  if (floor === number) return number;
  return number - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(number);
}

function writeTexts(rows: number, name: string, texts: Texts): Writer {
  const data = new Uint8Array(rows * TEXT_BYTES);
  const words = new Uint32Array(data.buffer);
  let last: unknown = null;
  let lastRow = 0;
  const write = (row: number, value: unknown) => {
    // A level, a host or a route is often that of the row before.
    if (value === last) return void data.copyWithin(row * TEXT_BYTES, lastRow * TEXT_BYTES, (lastRow + 1) * TEXT_BYTES);
    [last, lastRow] = [value, row];
    const begin = texts.used;
    const length = addText(texts, textIn(name, value));
    words[row * 4] = length;
    if (length > SHORT_TEXT) words[row * 4 + 2] = begin;
    else texts.used = begin;
    const shown = length > SHORT_TEXT ? 4 : length;
    for (let n = 0; n < shown; n++) data[row * TEXT_BYTES + 4 + n] = texts.bytes[begin + n]!;
  };
  return { data, write };
}

function textIn(name: string, value: unknown): string {
  return typeof value === 'string' ? value : refuse(name, value);
}

function numberIn(name: string, value: unknown): number {
  return typeof value === 'number' ? value : refuse(name, value);
}

function flagIn(name: string, value: unknown): boolean {
  return typeof value === 'boolean' ? value : refuse(name, value);
}

function refuse(name: string, value: unknown): never {
  throw new Error(`a value of the column ${name} is a ${typeof value}`);
}
