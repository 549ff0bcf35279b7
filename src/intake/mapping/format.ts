/** A mapping as a format: of lines that a pattern takes apart, or of a known form whose fields are named. */
import type { Lines, Mapping } from '../../model/mapping.js';
import type { DocumentFormat, Format, LineFormat, ParsedLine } from '../records/format.js';
import { mapper } from './apply.js';

/**
 * Longest line that a pattern of a user is tried on, in characters: a pattern that goes back and forth
 * takes time that grows with the square of the length, or worse.
 */
export const LONGEST_MATCHED = 8_192;

/** Formats that read as the mapping says. @param known The formats that its `format` names. */
export function mappedFormats(mapping: Mapping, known: readonly Format[]): (LineFormat | DocumentFormat)[] {
  const map = mapper(mapping);
  if (mapping.lines !== undefined) return [{ ...mapped(patternFormat(mapping.name, mapping.lines), map), named: namesOf(mapping) }];
  return known.flatMap((format) => (format.kind === 'wrapper' ? [] : [{ ...mapped(format, map), named: namesOf(mapping) }]));
}

/** Where each field of the event stands, for those who ask. */
function namesOf({ name, time, message, fields, constants }: Mapping): Record<string, string> {
  const from = (one: string | { readonly from: string }) => (typeof one === 'string' ? one : one.from);
  return {
    ...(time === undefined ? {} : { at_ms: from(time) }),
    ...(message === undefined ? {} : { template: message }),
    ...Object.fromEntries(Object.entries(fields).map(([field, one]) => [field, from(one)])),
    ...Object.fromEntries(Object.keys(constants).map((field) => [field, `mapping ${name}`])),
  };
}

type Map = <R extends ParsedLine>(record: R) => R;

function mapped(format: Exclude<Format, { kind: 'wrapper' }>, map: Map): LineFormat | DocumentFormat {
  if (format.kind === 'document') {
    return {
      ...format,
      *read(text, name) {
        for (const result of format.read(text, name)) yield 'reject' in result ? result : map(result);
      },
    };
  }
  const { extend } = format;
  const through = (parse: (line: string) => ParsedLine | null) => (line: string) => {
    const record = parse(line);
    return record === null ? null : map(record);
  };
  return {
    ...format,
    parse: through((line) => format.parse(line)),
    open: (sample, onMemory) => through(format.open?.(sample, onMemory) ?? ((line) => format.parse(line))),
    ...(extend === undefined ? {} : { extend: (record, more, first) => map(extend(record, more, first)) }),
  };
}

function patternFormat(name: string, lines: Lines): LineFormat {
  const pattern = new RegExp(lines.pattern, 's');
  const start = lines.start === undefined ? null : new RegExp(lines.start);
  const parse = (line: string): ParsedLine | null => {
    if (line.length > LONGEST_MATCHED) return null;
    const found = matched(pattern, line);
    return found ?? (start?.test(line) ? { time: null, message: line, fields: {} } : null);
  };
  return {
    name,
    kind: 'lines',
    otherLines: start === null ? 'malformed' : 'continuation',
    fit: (sample) => ({ score: sample.lines.some((line) => parse(line) !== null) ? 1 : 0, reason: `read by the mapping ${name}` }),
    parse: start === null ? parse : (line) => (start.test(line) ? parse(line) : null),
    ...(start === null
      ? {}
      : {
          extend: (record: ParsedLine, more: readonly string[], first?: string) =>
            whole(pattern, record, [first ?? record.message ?? '', ...more]),
        }),
  };
}

function matched(pattern: RegExp, text: string): ParsedLine | null {
  const m = pattern.exec(text);
  if (m === null) return null;
  const groups = Object.entries(m.groups ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { time, message, ...fields } = Object.fromEntries(groups) as Record<string, string>;
  return { time: time ?? null, message: message ?? null, fields };
}

/** A record of several lines: the pattern sees all of them. */
function whole(pattern: RegExp, record: ParsedLine, lines: readonly string[]): ParsedLine {
  const text = lines.join('\n');
  return (text.length > LONGEST_MATCHED ? null : matched(pattern, text)) ?? { ...record, message: text };
}
