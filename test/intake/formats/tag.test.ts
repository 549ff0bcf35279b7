import { describe, expect, it } from 'vitest';
import { timestamped } from '../../../src/intake/formats/text/timestamped.js';
import { records, sampleOf } from './sample.js';

function read(lines: readonly string[]) {
  const text = lines.join('\n');
  const parse = timestamped.open?.(sampleOf(text));
  return lines.map((line) => parse?.(line) ?? null);
}
const times = (many: number, line: (n: number) => string) =>
  Array.from({ length: many }, (_, n) => `2026-03-01 10:00:${String(n % 60).padStart(2, '0')}.000 ${line(n)}`);

describe('brackets before the message', () => {
  it.each([
    ['a record by its name', (n: number) => `INFO [ord_${48_200 + n}] sent to the ledger`, '[ord_48203] sent to the ledger'],
    ['a number with a sign', (n: number) => `WARN [#${7_001 + n}] could not be sent`, '[#7004] could not be sent'],
    ['a key with a dash', (n: number) => `pid=7 INFO: [SO-${10_400 + n}] step=post done`, '[SO-10403] step=post done'],
  ])('hold what the line is about when they change with it: %s', (_, line, message) => {
    const [, , , fourth] = read(times(12, line));
    expect(fourth?.message).toBe(message);
    expect(Object.values(fourth?.fields ?? {}).filter((value) => String(value).includes('4'))).toEqual([]);
  });

  it.each([
    ['threads with numbers', (n: number) => `INFO [http-nio-8080-exec-${n}] order was sent`],
    ['a few programs that come again', (n: number) => `INFO [batch-${4_000 + (n % 3)}] order was sent`],
    ['loggers', (n: number) => `INFO [com.acme.Orders${n}] order was sent`],
    ['processes', (n: number) => `INFO [${4_000 + n}] order was sent`],
  ])('are part of the header otherwise: %s', (_, line) => {
    expect(read(times(24, line))[3]?.message).toBe('order was sent');
  });

  it('are left where they are in a text that is read without a sample', () => {
    expect(records(timestamped, times(1, () => 'INFO [ord_48211] sent').join('\n'))[0]?.message).toBe('sent');
  });
});
