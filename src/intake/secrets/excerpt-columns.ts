/** Cells of a table that stand under the name of a credential: a line alone does not tell that they are one. */
import { DELIMITERS } from '../formats/documents/csv-header.js';
import { csvRows } from '../formats/documents/csv-rows.js';
import { namesCredential } from './secret-names.js';

/** Lines above a header that may tell of the table. */
const ABOVE = 10;

/** A reader of the lines of a table in their order: takes what stands under such a name out of each. */
export function hideCells(): (line: string, number: number) => string {
  let hidden: { readonly delimiter: string; readonly columns: readonly number[] } | null = null;
  return (line, number) => {
    if (hidden === null && number <= ABOVE) hidden = columnsOf(line);
    else if (hidden !== null) return withoutCells(line, hidden.delimiter, hidden.columns);
    return line;
  };
}

function columnsOf(line: string): { delimiter: string; columns: number[] } | null {
  const delimiter = DELIMITERS.find((one) => line.includes(one));
  const cells = delimiter === undefined ? [] : (csvRows(line, delimiter)[0]?.cells ?? []);
  const columns = cells.flatMap((cell, at) => (namesCredential(cell.trim()) ? [at] : []));
  return delimiter === undefined || columns.length === 0 ? null : { delimiter, columns };
}

function withoutCells(line: string, delimiter: string, columns: readonly number[]): string {
  const cells = csvRows(line, delimiter)[0]?.cells ?? [];
  return cells.map((cell, at) => (columns.includes(at) && cell.trim().length > 3 ? '[REDACTED:credential]' : cell)).join(delimiter);
}
