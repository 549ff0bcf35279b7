/** Physical lines → records: out of their wrappers, with their continuation lines, each line accounted for. */
import { LONGEST_LINE } from './bounds.js';
import type { LineFormat, ParsedLine, ReadResult, Sample, SourceRecord } from './format.js';
import type { Line } from './lines.js';
import { cleanLine } from './sample.js';
import type { Reading } from './sniff.js';
import { isFrame, isTraceLine, withContinuation } from './stack-trace.js';
import { type Around, enclosed, unwrapAll } from './unwrapped.js';

/** Continuation lines beyond these are part of the record but not kept. */
const KEPT_CONTINUATIONS = 500;
/** Sources in one file whose records may be open at the same time. */
const OPEN_SOURCES = 64;

/** Takes lines in order and puts records and rejects out. */
export interface RecordReader {
  line(text: Line, number: number): void;
  end(): void;
  /** True while a record may go on in the next line. */
  isOpen(): boolean;
  /** True for a line that starts a record by itself. */
  starts(text: string): boolean;
  /** True for a line that is read alike whatever stands before it, and ends the record before it. */
  standsAlone(text: string): boolean;
}

/** Indented by more than the one blank with which some programs begin their lines. */
const INDENTED = /^(?:\t| {2,})\s*\S/;

/** What a program printed past its logger: a line of words, and the stack trace below it. */
const printed: LineFormat = {
  name: 'printed',
  kind: 'lines',
  otherLines: 'continuation',
  fit: () => ({ score: 0, reason: '' }),
  parse: bare,
  extend: withContinuation,
};

interface OpenRecord {
  readonly line: number;
  readonly record: ParsedLine;
  /** Its first line as the format sees it. */
  readonly first: string;
  readonly format: LineFormat;
  readonly more: string[];
}

interface LineParser {
  readonly format: LineFormat;
  readonly parse: (line: string) => ParsedLine | null;
}

/** What a reader needs to know of an input. */
export type LineReading = Pick<Reading, 'wrappers' | 'format' | 'others' | 'sample'>;

/**
 * A reader for one input; results come out through `put` in the order in which they are complete.
 * @param onMemory Told when a line was read by a format with a memory of earlier lines.
 */
