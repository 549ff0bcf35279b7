import { describe, expect, it } from 'vitest';
import { failedSetOf } from '../../../src/intake/messages/queue-stats.js';

describe('failedSetOf', () => {
  it('reads the failed set of a line that counts the states of a queue', () => {
    expect(failedSetOf({ queue: 'invoices', waiting: 4, active: 1, failed: 7 })).toEqual({ name: 'failed', depth: 7 });
    expect(failedSetOf({ enqueued: 0, dead: 3 })).toEqual({ name: 'dead', depth: 3 });
  });

  it('takes no count of failures for a queue: a test run, a batch, a flag', () => {
    expect(failedSetOf({ passed: 10, failed: 2 })).toBeNull();
    expect(failedSetOf({ failed: true, active: true })).toBeNull();
    expect(failedSetOf({ waiting: 3 })).toBeNull();
  });
});
