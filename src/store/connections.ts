/** Connections to one engine, lent to one query at a time. */
import type { DuckDBConnection } from '@duckdb/node-api';

/** Runs work with a connection that nobody else uses meanwhile. */
export type Lend = <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;

export interface Lending {
  readonly lend: Lend;
  /** Runs work while no other runs, for what needs all the memory there is. */
  readonly alone: Lend;
}

/**
 * Lends the connections. The first goes out first: temporary tables are its own, so that they are seen by all
 * queries that are not run side by side.
 */
export function lendOut(connections: readonly DuckDBConnection[]): Lending {
  const free = [...connections];
  const waiting: ((connection: DuckDBConnection) => void)[] = [];
  const giveBack = (connection: DuckDBConnection) => {
    const next = waiting.shift();
    if (next) next(connection);
    else if (connection === connections[0]) free.unshift(connection);
    else free.push(connection);
  };
  const lend: Lend = async (work) => {
    const connection = free.shift() ?? (await new Promise<DuckDBConnection>((resolve) => waiting.push(resolve)));
    try {
      return await work(connection);
    } finally {
      giveBack(connection);
    }
  };
  return { lend, alone: alone(lend, connections.length) };
}

/** Takes all connections, one after the other; two that each held some of them would wait for ever. */
function alone(lend: Lend, all: number): Lend {
  const takeAll = <T>(left: number, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> =>
    lend((connection) => (left === 1 ? work(connection) : takeAll(left - 1, work)));
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = before.then(() => takeAll(all, work));
    before = done.catch(() => {});
    return done;
  };
}