export function createRecordReader(reading: LineReading, put: (result: ReadResult) => void, onMemory?: () => void): RecordReader {
  const primary = parserOf(reading.format as LineFormat, reading.sample, onMemory);
  const others = reading.others.map((format) => parserOf(format, reading.sample, onMemory));
  const open = new Map<string, OpenRecord>();
  const partial = new Map<string, { line: number; text: string }>();
  let inHeadless = false;
  let lastSource = '';

  const close = (source: string) => {
    const pending = open.get(source);
    if (pending === undefined) return;
    open.delete(source);
    put(placed(extended(pending), pending.line));
  };

  const start = (source: string, parser: LineParser, record: ParsedLine, first: string, line: number) => {
    close(source);
    inHeadless = false;
    const text = parser.format.lastResort === true && reading.wrappers.length > 0;
    if (!text && parser.format.otherLines === 'malformed' && primary.format.otherLines === 'malformed') return put(placed(record, line));
    if (open.size >= OPEN_SOURCES) close(open.keys().next().value as string);
    open.set(source, { line, record, first, format: text ? printed : parser.format, more: [] });
  };

  /** A line that no format reads: part of the record before it, or a record of its own that is malformed. */
  const leftOver = (source: string, text: string, line: number, around: Around | null) => {
    const pending = open.get(source);
    const below =
      pending !== undefined && pending.format.otherLines === 'continuation' && (pending.format !== printed || isTraceLine(text));
    if (below) {
      if (pending.more.length < KEPT_CONTINUATIONS) pending.more.push(text);
      return;
    }
    if (primary.format.isForeign?.(text) === true)
      return start(source, { format: printed, parse: bare }, around === null ? bare(text) : enclosed(bare(text), around), text, line);
    if (primary.format.otherLines === 'malformed') {
      close(source);
      return put({ line, reject: 'malformed', reason: `The line does not read as ${primary.format.name}: ${shown(text)}` });
    }
    if (!isFrame(text)) return put(placed(around === null ? bare(text) : enclosed(bare(text), around), line));
    if (!inHeadless) put({ line, reject: 'malformed', reason: 'The start of this entry is not in the file.' });
    inHeadless = true;
  };

  const read = (source: string, text: string, line: number, around: Around | null) => {
    if (text.trim() === '') return blank(source, line, around);
    if (primary.format.isDirective?.(text)) {
      primary.parse(text);
      // Like the header of a CSV file it is no record; inside a wrapper it is one, for each wrapped line is.
      if (around === null) return;
      return put({ line, reject: 'skipped', reason: 'The line describes the format.' });
    }
    if (continuesText(source, text, around)) return;
    const found = firstParse(text, primary, others);
    if (found === null || belongsBefore(found, open.get(source))) leftOver(source, text, line, around);
    else start(source, found.parser, around === null ? found.record : enclosed(found.record, around), text, line);
  };

  /** Below a wrapped line what is indented goes on with it; inside a wrapper only frames of a stack trace do. */
  const continuesText = (source: string, text: string, around: Around | null): boolean => {
    const pending = open.get(source);
    if (pending?.format !== printed || !(around === null ? INDENTED.test(text) : isFrame(text) && INDENTED.test(text))) return false;
    if (pending.more.length < KEPT_CONTINUATIONS) pending.more.push(text);
    return true;
  };

  /** A blank line is no record; a wrapper around nothing is one, left out on purpose. */
  const blank = (source: string, line: number, around: Around | null) => {
    const pending = open.get(source);
    if (pending !== undefined && pending.format.otherLines === 'continuation') return;
    if (around !== null) put({ line, reject: 'skipped', reason: 'The wrapped line is empty.' });
  };

  const readWrapped = (text: string, line: number) => {
    const around = unwrapAll(text, reading.wrappers);
    if (around === null) return read(INDENTED.test(text) ? lastSource : '', text, line, null);
    lastSource = around.source;
    const held = partial.get(around.source);
    const whole = held === undefined ? around.inner : held.text + around.inner;
    const from = held?.line ?? line;
    if (around.partial && whole.length <= LONGEST_LINE) return void partial.set(around.source, { line: from, text: whole });
    partial.delete(around.source);
    read(around.source, whole, from, around);
  };

  return {
    line(text, number) {
      if (text === null) return put({ line: number, reject: 'malformed', reason: `The line is longer than ${LONGEST_LINE} characters.` });
      const plain = cleanLine(text);
      if (plain.trim() === '') return;
      if (reading.wrappers.length > 0) readWrapped(plain, number);
      else read('', plain, number, null);
    },
    end() {
      for (const [source, { line, text }] of [...partial]) read(source, text, line, null);
      partial.clear();
      for (const source of [...open.keys()]) close(source);
    },
    isOpen: () => reading.wrappers.length === 0 && open.get('')?.format.otherLines === 'continuation',
    starts: (text) => firstParse(cleanLine(text), primary, others) !== null,
    standsAlone: (text) => {
      const plain = cleanLine(text);
      if (reading.wrappers.length > 0 || plain.trim() === '' || /^\s/.test(plain) || primary.format.isDirective?.(plain)) return false;
      const found = firstParse(plain, primary, others);
      // One without a time may be a body below the line of another format.
      return found !== null && (found.record.time !== null || others.length === 0);
    },
  };
}

function parserOf(format: LineFormat, sample: Sample, onMemory?: () => void): LineParser {
  return { format, parse: format.open?.(sample, onMemory) ?? ((line) => format.parse(line)) };
}

function firstParse(text: string, primary: LineParser, others: readonly LineParser[]): { parser: LineParser; record: ParsedLine } | null {
  const fallback = primary.format.lastResort === true;
  const record = fallback ? null : primary.parse(text);
  if (record !== null) return { parser: primary, record };
  const code = text.charCodeAt(0);
  // An indented line belongs to the one before it.
  if ((code === 32 || code === 9) && !fallback) return null;
  for (const parser of others) {
    const other = parser.parse(text);
    if (other !== null) return { parser, record: other };
  }
  const any = fallback ? primary.parse(text) : null;
  return any === null ? null : { parser: primary, record: any };
}

/** A body that a text logger printed below its line: JSON without a time of its own is part of the record before it. */
function belongsBefore(found: { parser: LineParser; record: ParsedLine }, pending: OpenRecord | undefined): boolean {
  return (
    pending !== undefined &&
    found.parser.format !== pending.format &&
    found.parser.format.lastResort !== true &&
    pending.format.otherLines === 'continuation' &&
    pending.record.time !== null &&
    found.record.time === null &&
    found.parser.format.otherLines === 'malformed'
  );
}

function extended(open: OpenRecord): ParsedLine {
  if (open.more.length === 0) return open.record;
  if (open.format.extend) return open.format.extend(open.record, open.more, open.first);
  return { ...open.record, message: [open.record.message ?? '', ...open.more].join('\n') };
}

function placed(record: ParsedLine, line: number): SourceRecord {
  return { line, ...record };
}

/** A banner or the like before the first record of a file. */
function bare(text: string): ParsedLine {
  return { time: null, message: text.trim(), fields: {} };
}

function shown(text: string): string {
  const start = text.trim().slice(0, 12);
  return `it starts with ${JSON.stringify(start)} and has ${text.length} characters`;
}
