import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

/** Ten jobs of two workers, each with one call that does not name its job; the lines of the workers stand between each other. */
function jobsOf(call: (n: number) => Written): Promise<string[]> {
  const events = Array.from({ length: 10 }, (_, n): Written[] => {
    const of = (second: string, more: Written): Written => ({ at: `10:${10 + n}:${second}`, logger: `worker-${n % 2}`, ...more });
    const job = { kind: 'job', job_id: `J-${n}`, topic: 'offers' };
    return [
      of('00', { ...job, signal: 'started', template: 'job taken' }),
      of('01', { ...job, kind: 'statement', logger: `worker-${(n + 1) % 2}`, job_id: null, template: 'nothing to do' }),
      of('02', { kind: 'exchange', method: 'POST', route: '/offers', status: 422, record_key: `O-${n}`, ...call(n) }),
      of('03', { ...job, signal: 'failed', template: 'job failed', attempt: 3 }),
    ];
  });
  return rowsOf(
    `SELECT coalesce(job_id, '-') || ' ' || coalesce(attempt, 0) AS told FROM events WHERE kind = 'exchange' ORDER BY id LIMIT 2`,
    events.flat(),
    {
      service: 'jobs',
      file: 'jobs.log',
    },
  ).then((rows) => rows.map(({ told }) => String(told)));
}

describe('a call between the lines with which its worker takes and ends a job', () => {
  it('is a call of that job and its attempt', async () => {
    expect(await jobsOf(() => ({}))).toEqual(['J-0 3', 'J-1 3']);
  });

  it('is none where another worker tells of it', async () => {
    expect(await jobsOf((n) => ({ logger: `worker-${(n + 1) % 2}` }))).toEqual(['- 0', '- 0']);
  });

  it('keeps the number that it tells of itself', async () => {
    expect(await jobsOf(() => ({ attempt: 1 }))).toEqual(['J-0 1', 'J-1 1']);
  });
});
