/** Whether other threads take part in the reading. */
import type { ColumnBatch } from '../../util/columns.js';
import type { Source } from '../inputs/source.js';
import { type Pool, startPool } from './pool.js';

/** How lines are read by other threads. */
export interface Sharing {
  readonly pool: Pool;
  readonly columns: (batch: ColumnBatch) => void | Promise<void>;
  readonly measures: Measures;
}

/** From which sizes on lines are shared, and in which. */
export interface Measures {
  /** Bytes of all input. */
  readonly bytes: number;
  /** Lines of a file. */
  readonly lines: number;
  /** Lines of a block. */
  readonly block: number;
}

/** What decides whether the lines of an intake are shared. */
export interface SharingOptions {
  /**
   * Takes the events of files that other threads read, as columns of `eventColumns`, in the order of the files and of the
   * records in them, like the sink. Without it all is read by this thread.
   */
  readonly columns?: (batch: ColumnBatch) => void | Promise<void>;
  /** Starts the threads; for tests. */
  readonly threads?: () => Pool | null;
  /** For tests. */
  readonly measures?: Measures;
}

const MEASURES: Measures = {
  // A thread takes half a second until it runs as fast as this one, with 40,000 lines behind it; less is read in that time.
  bytes: 16 * 1024 * 1024,
  // Fewer are read here while another thread would be told how to read them.
  lines: 500,
  // Some 50 ms of work, and no more events than a batch holds, unless lines hold several.
  block: 2_000,
};

/** Null where all is read by this thread. What comes from a pipe may be long. */
export function sharingFor(sources: readonly Source[], options: SharingOptions): Sharing | null {
  const { columns, threads = startPool, measures = MEASURES } = options;
  if (columns === undefined || sources.reduce((sum, { size }) => sum + (size ?? measures.bytes), 0) < measures.bytes) return null;
  const pool = threads();
  return pool === null ? null : { pool, columns, measures };
}
