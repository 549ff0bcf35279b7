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
 * How a file begins that mends events and makes no view: with the condition, over the columns of one event as it was read, that
 * some event must meet. Where none does its statements find nothing, and to plan and run them all the same takes longer
 * than this question. What is changed before such a file may make no event meet the condition that did not.
 */
const ASKED_FOR = /^-- Only where an event has: (.+)$/m;

/** All files. */
export function viewFiles(): ViewFile[] {
  return readdirSync(VIEWS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(new URL(name, VIEWS), 'utf8') }));
}

/** The condition of a file that is not always run; null for the others. */
export const conditionOf = ({ sql }: ViewFile): string | null => ASKED_FOR.exec(sql)?.[1] ?? null;

/** The files that the events in `raw_events` ask for. */
export async function neededFiles(engine: Pick<Engine, 'rows'>): Promise<ViewFile[]> {
  const files = viewFiles();
  const asked = files.flatMap((file, at) => {
    const condition = conditionOf(file);
    return condition === null ? [] : [{ at, sql: `(SELECT ${at} AS file FROM raw_events WHERE ${condition} LIMIT 1)` }];
  });
  const held = new Set((await engine.rows(asked.map(({ sql }) => sql).join(' UNION ALL '))).map(({ file }) => file));
  return files.filter((_, at) => held.has(at) || !asked.some((one) => one.at === at));
}
