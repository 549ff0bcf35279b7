/** Which character parts the cells of a CSV text, and whether its first row names the columns. */
import { type CsvRow, csvRows } from './csv-rows.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** What a sample looks like as CSV. */
export interface CsvLook {
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Share of the rows that have as many cells as the header. */
  readonly even: number;
  /** True when the cells are short, as values are; in text that only looks like a table they are not. */
  readonly short: boolean;
}

/** Characters from which a table is told. */
const ENOUGH = 16_384;

/** Excel's hint about the delimiter, which stands before the header. */
const SEP = /^\uFEFF?sep=(.)\r?\n/i;

const DATE_OR_NUMBER = /^[-+]?[\d.,]+%?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|^\d{1,2}:\d{2}/;

/** A column's name is short, is no value and no piece of a log line; series names may carry labels in braces. */
function isName(cell: string): boolean {
  const text = cell.trim();
  if (text.length > 120 || DATE_OR_NUMBER.test(text) || /^\d+[-:T]/.test(text)) return false;
  if (/^[\w:.\- ]*\{.*\}$/.test(text)) return true;
  // A unit or zone in brackets may follow: `timestamp [UTC]`; short words are cut with a dot: `Order No.`
  const plain = text.replace(/\s*[[(][\w %/.-]{1,12}[\])]$/, '').replace(/^([^.]{2,40})\.$/, '$1');
  return plain.length <= 60 && !/[={}[\]<>]|https?:|[.!?]\s|[.!?;:]$/.test(plain) && plain.split(/\s+/).length <= 6;
}

/** Names of columns, each once; nameless columns are numbered. */
export function columnNames(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cell.replace(/^\uFEFF/, '').trim() || `column_${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}

export function withoutSep(text: string): { text: string; skipped: number; delimiter: string | null } {
  const found = SEP.exec(text);
  return found ? { text: text.slice(found[0].length), skipped: 1, delimiter: found[1] ?? null } : { text, skipped: 0, delimiter: null };
}

function isHeader(header: CsvRow): boolean {
  const named = header.cells.filter((cell) => cell.trim() !== '');
  // One column may be nameless: the index that data frames write.
  return named.length >= 2 && named.length >= header.cells.length - 1 && new Set(named).size === named.length && named.every(isName);
}

const areShort = (rows: readonly CsvRow[]): boolean => {
  const lengths = rows.flatMap((row) => row.cells.map((cell) => cell.length)).sort((a, b) => a - b);
  return (lengths[Math.floor(lengths.length * 0.75)] ?? 0) <= 40;
};

/** A text that was cut, up to the last line at which no quote is open: an open one would swallow what is before it. */
function wholeLines(text: string): string {
  let kept = text.slice(0, text.lastIndexOf('\n') + 1);
  for (let tries = 0; kept !== '' && tries < 100; tries += 1) {
    if ((kept.split('"').length - 1) % 2 === 0) return `${kept}.`;
    kept = kept.slice(0, kept.lastIndexOf('\n', kept.length - 2) + 1);
  }
  return text;
}

function lookWith(delimiter: string, source: string, complete: boolean): CsvLook | null {
  const all = csvRows(complete ? source : wholeLines(source), delimiter);
  const rows = complete ? all : all.slice(0, -1);
  const header = rows[0];
  if (!header || !isHeader(header) || rows.some((row) => row.cells.every((cell) => /^[\s:-]*$/.test(cell) && cell !== ''))) return null;
  const body = rows.slice(1);
  const even = body.filter((row) => row.cells.length === header.cells.length).length;
  return {
    delimiter,
    columns: columnNames(header.cells),
    rows: body.length,
    even: body.length === 0 ? 1 : even / body.length,
    short: areShort(body),
  };
}

/** The delimiter that gives the most even rows, then the most columns; null when the text is no CSV with a header. */
export function csvLook(text: string, complete: boolean): CsvLook | null {
  const whole = complete && text.length <= ENOUGH;
  const stripped = withoutSep(text.slice(0, ENOUGH));
  if (/^\uFEFF?\s*[[{<]/.test(stripped.text)) return null;
  const candidates = stripped.delimiter ? [stripped.delimiter] : DELIMITERS.filter((one) => stripped.text.split('\n', 1)[0]?.includes(one));
  const looks = candidates.map((one) => lookWith(one, stripped.text, whole)).filter((look): look is CsvLook => look !== null);
  return looks.sort((a, b) => b.even - a.even || b.columns.length - a.columns.length)[0] ?? null;
}
