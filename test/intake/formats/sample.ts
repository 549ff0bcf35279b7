/** Helpers of the format tests: a sample as the sniffer takes it, and the records of a text. */
import type { Format, ReadResult, Sample, SourceRecord } from '../../../src/intake/records/format.js';

export function sampleOf(source: string, name = 'input'): Sample {
  const text = source.replace(/^\uFEFF/, '');
  const head = text.slice(0, 65_536);
  const lines = head.split('\n').map((line) => line.replace(/\r$/, ''));
  const whole = head.length === text.length ? lines : lines.slice(0, -1);
  return { lines: whole.filter((line) => line.trim() !== '').slice(0, 200), head, complete: head.length === text.length, name };
}

/** Everything a format makes of a text. Continuation lines of line formats are not joined here. */
export function readAll(format: Format, text: string, name = 'input'): ReadResult[] {
  if (format.kind === 'document') return [...format.read(text, name)];
  if (format.kind === 'wrapper') throw new Error('wrappers are tested by themselves');
  const parse = format.open?.() ?? ((line: string) => format.parse(line));
  return text.split('\n').flatMap((line, index): ReadResult[] => {
    if (line.trim() === '') return [];
    const record = parse(line);
    return [record ? { line: index + 1, ...record } : { line: index + 1, reject: 'malformed', reason: 'not of this format' }];
  });
}

export const isRecord = (result: ReadResult): result is SourceRecord => !('reject' in result);

export function records(format: Format, text: string, name = 'input'): SourceRecord[] {
  return readAll(format, text, name).filter(isRecord);
}

export function count(format: Format, text: string): { records: number; malformed: number } {
  const all = readAll(format, text);
  return { records: all.length, malformed: all.filter((one) => 'reject' in one && one.reject === 'malformed').length };
}

/** The format of a list that fits a sample best. */
export function best<F extends Format>(
  formats: readonly F[],
  text: string,
  name = 'input',
): { name: string; score: number; reason: string; format: F } {
  const sample = sampleOf(text, name);
  const [top] = formats.map((format) => ({ format, name: format.name, ...format.fit(sample) })).sort((a, b) => b.score - a.score);
  if (!top) throw new Error('no formats given');
  return top;
}
