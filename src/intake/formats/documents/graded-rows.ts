/**
 * Logs that platforms keep as tables with columns of names of their own: each row has a time, a grade as loggers give it,
 * and text. The values tell such a table, the names only which of its columns holds what.
 */

import type { SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { levelNamed } from '../../vocabulary/levels.js';
import { logTableWords } from '../../vocabulary/log-tables.js';
import { toLevel } from '../json/level.js';
import { set, without } from '../json/value.js';
import { plain } from './names.js';

/** Fewer rows do not tell a grade from any other word. */
const LEAST = 3;
const NEARLY_ALL = 0.95;
/** A business knows some grades too, "warning" or "critical"; loggers know few. */
const MOST_GRADES = 8;
const CLOCK = /^\W*\d{1,4}\D.*\d{1,2}[:.]\d{2}\b/;

/** The cells of a column. */
const cellsOf = (rows: readonly JsonObject[], column: string): readonly string[] =>
  rows.map((row) => row[column]).filter((cell): cell is string => typeof cell === 'string' && cell !== '');

const share = (cells: readonly string[], test: (cell: string) => boolean): number => cells.filter(test).length / cells.length;

/** True where nearly all rows are graded, in several words, and not with outcomes only. */
function isGrade(cells: readonly string[], rows: number): boolean {
  if (cells.length < NEARLY_ALL * rows || share(cells, (cell) => levelNamed(cell) !== null) < NEARLY_ALL) return false;
  const words = new Set(cells.map((cell) => cell.toLowerCase()));
  const levels = new Set([...words].map(levelNamed));
  return levels.size >= 2 && words.size <= MOST_GRADES && [...words].some((word) => !logTableWords().outcomes.has(word));
}

/** Columns of text by their names, of which one at least holds sentences. */
function saidIn(columns: readonly string[], rows: readonly JsonObject[]): readonly string[] {
  const said = columns.filter((column) => logTableWords().said.has(plain(column)));
  return said.some((column) => {
    const cells = cellsOf(rows, column);
    return cells.length > 0 && share(cells, (cell) => /\S\s+\S/.test(cell)) >= 0.5;
  })
    ? said
    : [];
}

/** Reads the rows of such a table; null where it is none. */
export function gradedRow(
  columns: readonly string[],
  some: readonly JsonObject[],
): ((row: JsonObject, line: number) => SourceRecord) | null {
  if (some.length < LEAST) return null;
  const grade = columns.find((column) => isGrade(cellsOf(some, column), some.length));
  if (grade === undefined) return null;
  const rest = columns.filter((column) => column !== grade);
  const time = rest.find((column) => share(cellsOf(some, column), (cell) => CLOCK.test(cell)) >= NEARLY_ALL);
  const said = saidIn(
    rest.filter((column) => column !== time),
    some,
  );
  if (time === undefined || said.length === 0) return null;
  const writer = rest.find((column) => column !== time && !said.includes(column) && logTableWords().writer.has(plain(column)));
  const taken = [grade, time, ...said, ...(writer === undefined ? [] : [writer])];
  return (row, line) => {
    const fields: JsonObject = { ...without(row, taken) };
    if (writer !== undefined && row[writer] !== '') set(fields, 'logger', row[writer] ?? null);
    const level = toLevel(row[grade]);
    const message = said.flatMap((column) => row[column] || []).join(' - ');
    return { line, time: String(row[time] ?? ''), message, fields, proven: level === null ? {} : { level } };
  };
}
