/** The embedded engine: the only place that knows DuckDB. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** A value of a result row. Integers come as numbers, lists as arrays. */
export type Cell = string | number | boolean | null | Cell[];
export type Row = Readonly<Record<string, Cell>>;

export interface Engine {
  /** Runs statements that give no rows. @throws Error with the engine's message. */
  run(sql: string): Promise<void>;
  /** Rows of one SELECT; `$name` in the text takes the parameter of that name. @throws Error with the engine's message. */
  rows(sql: string, parameters?: Readonly<Record<string, number>>): Promise<Row[]>;
  /** Columns of one SELECT whose columns are all DOUBLE without nulls: for what is worked on in bulk. @throws Error with the engine's message. */
  numbers(sql: string): Promise<readonly (readonly number[])[]>;
  /** Appends rows of cells in the order of the table's columns. */
  append(table: string, rows: readonly (readonly (string | number | boolean | null)[])[]): Promise<void>;
  close(): void;
}

/**
 * Opens an engine in memory.
 * @param spill folder for what does not fit into memory; its parent must exist. Without it nothing is written to disk.
 */
export async function openEngine(spill = ''): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: spill,
  });
  const connection = await instance.connect();
  // Most columns of most logs are empty or hold few values: packed, a record takes a tenth of the memory.
  await connection.run("ATTACH ':memory:' AS packed (COMPRESS)");
  await connection.run('USE packed');
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: (sql, parameters) => select(connection, sql, parameters),
    numbers: async (sql) => (await connection.runAndReadAll(sql)).getColumns() as number[][],
    append: (table, rows) => append(connection, table, rows),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function select(connection: DuckDBConnection, sql: string, parameters: Readonly<Record<string, number>> = {}): Promise<Row[]> {
  const prepared = await connection.prepare(sql);
  try {
    for (let i = 1; i <= prepared.parameterCount; i++) {
      const value = parameters[prepared.parameterName(i)];
      if (value === undefined) throw new Error(`parameter $${prepared.parameterName(i)} has no value`);
      prepared.bindDouble(i, value);
    }
    const reader = await prepared.runAndReadAll();
    return reader.getRowObjectsJS().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toCell(value)])));
  } finally {
    prepared.destroySync();
  }
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
