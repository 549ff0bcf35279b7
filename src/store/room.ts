/** What an engine may take up: memory, and a folder on disk. */
import { mkdirSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';

/** What an engine may take up. */
export interface EngineRoom {
  /** Folder for what does not fit into memory; its parent must exist. Without it nothing is written to disk. */
  readonly spill?: string;
  /** Memory for its tables, in bytes; what `usualMemory` gives when left out. */
  readonly memory?: number;
}

/**
 * Memory that tables need to be worked on with little use of the disk, in bytes. More of it made an audit of a million
 * lines no faster: tables stand packed in their file, and what a query needs of them at a time is less than this.
 */
const ENOUGH = 700e6;
/** The rest of the machine is for reading, for the program itself, and for others. */
const SHARE_OF_MACHINE = 1 / 4;

/** Each thread holds a piece of a table unpacked while it writes one: about so many bytes. */
const FOR_A_THREAD = 128e6;

/** Settings of the engine for that room. */
export function settingsFor({ spill, memory }: EngineRoom): Record<string, string> {
  const given = memory ?? (spill === undefined ? null : usualMemory());
  if (given === null) return { temp_directory: '' };
  const threads = Math.max(1, Math.min(availableParallelism(), Math.floor(given / FOR_A_THREAD)));
  return { temp_directory: spill ?? '', memory_limit: `${given}B`, threads: String(threads) };
}

/** Memory for tables where the user says nothing and there is a folder for the rest, in bytes. */
export function usualMemory(): number {
  const machine = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.min(ENOUGH, Math.floor(machine * SHARE_OF_MACHINE));
}

/** The file in which tables stand that are not kept in memory; its folder is made. */
export function tablesFile(spill: string): string {
  mkdirSync(spill, { recursive: true });
  return path.join(spill, 'tables.duckdb');
}
