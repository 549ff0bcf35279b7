import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../src/intake/normalize.js';

function depthOf(fields: Record<string, string | number>) {
  const record = { line: 1, time: Date.parse('2026-03-04T05:06:07Z'), message: 'queue stats', fields };
  return createNormalizer({ file: 'a.json', format: 'json' }, [record]).events(record)[0]!.depth;
}

describe('the depth of a queue', () => {
  it.each(['waiting', 'pending', 'ready', 'unread', 'queued', 'message_count', 'messages_waiting'])('is the number under %s', (name) => {
    expect(depthOf({ queue: 'bills-dlq', [name]: 17 })).toBe(17);
  });

  it('is that under its own name where other counts stand beside it', () => {
    expect(depthOf({ queue: 'bills', waiting: 3, queue_depth: 17 })).toBe(17);
  });

  it('is no word', () => {
    expect(depthOf({ queue: 'bills', pending: 'yes' })).toBeNull();
  });
});
