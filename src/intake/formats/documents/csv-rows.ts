/** Rows of a CSV text with the physical line on which each starts. */
import { parse } from 'csv-parse/sync';

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
  readonly raw: string;
}

const newlines = (text: string): number => text.split('\n').length - 1;

/** The reader counts the lines up to the end of a row; a row that holds line breaks starts that much earlier. */
function placed(parsed: readonly Parsed[]): readonly CsvRow[] {
  return parsed.map(({ record, info, raw }) => ({
    line: Math.max(1, info.lines - newlines(raw.replace(/^\n+|\n+$/g, ''))),
    cells: record,
  }));
}

function read(text: string, delimiter: string, quote: string | false): readonly CsvRow[] {
  const options = {
    delimiter,
    quote,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    raw: true,
    record_delimiter: '\n',
  };
  // The reader counts a line break of two characters inside quotes twice.
  return placed(parse(text.replaceAll('\r\n', '\n'), options) as unknown as Parsed[]);
}

const unquoted = (cell: string): string =>
  cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;

/**
 * Splits a text into rows. A quote that is never closed would swallow all rows behind it, so such a
 * text is read line by line.
 */
export function csvRows(text: string, delimiter: string): readonly CsvRow[] {
  try {
    return read(text, delimiter, '"');
  } catch {
    return read(text, delimiter, false).map((row) => ({ ...row, cells: row.cells.map(unquoted) }));
  }
}
