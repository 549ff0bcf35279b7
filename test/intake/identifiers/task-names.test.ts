import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';

function eventOf(fields: Record<string, string>) {
  const record = { line: 1, time: Date.parse('2026-03-04T05:06:07Z'), message: 'Marking task as SUCCESS', fields };
  return createNormalizer({ file: 'a.json', format: 'json' }, [record]).events(record)[0]!;
}

describe('the id of a task', () => {
  it.each(['send_file', 'book-entries', 'nightly.export'])('that is a word names the task: %s', (task_id) => {
    const event = eventOf({ task_id });
    expect([event.kind, event.operation, event.job_id]).toEqual(['job', task_id, null]);
  });

  it.each(['0cf2a8bd-e468-40aa', 'job-17', '4711'])('that has digits is that of one run: %s', (task_id) => {
    expect(eventOf({ task_id }).job_id).toBe(task_id);
  });

  it('does not replace the name that stands beside it', () => {
    const event = eventOf({ task_id: 'send_file', job_name: 'files' });
    expect([event.operation, event.job_id]).toEqual(['files', null]);
  });
});
