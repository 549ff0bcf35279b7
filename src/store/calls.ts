/**
 * Calls as a view of the observations, where each is told by one line: to write all of their columns a second time took
 * as long as all rules do. With lines of several vantages they are a table.
 */
import { readFileSync } from 'node:fs';
import type { Engine } from './engine.js';

/** The files that make the table, and that add to its rows what other lines tell. */
const MAKING_TABLE = ['46-calls.sql', '48-call-subjects.sql'];

/** Makes the view where it holds the same as the table would. @returns the files of views that are needless then. */
export async function viewSingleCalls(engine: Engine): Promise<readonly string[]> {
  const [asked] = await engine.rows(sqlOf('are-single'));
  if (asked?.single !== true) return [];
  await engine.run(sqlOf('single'));
  return MAKING_TABLE;
}

const sqlOf = (name: string): string => readFileSync(new URL(`./calls/${name}.sql`, import.meta.url), 'utf8');
