/** Connections to one engine, lent to one query at a time. */
import type { DuckDBConnection } from '@duckdb/node-api';

/** Runs work with a connection that nobody else uses meanwhile. */
export type Lend = <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;

/**
 * Lends the connections. The first goes out first: temporary tables are its own, so that they are seen by all
 * queries that are not run side by side.
 */
export function lendOut(connections: readonly DuckDBConnection[]): Lend {
  const free = [...connections];
  const waiting: ((connection: DuckDBConnection) => void)[] = [];
  const giveBack = (connection: DuckDBConnection) => {
    const next = waiting.shift();
    if (next) next(connection);
    else if (connection === connections[0]) free.unshift(connection);
    else free.push(connection);
  };
  return async (work) => {
    const connection = free.shift() ?? (await new Promise<DuckDBConnection>((resolve) => waiting.push(resolve)));
    try {
      return await work(connection);
    } finally {
      giveBack(connection);
    }
  };
}
