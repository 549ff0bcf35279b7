/** The statements that make the views: one file after the other, in the order of their names. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Engine } from './engine.js';

/** A file of statements. */
export interface ViewFile {
  readonly name: string;
  readonly sql: string;
}

const VIEWS = new URL('./views/', import.meta.url);

/**
 * How a file begins that is not always run: with the condition, over the columns of one event as it was read, that
 * some event must meet. Where none does its statements find nothing, and to plan and run them all the same takes longer
 * than this question. What is changed before such a file may make no event give it something to find that did not meet the condition.
 */
const ASKED_FOR = /^-- Only where an event has: (.+)$/m;

/** Below it, the tables that such a file leaves behind, each with its columns: they are made empty in its place. */
const ELSE = /^-- Else: (.+)$/gm;

/** All files. */
export function viewFiles(): ViewFile[] {
  return readdirSync(VIEWS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(new URL(name, VIEWS), 'utf8') }));
}

/** The condition of a file that is not always run; null for the others. */
export const conditionOf = ({ sql }: ViewFile): string | null => ASKED_FOR.exec(sql)?.[1] ?? null;

/** What is run in the place of a file that no event asks for. */
export const emptyTables = ({ sql }: ViewFile): string => [...sql.matchAll(ELSE)].map(([, table]) => `CREATE TABLE ${table};\n`).join('');

/** All files; those that no event in `raw_events` asks for make empty tables at the most. */
export async function neededFiles(engine: Pick<Engine, 'rows'>): Promise<ViewFile[]> {
  const files = viewFiles();
  const asked = files.flatMap((file, at) => {
    const condition = conditionOf(file);
    return condition === null ? [] : [{ at, sql: `(SELECT ${at} AS file FROM raw_events WHERE ${condition} LIMIT 1)` }];
  });
  const held = new Set((await engine.rows(asked.map(({ sql }) => sql).join(' UNION ALL '))).map(({ file }) => file));
  const idle = new Set(asked.map(({ at }) => at).filter((at) => !held.has(at)));
  return files.map((file, at) => (idle.has(at) ? { ...file, sql: emptyTables(file) } : file));
}
