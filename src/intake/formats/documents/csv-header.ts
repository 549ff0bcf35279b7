/** Which character parts the cells of a CSV text, and whether its first row names the columns. */
import { type CsvRow, csvRows } from './csv-rows.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** What a sample looks like as CSV. */
export interface CsvLook {
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** Physical lines above the header: a hint about the delimiter, or the title that reports print there. */
  readonly above: number;
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

/** Titles, filters and dates stand above the header of a report; more lines than this are a text of their own. */
const MOST_ABOVE = 25;

function linesFrom(text: string, above: number): string {
  let at = 0;
  for (let line = 0; line < above; line++) at = text.indexOf('\n', at) + 1 || text.length;
  return text.slice(at);
}

/** The text from its header on. */
export const fromHeader = (text: string, look: { readonly above: number } | null): string => (look ? linesFrom(text, look.above) : text);

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
    above: 0,
    rows: body.length,
    even: body.length === 0 ? 1 : even / body.length,
    short: areShort(body),
  };
}

/** The best look of all delimiters at a text that begins with its header. */
function bestLook(text: string, complete: boolean, hint: string | null): CsvLook | null {
  const candidates = hint ? [hint] : DELIMITERS.filter((one) => text.split('\n', 1)[0]?.includes(one));
  const looks = candidates.map((one) => lookWith(one, text, complete)).filter((look): look is CsvLook => look !== null);
  return looks.sort((a, b) => b.even - a.even || b.columns.length - a.columns.length)[0] ?? null;
}

/** A header below other lines: the first line with three cells or more that the lines behind it match and none above it does. */
function lookBelow(text: string, complete: boolean): CsvLook | null {
  const lines = text.split('\n', MOST_ABOVE + 2);
  for (const delimiter of DELIMITERS) {
    // A delimiter inside quotes parts no cells: `"149,07"`.
    const counts = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length);
    const above = counts.findIndex((count, index) => index > 0 && count >= 3 && counts[index + 1] === count);
    if (above < 1 || above > MOST_ABOVE || counts.slice(0, above).some((count) => count >= (counts[above] ?? 0))) continue;
    const look = lookWith(delimiter, linesFrom(text, above), complete);
    if (look !== null && look.rows >= 2 && look.even >= 0.8) return { ...look, above };
  }
  return null;
}

/** The delimiter that gives the most even rows, then the most columns; null when the text is no CSV with a header. */
export function csvLook(text: string, complete: boolean): CsvLook | null {
  const whole = complete && text.length <= ENOUGH;
  const head = text.slice(0, ENOUGH);
  if (/^\uFEFF?\s*[[{<]/.test(head)) return null;
  const hint = SEP.exec(head);
  if (hint) {
    const look = bestLook(head.slice(hint[0].length), whole, hint[1] ?? null);
    return look && { ...look, above: 1 };
  }
  const look = bestLook(head, whole, null);
  return look !== null && look.even >= 0.8 ? look : (lookBelow(head, whole) ?? look);
}
