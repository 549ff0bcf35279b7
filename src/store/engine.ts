/** The embedded engine: the only place that knows DuckDB. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { ColumnField } from '../util/columns.js';
import { type Appending, ONE_PIECE, openAppending } from './appending.js';
import { lendOut } from './connections.js';
import { isOutOfMemory, plainly } from './failures.js';
import { type EngineRoom, settingsFor, tablesFile } from './room.js';
import { withWords } from './words.js';

/** A value of a result row. Integers come as numbers, lists as arrays. */
export type Cell = string | number | boolean | null | Cell[];
export type Row = Readonly<Record<string, Cell>>;

export interface Engine {
  /** Runs statements that give no rows. @throws Error with the engine's message. */
  run(sql: string): Promise<void>;
  /**
   * Rows of one SELECT; `$name` in the text takes the parameter of that name. Several may be asked for at once.
   * @throws Error with the engine's message.
   */
  rows(sql: string, parameters?: Readonly<Record<string, number>>): Promise<Row[]>;
  /** Columns of one SELECT whose columns are all DOUBLE without nulls: for what is worked on in bulk. @throws Error with the engine's message. */
  numbers(sql: string): Promise<readonly (readonly number[])[]>;
  /** Appends rows of cells in the order of the table's columns. */
  append(table: string, rows: readonly (readonly (string | number | boolean | null)[])[]): Promise<void>;
  /** Opens a table for batches of columns: for what is appended in bulk. */
  appending(table: string, fields: readonly ColumnField[]): Promise<Appending>;
  /** Moves the tables from memory into a file of the spill folder; without one they stay where they are. */
  toDisk(): Promise<void>;
  /** Writes all tables and views into a new database file. */
  copyTo(file: string): Promise<void>;
  /** Says how many rows the largest table has, so that small inputs are not shared out among threads. */
  expect(rows: number): Promise<void>;
  close(): void;
}

/** Queries that may run side by side: more would wait for a core on a small machine, and share the memory of a large one. */
export const LANES = 2;

/**
 * Rows are packed after so many bytes of them. Each time, those behind the last full piece are packed anew; so about one
 * piece: with the engine's own 16 MB, packing took more than half of the time of loading.
 */
const PACKED_AFTER = '128MB';

/** A file that nobody opens again needs no journal, and may be packed in the ways of this version. */
const FOR_ONE_AUDIT = "RECOVERY_MODE no_wal_writes, STORAGE_VERSION 'latest'";

/**
 * Opens an engine, in memory or over a database file that is only read.
 * @param file written by `copyTo`. @throws Error when it is none.
 */
export async function openEngine(room: EngineRoom = {}, file?: string): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...settingsFor(room),
  });
  const first = await instance.connect();
  // Most columns of most logs are empty or hold few values: packed, a record takes a tenth of the memory.
  await first.run(file === undefined ? "ATTACH ':memory:' AS packed (COMPRESS)" : `ATTACH ${quoted(file)} AS packed (READ_ONLY)`);
  const connections = [first, ...(await Promise.all(Array.from({ length: LANES - 1 }, () => instance.connect())))];
  let database = '';
  const use = async (name: string) => {
    database = name;
    for (const connection of connections) await connection.run(`USE ${name}`);
  };
  await use('packed');
  // Several pieces that wait to be written together would stand in memory unpacked.
  await first.run('SET write_buffer_row_group_count = 1');
  await first.run(`SET checkpoint_threshold = '${PACKED_AFTER}'`);
  const { lend, alone } = lendOut(connections);
  return {
    run: async (sql) => void (await first.run(withWords(sql)).catch(plainly)),
    rows: async (sql, parameters) => {
      const ask = (connection: DuckDBConnection) => select(connection, sql, parameters);
      // Queries side by side share the memory: what one cannot have now it may have alone.
      return await lend(ask).catch((error) => (isOutOfMemory(error) ? alone(ask).catch(plainly) : Promise.reject(error)));
    },
    numbers: async (sql) => (await first.runAndReadAll(sql).catch(plainly)).getColumns() as number[][],
    append: (table, rows) => append(first, table, rows),
    appending: async (table, fields) => {
      const types = fields.map(({ type }) => type);
      const { add, end } = await openAppending(first, table, types, () => connections[LANES - 1]!.run('CHECKPOINT'));
      return { add: (batch) => add(batch).catch(plainly), end: () => end().catch(plainly) };
    },
    toDisk: async () => {
      if (room.spill === undefined) return;
      const [file, from] = [quoted(tablesFile(room.spill)), database];
      await first.run(`ATTACH ${file} AS stored (${FOR_ONE_AUDIT}); COPY FROM DATABASE ${from} TO stored`).catch(plainly);
      await use('stored');
      await first.run(`DETACH ${from}`);
    },
    copyTo: async (place) => void (await first.run(`ATTACH ${quoted(place)} AS copy; COPY FROM DATABASE ${database} TO copy; DETACH copy`)),
    // A table of one piece is read by one thread; others that look for work cost more than a small query takes.
    expect: async (rows) => void (rows < ONE_PIECE && (await first.run('SET threads = 1'))),
    close: () => {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
    },
  };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function select(connection: DuckDBConnection, sql: string, parameters?: Readonly<Record<string, number>>): Promise<Row[]> {
  const prepared = await connection.prepare(withWords(parameters === undefined ? sql : withValues(sql, parameters)));
  try {
    const reader = await prepared.runAndReadAll();
    return reader.getRowObjectsJS().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toCell(value)])));
  } finally {
    prepared.destroySync();
  }
}

/** Values stand in the text: a query whose parameters have no type yet is planned twice. */
function withValues(sql: string, parameters: Readonly<Record<string, number>>): string {
  return sql.replace(/\$([a-z_]\w*)/g, (parameter, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`parameter ${parameter} has no value`);
    return `(${value}::DOUBLE)`;
  });
}

/** 64-bit integers become numbers: times in milliseconds and counts stay below 2^53. */
function toCell(value: unknown): Cell {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toCell);
  return value as Cell;
}

async function append(
  connection: DuckDBConnection,
  table: string,
  rows: readonly (readonly (string | number | boolean | null)[])[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else if (typeof cell === 'string') appender.appendVarchar(cell);
      else if (typeof cell === 'number') appender.appendDouble(cell);
      else appender.appendBoolean(cell);
    }
    appender.endRow();
  }
  appender.flushSync();
  appender.closeSync();
}
