/** Reads lines with one format as a whole input would: with the layout learned from the lines themselves. */
import type { LineFormat, ParsedLine } from '../../../src/intake/records/format.js';
import { sampleOf } from '../../../src/intake/records/sample.js';

export function parseAll(format: LineFormat, lines: readonly string[]): (ParsedLine | null)[] {
  const parse = format.open?.(sampleOf(lines.join('\n'), true, 'some-file')) ?? ((line: string) => format.parse(line));
  return lines.map(parse);
}

export function parseOne(format: LineFormat, line: string): ParsedLine {
  const record = parseAll(format, [line])[0];
  if (record === null || record === undefined) throw new Error(`${format.name} does not read: ${line}`);
  return record;
}
