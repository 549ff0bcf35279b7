/** Whatever the bytes: intake does not throw, and every record is accounted for. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Input } from '../../src/model/input.js';
import { take, takeText } from './with-files.js';

const RUNS = { numRuns: 150 };

/** Lines of the kinds that intake knows, whole or broken. */
const line = fc.oneof(
  fc.constantFrom(
    '10.0.0.1 - - [02/Jan/2026:10:00:00 +0000] "POST /v1/orders HTTP/1.1" 201 12 "-" "billing/1.0" rt=0.1',
    '2026-01-02 10:00:00,123 ERROR [main] c.acme.Orders - order A-1001 failed',
    'java.io.IOException: no answer',
    '\tat com.acme.A.b(A.java:1)',
    '{"level":30,"time":1767225600000,"pid":7,"hostname":"h","msg":"sent"}',
    '{"log":"level=info msg=a\\n","stream":"stdout","time":"2026-01-02T10:00:00Z"}',
    '2026-01-02T10:00:00.000000000Z stdout P part',
    '<134>1 2026-01-02T10:00:00Z host billing 7 - - level=info msg=a',
    'Jan  2 10:00:00 host billing[7]: sent',
    'time=2026-01-02T10:00:00Z level=info msg="order sent"',
    'order,status,amount',
    'A-1001,paid,12.50',
    '# Incident of 2 January',
    '#Fields: date time cs-method cs-uri-stem sc-status',
    '2026-01-02 10:00:00 GET / 200',
    '[',
    '{',
    '}',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const text = fc.tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n'), fc.nat({ max: 200 })).map(([lines, end, cut]) => {
  const whole = lines.join(end);
  return whole.slice(0, Math.max(0, whole.length - cut));
});

function addsUp(inputs: readonly Input[], events: number): void {
  for (const input of inputs) {
    expect(Input.safeParse(input).error).toBeUndefined();
    expect(input.records).toBe(input.sourceRecords + input.malformed + input.skipped);
  }
  expect(events).toBe(inputs.reduce((sum, input) => sum + input.events, 0));
}

describe('intake', { timeout: 120_000 }, () => {
  test('takes any bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), fc.boolean(), async (bytes, packed) => {
        const content = packed ? gzipSync(bytes) : Buffer.from(bytes);
        const { inputs, events } = await take({ a: content });
        addsUp(inputs, events.length);
      }),
      RUNS,
    ));

  test('takes any mixture of lines, with the normalizer of the program', () =>
    fc.assert(
      fc.asyncProperty(text, async (content) => {
        let events = 0;
        const { inputs } = await take({ a: content }, { normalizer: undefined });
        events = inputs.reduce((sum, input) => sum + input.events, 0);
        addsUp(inputs, events);
      }),
      RUNS,
    ));

  test('no line of a line format is lost: with plain records every non-blank line counts', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('level=info msg=a', 'level=warn msg="b c"', 'broken', '', '  '), { maxLength: 60 }),
        async (lines) => {
          const content = ['level=info msg=first', 'level=info msg=second', ...lines].join('\n');
          const { input } = await takeText(content);
          expect(input.records).toBe(2 + lines.filter((one) => one.trim() !== '').length);
        },
      ),
      RUNS,
    ));

  test('a gzip file cut anywhere is accounted for', () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 400 }), async (length) => {
        const lines = Array.from({ length: 300 }, (_, n) => `level=info msg="order A-${(n * 7919) % 10_007} sent"`).join('\n');
        const { inputs, events } = await take({ a: gzipSync(lines).subarray(0, length) });
        addsUp(inputs, events.length);
      }),
      { numRuns: 40 },
    ));
});
