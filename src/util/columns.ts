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

type Row = Readonly<object>;

/** Puts rows into columns, one after the other. */
export interface OpenColumns {
  /** @throws Error when a value is not of its column's type. */
  readonly add: (row: Row) => void;
  /** Rows that were added since the last batch was taken. */
  readonly rows: () => number;
  /** The batch of these rows. It is overwritten by the rows that are added next: fresh memory for each batch costs more than filling it. */
  readonly take: () => ColumnBatch;
}

const NO_BYTES = new Uint8Array(0);
const NO_WORDS = new Uint32Array(0);
const NO_NUMBERS = new Float64Array(0);
const EMPTY: Column = { filled: 0, valid: null, data: null };
/** Room for the texts of one row, to begin with. */
const TEXTS_OF_A_ROW = 512;

/**
 * Opens columns for batches of rows.
 * @param most Rows that a batch has at most.
 */
export function openColumns(fields: readonly ColumnField[], most: number): OpenColumns {
  const columns = fields.map(newColumn);
  const texts = newTexts(most * TEXTS_OF_A_ROW);
  let rows = 0;
  // Rows are made in one way, so that their names stand in one order: each is compared with the one at its place.
  let names: readonly string[] = [];
  let places: readonly number[] = [];
  const clear = () => {
    rows = 0;
    texts.used = 0;
    columns.forEach(empty);
  };
  return {
    add: (row) => {
      if (rows === 0) clear();
      const index = rows++;
      let at = 0;
      for (const name in row) {
        if (names[at] !== name) {
          names = Object.keys(row);
          places = names.map((one) => fields.findIndex((field) => field.name === one));
        }
        const value: unknown = row[name as keyof Row];
        const place = places[at++]!;
        if (value !== null && value !== undefined && place >= 0) addValue(columns[place]!, index, value, texts, most);
      }
    },
    rows: () => rows,
    take: () => {
      const taken = {
        rows,
        columns: columns.map((column) => columnOf(column, rows)),
        texts: new Uint8Array(texts.bytes.buffer, 0, texts.used),
      };
      rows = 0;
      return taken;
    },
  };
}

/** A column that is being filled. Most columns of most logs are empty: there is no room before there is a value. */
interface Filling extends ColumnField {
  filled: number;
  valid: Uint8Array<ArrayBuffer>;
  bytes: Uint8Array<ArrayBuffer>;
  /** The same bytes as words and as numbers. */
  words: Uint32Array;
  numbers: Float64Array;
  /** The last different texts, the row of each, and which of them is given up next. */
  readonly recent: (string | null)[];
  readonly recentRows: number[];
  next: number;
  /** How many texts of the batch were among them, and how many were not. */
  repeated: number;
  fresh: number;
}

/** A level, a host or a route is often that of one of the rows before: so many texts are compared. */
const RECENT = 4;
/** After so many it is seen whether any come back: an id never does. */
const TRIED = 64;

function newColumn({ name, type }: ColumnField): Filling {
  return {
    name,
    type,
    filled: 0,
    valid: NO_BYTES,
    bytes: NO_BYTES,
    words: NO_WORDS,
    numbers: NO_NUMBERS,
    recent: new Array<null>(RECENT).fill(null),
    recentRows: new Array<number>(RECENT).fill(0),
    next: 0,
    repeated: 0,
    fresh: 0,
  };
}

const BYTES: Readonly<Record<ColumnType, number>> = { VARCHAR: TEXT_BYTES, BIGINT: 8, DOUBLE: 8, BOOLEAN: 1 };

/** Makes room for the values of all rows. */
function begin(column: Filling, most: number): void {
  // Whole words of 64 bits, so that they can be seen as words and as numbers.
  const data = new ArrayBuffer(Math.ceil((most * BYTES[column.type]) / 8) * 8);
  column.bytes = new Uint8Array(data);
  column.words = new Uint32Array(data);
  column.numbers = new Float64Array(data);
  column.valid = new Uint8Array(Math.ceil(most / 64) * 8);
}

function empty(column: Filling): void {
  if (column.filled === 0) return;
  column.filled = 0;
  column.recent.fill(null);
  column.repeated = 0;
  column.fresh = 0;
  column.valid.fill(0);
  column.bytes.fill(0);
}

function columnOf({ type, filled, valid, bytes }: Filling, rows: number): Column {
  if (filled === 0) return EMPTY;
  return {
    filled,
    valid: filled === rows ? null : valid.subarray(0, Math.ceil(rows / 64) * 8),
    data: bytes.subarray(0, rows * BYTES[type]),
  };
}

function addValue(column: Filling, row: number, value: unknown, texts: Texts, most: number): void {
  column.filled++;
  if (column.bytes.length === 0) begin(column, most);
  column.valid[row >> 3]! |= 1 << (row & 7);
  switch (column.type) {
    case 'VARCHAR':
      writeText(column, row, textIn(column.name, value), texts);
      break;
    case 'BIGINT':
      writeWhole(column.words, row, wholeOf(numberIn(column.name, value)));
      break;
    case 'DOUBLE':
      column.numbers[row] = numberIn(column.name, value);
      break;
    case 'BOOLEAN':
      column.bytes[row] = flagIn(column.name, value) ? 1 : 0;
  }
}

/** Whole numbers of 64 bits. */
function writeWhole(words: Uint32Array, row: number, number: number): void {
  words[row * 2] = number;
  words[row * 2 + 1] = Math.floor(number / 2 ** 32);
}

/** Halves are rounded to even, as the engine does. */
function wholeOf(number: number): number {
  const floor = Math.floor(number);
  if (floor === number) return number;
  return number - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(number);
}

function writeText(column: Filling, row: number, text: string, texts: Texts): void {
  const { words, bytes } = column;
  const same = sameRow(column, row, text);
  if (same >= 0) {
    for (let n = 0; n < 4; n++) words[row * 4 + n] = words[same * 4 + n]!;
    return;
  }
  const begin = texts.used;
  const length = addText(texts, text);
  words[row * 4] = length;
  if (length > SHORT_TEXT) words[row * 4 + 2] = begin;
  else texts.used = begin;
  const shown = length > SHORT_TEXT ? 4 : length;
  for (let n = 0; n < shown; n++) bytes[row * TEXT_BYTES + 4 + n] = texts.bytes[begin + n]!;
}

/** A row before that holds the same text; -1 where none of the last ones does. */
function sameRow(column: Filling, row: number, text: string): number {
  const { recent, recentRows } = column;
  if (column.fresh > TRIED && column.repeated < column.fresh) return -1;
  for (let n = 0; n < RECENT; n++) {
    if (recent[n] !== text) continue;
    column.repeated++;
    return recentRows[n]!;
  }
  column.fresh++;
  recent[column.next] = text;
  recentRows[column.next] = row;
  column.next = (column.next + 1) % RECENT;
  return -1;
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
