/**
 * Access logs in a layout of one's own with a mark between the fields: `10.0.0.7 | 2026-03-02T10:00:00Z | GET /v1/items | 200 | 0.031`.
 * What each field is shows in its form; the order is anyone's. Without a mark, nothing but fields may stand there.
 */
import { readClfTime } from './clf-time.js';
import { readRequestLine } from './request.js';

/** Marks between fields, those that hold another first. A comma stands in tables, which have a head. */
const MARKS = [' | ', '|', '\t', ' ; ', ';'];
/** Fewer fields name no caller, time, request and status. */
const LEAST_FIELDS = 4;
const MOST_FIELDS = 40;

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[^:]*:[^:]*:)[\da-fA-F:.]{3,45})(?::\d{1,5})?(?:, ?[\d.:a-fA-F]+)*$/;
const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
const STATUS = /^(?:status=)?([1-5]\d\d)$/;
const KEYED = /^([A-Za-z_][\w.-]*)=(.*)$/;
const AGENT = /^[A-Za-z][\w.+-]*\/\d[\w.]*(?: |$)/;
/** A program that writes a level writes of its own work, not of what it was asked. */
const LEVEL = /^(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)$/i;

/** The parts of such a line in the order of a common access log; null for any other line. */
export function separatedParts(line: string): readonly string[] | null {
  const mark = MARKS.find((one) => line.includes(one));
  const cells = (mark === undefined ? wordsOf(line) : line.split(mark)).map(bare);
  if (mark === undefined && cells.some((cell) => /^\p{L}+$/u.test(cell) && !METHOD.test(cell))) return null;
  if (cells.length < LEAST_FIELDS || cells.length > MOST_FIELDS || cells.some((cell) => LEVEL.test(cell))) return null;
  const taken = new Set<number>();
  const take = (test: (cell: string) => boolean, from = 0): string | null => {
    const at = cells.findIndex((cell, index) => index >= from && !taken.has(index) && test(cell));
    if (at < 0) return null;
    taken.add(at);
    return cells[at]!;
  };
  const request = takeRequest(cells, taken);
  const address = take((cell) => ADDRESS.test(cell));
  const time = take((cell) => /\d:\d\d:\d\d/.test(cell) && readClfTime(cell) !== null);
  if (request === null || address === null || time === null) return null;
  const behind = Math.max(...taken);
  const status = take((cell) => STATUS.test(cell), Math.min(behind, cells.indexOf(request) + 1)) ?? take((cell) => STATUS.test(cell));
  if (status === null) return null;
  const size = sizeBehind(cells, taken, status);
  const rest = cells.flatMap((cell, index) => (taken.has(index) || cell === '' || cell === '-' ? [] : [written(cell)]));
  return [line, '', address, '-', '-', time, request, STATUS.exec(status)![1]!, size, rest.length === 0 ? '' : ` ${rest.join(' ')}`];
}

/** Where blanks alone stand between the fields, any other word is one of a sentence. */
function wordsOf(line: string): readonly string[] {
  return line.replace(/(\d{4}-\d\d-\d\d) (?=\d\d:\d\d:\d\d)/, '$1T').match(/[\w.-]+="[^"]*"|"[^"]*"|\[[^\]]*\]|\S+/g) ?? [];
}

function bare(cell: string): string {
  const text = cell.trim();
  return /^"[^"]*"$|^\[[^\]]*\]$/.test(text) ? text.slice(1, -1) : text;
}

/** `GET /v1/items HTTP/1.1` in one field, or the method in one and the path in the next. */
function takeRequest(cells: readonly string[], taken: Set<number>): string | null {
  for (const [index, cell] of cells.entries()) {
    if (METHOD.test(cell) && cells[index + 1]?.startsWith('/')) {
      taken.add(index).add(index + 1);
      return `${cell} ${cells[index + 1]!}`;
    }
    const space = cell.indexOf(' ');
    if (space > 0 && METHOD.test(cell.slice(0, space)) && cell[space + 1] === '/' && readRequestLine(cell).path !== null) {
      taken.add(index);
      return cell;
    }
  }
  return null;
}

/** The whole number behind the status is the size, as in the common layouts, where another field tells how long it took. */
function sizeBehind(cells: readonly string[], taken: Set<number>, status: string): string {
  const at = cells.findIndex((cell, index) => taken.has(index) && cell === status) + 1;
  const timed = cells.some((cell, index) => !taken.has(index) && index !== at && /^\d+\.\d{3,6}$|^\d+(?:\.\d+)?(?:ms|µs|us|s)$/.test(cell));
  if (!timed || taken.has(at) || !/^\d+$/.test(cells[at] ?? '')) return '-';
  taken.add(at);
  return cells[at]!;
}

/** A field as access logs append it. */
function written(cell: string): string {
  const keyed = KEYED.exec(cell);
  const value = (keyed?.[2] ?? cell).replace(/^"(.*)"$/, '$1').replace(/"/g, "'");
  if (keyed !== null) return `${keyed[1]}="${value}"`;
  if (AGENT.test(value)) return `user_agent="${value}"`;
  return /^[\w.:µ-]+$/.test(value) ? value : `"${value}"`;
}
