/** CSV and TSV exports with a header row. One row is one record. */

import type { DocumentFormat, ReadResult, Sample, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { set } from '../json/value.js';
import { type CsvLook, columnNames, csvLook, DELIMITERS, fromHeader } from './csv-header.js';
import { rowReader } from './csv-kind.js';
import { type CsvRow, csvRows } from './csv-rows.js';

const NONE = { score: 0, reason: '' };
const NAMES: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' };
const KINDS: Readonly<Record<string, string>> = {
  'metric-csv': 'metric values',
  'delivery-csv': 'webhook deliveries',
  'alert-csv': 'alerts',
  'log-csv': 'log lines',
  'exchange-csv': 'requests',
  'dead-letter-csv': 'dead letters',
  'trace-csv': 'spans',
  'ticket-csv': 'incident tickets',
  'queue-csv': 'queues with their messages',
  csv: 'rows',
};

/** Rows from which the kind is told. */
const SOME = 200;

function toObject(columns: readonly string[], cells: readonly string[]): JsonObject {
  const out: JsonObject = {};
  for (const [index, column] of columns.entries()) set(out, column, (cells[index] ?? '').trim());
  return out;
}

/** The table of a text: its columns, its rows, and how they are read. */
function table(source: string, look: CsvLook | null, name: string) {
  const above = look?.above ?? 0;
  const delimiter = look?.delimiter ?? DELIMITERS.find((one) => source.split('\n', 1)[0]?.includes(one)) ?? ',';
  const [header, ...rows] = csvRows(fromHeader(source, look), delimiter).map((row) => ({ ...row, line: row.line + above }));
  const columns = columnNames(header?.cells ?? []);
  const some = rows.slice(0, SOME).map((row) => toObject(columns, row.cells));
  return { columns, rows, ...rowReader(columns, some, name) };
}

/** A sample is looked at once for all kinds. */
const looks = new WeakMap<Sample, { kind: string; score: number; reason: string }>();

function lookAt(sample: Sample): { kind: string; score: number; reason: string } {
  const none = { kind: '', ...NONE };
  const look = csvLook(sample.head, sample.complete);
  const named = /\.(csv|tsv)(\.|$)/i.test(sample.name);
  if (look === null || look.even < 0.8 || (look.rows === 0 && !named)) return none;
  // Without the file's name to tell, two columns may be any text with a sign in the middle of each line.
  const plain = look.columns.length > 2 || look.columns.every((column) => /^[\w. -]{1,30}$/.test(column));
  if (!named && (look.rows < 2 || !plain || !look.short)) return none;
  const kind = table(sample.head, look, sample.name).kind;
  const base = named ? 0.95 : look.columns.length > 2 ? 0.85 : 0.6;
  const columns = look.columns.slice(0, 5).join(', ');
  return {
    kind,
    score: base * look.even,
    reason: `${KINDS[kind]} with ${look.columns.length} columns, parted by ${NAMES[look.delimiter] ?? 'a sign of their own'}: ${columns}`,
  };
}

function fitOf(sample: Sample, kind: string): { score: number; reason: string } {
  const look = looks.get(sample) ?? lookAt(sample);
  looks.set(sample, look);
  return look.kind === kind ? { score: look.score, reason: look.reason } : NONE;
}

/** More cells than columns cannot be told apart from a delimiter in a value; fewer cells are empty at the end. */
function result(row: CsvRow, columns: readonly string[], read: (row: JsonObject, line: number) => ReadResult): ReadResult {
  if (row.cells.length > columns.length && row.cells.slice(columns.length).some((cell: Value) => cell !== '')) {
    return { line: row.line, reject: 'malformed', reason: `${row.cells.length} cells in a table of ${columns.length} columns` };
  }
  return read(toObject(columns, row.cells), row.line);
}

function* readCsv(text: string, name: string): Generator<ReadResult> {
  const { columns, rows, read } = table(text, csvLook(text, true), name);
  for (const row of rows) yield result(row, columns, read);
}

const csv = (kind: string): DocumentFormat => ({ name: kind, kind: 'document', fit: (sample) => fitOf(sample, kind), read: readCsv });

/** One format for each kind of table, so that the review says what a file was taken for. */
export const csvFormats: readonly DocumentFormat[] = Object.keys(KINDS).map(csv);
