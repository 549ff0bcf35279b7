/** What a value stands for is the same whether it is worked out or remembered. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Meanings, meaningOf, type Scalar } from '../../../src/intake/plan/meaning.js';
import { childOf, rootNode } from '../../../src/intake/plan/paths.js';

const NAMES = ['level', 'status', 'order_id', 'duration_ms', 'host', 'url', 'password', 'attempt', 'error', 'note', 'request_body'];
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  fc.constantFrom('info', 'ERROR', '503', 'A-1001', '12ms', 'erp.test', 'https://erp.test/v1/a?b=1', 'hunter2-secret', '{"a":1}', ''),
  fc.integer({ min: -1, max: 700 }),
  fc.boolean(),
  fc.string({ maxLength: 12 }),
);

test('remembered or not', () => {
  const root = rootNode();
  const known: Meanings = new Map();
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), scalar, (name, value) => {
      const node = childOf(root, name);
      expect(meaningOf(value, node, known)).toEqual(meaningOf(value, node, null));
    }),
    { numRuns: 3_000 },
  );
});

describe('values are kept', () => {
  const node = childOf(rootNode(), 'level');

  test('where they come back', () => {
    const known: Meanings = new Map();
    const first = meaningOf('info', node, known);
    for (let n = 0; n < 1_000; n++) meaningOf(['info', 'warn', 'error'][n % 3]!, node, known);
    expect(meaningOf('info', node, known)).toBe(first);
  });

  test('and no longer where each record has its own', () => {
    const known: Meanings = new Map();
    for (let n = 0; n < 1_000; n++) meaningOf(`value-${n}`, node, known);
    expect(known.get(node)).toBeNull();
  });

  test('no more of a path than the bound, however many there are', () => {
    const known: Meanings = new Map();
    for (let n = 0; n < 20_000; n++) meaningOf(n % 8 === 0 ? `value-${n}` : 'info', node, known);
    expect(known.get(node)?.meanings.size).toBeLessThanOrEqual(256);
  });
});
