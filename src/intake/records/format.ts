/**
 * The seam between bytes and meaning. A format turns the text of an input into source records and
 * knows nothing of canonical fields, except those that its own definition proves (the status of an
 * access-log line). `normalize` turns source records into events, the same way for all formats.
 */
import type { EventInput } from '../../model/event.js';

/** A value as it stands in a record: what JSON can hold. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** One record as a format reads it. */
export interface SourceRecord {
  /** Physical line, counted from 1, on which the record starts. */
  readonly line: number;
  /** Time as the record states it; `normalize` reads it with `parseTime`. Null when there is none. */
  readonly time: string | number | null;
  /** The free text of the record; null when it has none. */
  readonly message: string | null;
  /** Everything else the record says, with the names it uses; may be nested. */
  readonly fields: Readonly<Record<string, Value>>;
  /** What else the record holds and the format leaves out of the fields; it is looked through for credentials only. */
  readonly rest?: Value;
  /** Canonical fields that the format's definition proves; they win over what the vocabulary finds. */
  readonly proven?: Partial<EventInput>;
  /**
   * Further events that the same record proves: the cells of a metric row, the end of an alert, the
   * earlier tries behind one proxy line. They become parts 1, 2, … of the record in this order, with
   * the file of the record, and its line unless they name their own. A field that is not given is left empty; only `kind` falls back
   * to the kind of the record itself.
   */
  readonly also?: readonly Partial<EventInput>[];
}

/** A record that could not be read, or was left out on purpose. Both are counted. */
export interface Reject {
  readonly line: number;
  readonly reject: 'malformed' | 'skipped';
  readonly reason: string;
}

/** What a format makes of the text: records and rejects in the order of the file. */
export type ReadResult = SourceRecord | Reject;

/** A look at the start of an input: enough to tell its format. */
export interface Sample {
  /** Up to the first 200 non-blank lines, without their line breaks and without a byte order mark. */
  readonly lines: readonly string[];
  /** The first 64 KiB of text. */
  readonly head: string;
  /** True when the sample holds the whole input. */
  readonly complete: boolean;
  /** Name of the file without its folders; a hint of last resort. */
  readonly name: string;
}

/** How well a format fits a sample. */
export interface Fit {
  /** 0 (not at all) to 1 (certain). Two formats may both fit: the more specific one scores higher. */
  readonly score: number;
  /** Why, in a few words: "200 of 200 lines are JSON objects with level, time, pid and msg". */
  readonly reason: string;
}

/** A format whose records are lines, possibly with continuation lines. */
export interface LineFormat {
  readonly name: string;
  readonly kind: 'lines';
  fit(sample: Sample): Fit;
  /** Reads one line; null when the line is not of this format. */
  parse(line: string): Omit<SourceRecord, 'line'> | null;
  /**
   * What a line that `parse` refuses is: 'continuation' belongs to the record before it (stack
   * traces in plain text), 'malformed' is a record that cannot be read.
   */
  readonly otherLines: 'continuation' | 'malformed';
  /** Takes the continuation lines of a record in; the default adds them to the message. `first` is its first line. */
  extend?(record: Omit<SourceRecord, 'line'>, more: readonly string[], first?: string): Omit<SourceRecord, 'line'>;
  /**
   * A `parse` with a memory of its own, for loggers that spread one exchange over two lines. A reader
   * of a whole input calls it once and uses the result in place of `parse`; sniffing does not need it.
   * It is shown the sample, for formats whose lines are read by a header or by what most lines do.
   * @param onMemory To be called when a line is read that leaves something in that memory or needs something of it: the
   *   lines after it are then no longer read apart from those before.
   */
  open?(sample?: Sample, onMemory?: () => void): (line: string) => Omit<SourceRecord, 'line'> | null;
  /** Where each field of the event stands, when a mapping says so. */
  readonly named?: Readonly<Record<string, string>>;
  /** True for the format that takes any text when no other fits; it is never mixed in. */
  readonly lastResort?: boolean;
  /** True for a format that takes any line with a time: one made for such lines goes before it, however few they are. */
  readonly loose?: boolean;
  /** True for a format so loose that its lines inside another one are more likely a part of that. */
  readonly neverMixed?: boolean;
  /**
   * True for a line that the format cannot read and that is plainly the words of another program in
   * the same stream, or of a server about itself: a record without a time rather than a broken one.
   */
  isForeign?(line: string): boolean;
  /** True for a line that holds no record but says how to read the others, like the header of a CSV file; it is not counted. */
  isDirective?(line: string): boolean;
}

/** One record of a line format before its place is known. */
export type ParsedLine = Omit<SourceRecord, 'line'>;

/** A format that wraps the lines of another: docker json-file, CRI, syslog. */
export interface WrapperFormat {
  readonly name: string;
  readonly kind: 'wrapper';
  fit(sample: Sample): Fit;
  /** The inner line and what the wrapper knows of it; null when the line is not wrapped so. */
  unwrap(line: string): Unwrapped | null;
}

/** A line out of its wrapper. */
export interface Unwrapped {
  readonly inner: string;
  readonly time: string | number | null;
  readonly fields: Readonly<Record<string, Value>>;
  /** True when the inner line goes on in the next wrapped line (CRI's P flag). */
  readonly partial?: boolean;
  /** Which of several interleaved sources wrote the line; continuation lines follow their own source. */
  readonly source?: string;
}

/** A format that is one document: read whole. */
export interface DocumentFormat {
  readonly name: string;
  readonly kind: 'document';
  fit(sample: Sample): Fit;
  /**
   * Reads the whole text.
   * @throws Error with one plain sentence when the document cannot be read at all.
   */
  read(text: string, name: string): Iterable<ReadResult>;
  /** Where each field of the event stands, when a mapping says so. */
  readonly named?: Readonly<Record<string, string>>;
}

export type Format = LineFormat | WrapperFormat | DocumentFormat;
