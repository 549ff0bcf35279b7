import { describe, expect, it } from 'vitest';
import type { FactsInput } from '../../src/model/facts.js';
import { aDetection, anOperation, aReview, aRule, at, someFacts } from '../builders/review.js';

const wait = {
  source: 'billing',
  target: 'ledger.test',
  operation: 'POST /orders',
  waits: 40,
  p50_ms: 900,
  later: 24,
  growing: 20,
  asked: 0,
  honoured: 0,
};
const signal = (name: string, events: number) => ({ signal: name, events, file: 'billing.log', line: 8 });

/** State and reason of one control. */
function control(name: string, facts: Partial<FactsInput>, detections: ReturnType<typeof aDetection>[] = []): string {
  const found = aReview(detections, { facts: someFacts(facts) }).controls.find((one) => one.control === name);
  return `${found?.state}: ${found?.reason}`;
}

describe('controls', () => {
  it('are twelve, each with a reason', () => {
    const { controls } = aReview([]);
    expect(controls).toHaveLength(12);
    expect(controls.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });

  it.each<[string, string, Partial<FactsInput>, string]>([
    [
      'idempotency',
      'replays are honoured',
      { operations: [anOperation({ replayed: 43, with_idempotency_key: 1200 })] },
      'working: 43 repeats answered from an idempotency store or refused as duplicate; 100 % of 1,200 writes carry a key.',
    ],
    [
      'idempotency',
      'no key is logged',
      {},
      'not_observable: No write carries an idempotency key in the log; 20 writes of 1,200 repeated, no duplicate found. Log the key with each write.',
    ],
    ['retry_backoff', 'waits grow', { waits: [wait] }, 'working: 20 of 24 waits that follow another are longer than it.'],
    [
      'retry_backoff',
      'no wait follows another',
      { waits: [{ ...wait, later: 0, growing: 0 }] },
      'not_observable: 20 repeated attempts, and no wait follows another: whether they grow does not show.',
    ],
    [
      'retry_backoff',
      'the target is obeyed',
      { waits: [{ ...wait, growing: 0, asked: 112, honoured: 112 }] },
      'working: Waits are at least as long as the target asked for in 112 of 112 cases.',
    ],
    [
      'retry_backoff',
      'the target is not obeyed',
      { waits: [{ ...wait, growing: 0, asked: 100, honoured: 20 }] },
      'weak: 80 of 100 waits are shorter than the target asked for.',
    ],
    [
      'token_refresh',
      'each refusal was followed by a refresh',
      { signals: [signal('token_refreshed', 4)], operations: [anOperation({ unauthenticated: 3 })] },
      'working: 4 token refreshes and 3 calls refused with 401.',
    ],
    [
      'circuit_breaking',
      'a breaker opened',
      { signals: [signal('circuit_opened', 2), signal('shed', 90)] },
      'working: The breaker opened 2 times; 90 calls held back.',
    ],
    [
      'dead_letter',
      'dead letters were put back',
      { signals: [signal('dead_lettered', 5), signal('requeued', 5)] },
      'working: 5 dead letters, 5 put back.',
    ],
    [
      'dead_letter',
      'work was given up',
      { signals: [signal('gave_up', 3)] },
      'weak: Work was given up 3 times, and no dead letter is logged.',
    ],
    [
      'timeouts',
      'no call timed out',
      { operations: [anOperation({ timeout_ms: null })] },
      'not_observable: No call timed out, so the limits are not visible. Log the timeout in force with each call.',
    ],
    [
      'timeouts',
      'calls timed out but few were answered',
      { operations: [anOperation({ timeout_ms: 10_000, ok: 13 })] },
      'not_observable: POST /orders: calls are given up after 10 s; 13 answers are too few to tell whether that fits.',
    ],
    [
      'request_validation',
      'nothing was refused',
      {},
      'not_observable: None of 1,200 writes was refused as invalid (400 or 422), so whether they are checked before does not show.',
    ],
    [
      'rate_limit',
      'nothing was throttled',
      {},
      'not_observable: No call of 1,200 was throttled, so the limit was not put to the test. Log the remaining budget.',
    ],
  ])('%s when %s', (name, _, facts, expected) => {
    expect(control(name, facts)).toBe(expected);
  });

  it('are absent when only harm is seen of them, and weak when they work elsewhere', () => {
    expect(control('idempotency', {}, [aDetection()])).toBe('absent: 2 orders written more than once (3 extra) (F-001).');
    expect(control('idempotency', { operations: [anOperation({ replayed: 43 })] }, [aDetection()])).toMatch(
      /^weak: 43 repeats .* But: 2 orders written more than once/,
    );
  });

  it('weighs monitoring by its lag', () => {
    const alert = (time: string) => [
      { at_ms: at(time), kind: 'alert' as const, text: 'DuplicateOrders', state: 'firing', file: 'alerts.json', line: 3 },
    ];
    expect(control('monitoring', { moments: alert('09:04:00') }, [aDetection()])).toBe(
      'working: The first alert came 4 min after the first harm.',
    );
    expect(control('monitoring', { moments: alert('09:41:00') }, [aDetection()])).toBe(
      'weak: The first alert came 41 min after the first harm.',
    );
    expect(control('monitoring', { moments: alert('08:01:00') }, [aDetection()])).toMatch(/^weak: No alert after the first harm/);
  });

  it('are not spoiled by an input without anything', () => {
    const empty = someFacts({ start_ms: null, end_ms: null, operations: [], systems: [] });
    const { controls, policies, verdict } = aReview([], { facts: empty });
    expect(new Set(controls.map(({ state }) => state))).toEqual(new Set(['not_observable']));
    expect(policies).toEqual([]);
    expect(verdict[0]).toBe('No finding of medium severity or above. Looked at 1,210 records in 1 file.');
  });
});

describe('expectations of an integration', () => {
  it('speak of orders where orders are written', () => {
    const { expectations, tests } = aReview([aDetection()]);
    expect(expectations.find(({ topic }) => topic === 'Idempotency')).toMatchObject({ state: 'harmed', findings: ['F-001'] });
    expect(expectations.find(({ topic }) => topic === 'Validation of requests')?.expect).toContain('the payment is paid');
    expect(tests.map(({ fault }) => fault)).toContain('A webhook delivered twice');
  });

  it('speak of records where the writes show no known kind, and are silent without writes', () => {
    const other = someFacts({
      operations: [anOperation({ operation: 'POST /telemetry' }), anOperation({ operation: 'GET /orders', is_write: false })],
    });
    expect(aReview([], { facts: other }).expectations[0]?.expect).toContain('Before the record is sent');
    const reads = someFacts({ operations: [anOperation({ operation: 'GET /orders', is_write: false })] });
    expect(aReview([], { facts: reads }).expectations).toEqual([]);
  });

  it('do not take a cautious word of a rule for proof', () => {
    const { expectations } = aReview([], { rules: [aRule()] });
    expect(expectations.filter(({ state }) => state === 'seen')).toEqual([]);
  });
});
