import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../../src/intake/records/format.js';

const at = Date.parse('2026-03-04T05:06:07Z');
type Line = { message: string; fields: Record<string, Value | undefined> };
function events(lines: readonly Line[]) {
  const records: SourceRecord[] = lines.map((line, n) => ({
    line: n + 1,
    time: at + n * 1000,
    ...(line as Pick<SourceRecord, 'message' | 'fields'>),
  }));
  const normalizer = createNormalizer({ file: 'a.json', format: 'json' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}
const repeat = (count: number, make: (n: number) => Line) => Array.from({ length: count }, (_, n) => make(n));
const failed = 'POST https://vault.test/items 503';

describe('a limit of the framework is no number of an attempt', () => {
  test.each<[string, (n: number) => Record<string, Value | undefined>, number | null, number]>([
    [
      'repeats beside a count that is there from the second failure on',
      (n) => ({ job: { class: 'PushItem', retry: 5, jid: `j${n >> 2}`, ...(n % 4 === 0 ? {} : { retry_count: (n % 4) - 1 }) } }),
      null,
      6,
    ],
    ['attempts in the options of the job', (n) => ({ attemptsMade: 1 + (n % 3), opts: { attempts: 3 } }), 1, 3],
    ['tries of the kind of job', (n) => (n % 2 === 0 ? { job: { tries: 4, id: `j${n}` } } : { attempt: 1 + (n % 3) }), null, 4],
    ['attempts of a policy', (n) => ({ retry_policy: { attempts: 5 }, try: 1 + (n % 4) }), 1, 5],
    ['a limit by its name', (n) => ({ maxDeliveryCount: 10, delivery_count: 1 + (n % 4) }), 1, 10],
  ])('%s', (_, fields, first, most) => {
    const all = events(repeat(24, (n) => ({ message: failed, fields: fields(n) })));
    expect(all[0]).toMatchObject({ attempt: first, max_attempts: most });
  });

  test('that stands on all lines of work that goes well', () => {
    const all = events(repeat(20, (n) => ({ message: `stored item=I-10${n}`, fields: { retries: 3, job: `push-${n}` } })));
    expect(all.every((event) => event.attempt === null && event.max_attempts === 4)).toBe(true);
  });

  test('is one where it tells how often was tried before giving up', () => {
    const given = repeat(8, (n) => ({ message: `giving up on item I-10${n}`, fields: { attempts: 5 } }));
    const tried = repeat(20, (n) => ({ message: failed, fields: { attempt: 1 + (n % 5) } }));
    expect(events([...tried, ...given]).at(-1)).toMatchObject({ attempt: 5 });
  });

  test('is none where it counts up', () => {
    const all = events(repeat(20, (n) => ({ message: failed, fields: { retries: n % 4 } })));
    expect(all.slice(0, 4).map((event) => event.attempt)).toEqual([1, 2, 3, 4]);
  });
});

describe('the number of a retry', () => {
  test.each<[string, (n: number) => Record<string, Value | undefined>]>([
    ['in a span', (n) => ({ 'retry.attempt': n % 5 === 0 ? 2 : 1 })],
    ['under another name', (n) => ({ retry_number: n % 5 === 0 ? 2 : 1 })],
  ])('is that of the attempt where every call has one, and most have 1: %s', (_, fields) => {
    const all = events(repeat(20, (n) => ({ message: `POST https://vault.test/items ${n % 5 === 0 ? 201 : 503}`, fields: fields(n) })));
    expect([all[0]?.attempt, all[1]?.attempt]).toEqual([2, 1]);
  });

  test.each<[string, (n: number) => Record<string, Value | undefined>]>([
    ['where the first attempts have none', (n) => (n % 4 === 3 ? { 'retry.attempt': 1 } : {})],
    ['where the first attempts have 0', (n) => ({ 'retry.attempt': n % 4 === 3 ? 1 : 0 })],
    ['by the convention of traces', () => ({ 'http.request.resend_count': 1 })],
  ])('is one less than that of the attempt %s', (_, fields) => {
    const all = events(repeat(20, (n) => ({ message: failed, fields: fields(n) })));
    expect(all[3]?.attempt).toBe(2);
  });
});
