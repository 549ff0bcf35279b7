import { describe, expect, it } from 'vitest';
import { aDetection, anOperation, anOutcome, aReview, aRule, at, someFacts } from '../builders/review.js';

const alert = { at_ms: at('09:41:00'), kind: 'alert' as const, text: 'DuplicateOrders', state: 'firing', file: 'alerts.json', line: 3 };
const lost = aRule({ name: 'lost', category: 'unsynced_record', caused_by: ['duplicate_write'], title: '{records} records never arrived' });

describe('verdict', () => {
  it('says what happened, how bad, when it was noticed and what to do first', () => {
    const { verdict } = aReview([aDetection()], { facts: someFacts({ moments: [alert] }) });
    expect(verdict).toEqual([
      '1 fault found, high. Looked at 1,200 calls in 1 file, 2026-03-01 08:00:00 to 11:00:00 UTC.',
      'Harm: 2 orders written more than once (3 extra).',
      'Noticed: harm began 2026-03-01 09:00:00 UTC; first alert 41 min later (2026-03-01 09:41:00 UTC).',
      'First: Send an idempotency key with each write (F-001, POST /orders at ledger.test; a matter of days).',
    ]);
  });

  it('names the root of a chain, in at most five lines', () => {
    const { verdict, chains } = aReview([aDetection(), aDetection({ rule: 'core/lost', category: 'unsynced_record' })], {
      rules: [aRule(), lost],
      facts: someFacts({ moments: [alert] }),
    });
    expect(chains).toEqual([['F-001', 'F-002']]);
    expect(verdict).toContain('Root: 2 records created more than once by POST /orders (F-001). From it follows F-002.');
    expect(verdict).toHaveLength(5);
  });

  it('says of a healthy input what was looked at, and never that all is well where nothing could be judged', () => {
    const blind = [{ what: 'Whether writes took effect twice cannot be judged.', close: 'Log the id that the target gave.', targets: [] }];
    const healthy = aReview([], {
      facts: someFacts({ operations: [anOperation({ ok: 1200, transient: 0, ambiguous: 0, retried: 4 })] }),
      outcomes: [
        anOutcome({ outcome: 'clear', findings: 0 }),
        anOutcome({ rule: 'core/other', outcome: 'not_judged', findings: 0, blind }),
      ],
    });
    expect(healthy.verdict).toEqual([
      'No finding of medium severity or above. Looked at 1,200 calls in 1 file, 2026-03-01 08:00:00 to 11:00:00 UTC.',
      '100 % of the calls succeeded; repeated attempts: 4 of 1,200.',
      '1 rule of 2 could judge this input; 1 could not, see blind spots.',
      'First: nothing is urgent. To see more: Log the id that the target gave.',
    ]);
    expect(healthy.worst).toBeNull();
    expect(healthy.tickets).toEqual([]);
    expect(healthy.alerts).toEqual([]);
  });

  it('does not speak of nought per cent where the log tells of calls only when they fail, and of good work otherwise', () => {
    const facts = (events: number) =>
      someFacts({
        operations: [anOperation({ calls: 6, ok: 0, transient: 6, ambiguous: 0, retried: 1 })],
        signals: [{ signal: 'succeeded', events, file: 'app.log', line: 1 }],
      });
    expect(aReview([], { facts: facts(1250) }).verdict[1]).toBe('6 calls failed in passing; 1,250 lines tell of work that went well.');
    expect(aReview([], { facts: facts(0) }).verdict[1]).toBe('0 % of the calls succeeded; repeated attempts: 1 of 6.');
  });

  it('tells two findings of one category apart, and calls no mechanism a record', () => {
    const hook = aDetection({
      subject: { source: 'shop', target: null, operation: 'POST /webhooks/orders-paid' },
      keys: ['E-1'],
      key_total: 1,
      measures: { records: 1, extra_effects: 1 },
    });
    const { verdict } = aReview([aDetection(), hook]);
    expect(verdict[1]).toBe(
      'Harm: 2 orders written more than once (3 extra) (POST /orders at ledger.test); 1 record written more than once (POST /webhooks/orders-paid).',
    );
  });

  it('names minor findings without calling them faults', () => {
    const low = aRule({ severity: { base: 'low', raise: [], lower: [] } });
    const { verdict } = aReview([aDetection()], { rules: [low] });
    expect(verdict[0]).toMatch(/^No finding of medium severity or above\./);
    expect(verdict.join('\n')).toContain('1 minor finding: 2 records created more than once');
  });
});

describe('timeline and lag', () => {
  const note = { ...alert, kind: 'note' as const, state: null, text: 'Deploy of 4.2', at_ms: at('08:50:00') };

  it('merges harm, alerts and notes in the order of time', () => {
    const { timeline } = aReview([aDetection()], { facts: someFacts({ moments: [note, alert] }) });
    expect(timeline.map(({ at: time, kind }) => [time.slice(11, 16), kind])).toEqual([
      ['08:50', 'note'],
      ['09:00', 'harm_begins'],
      ['09:30', 'harm_ends'],
      ['09:41', 'alert'],
    ]);
    expect(timeline[1]).toMatchObject({ place: 'billing.log:4', finding: 'F-001' });
  });

  it('counts from the first harm on: what stands before it, and an alert that ends, told nobody', () => {
    const resolved = { ...alert, at_ms: at('09:10:00'), state: 'resolved' };
    const { lag } = aReview([aDetection()], { facts: someFacts({ moments: [note, resolved, alert] }) });
    expect(lag).toEqual({ firstHarm: '2026-03-01T09:00:00Z', firstAlert: '2026-03-01T09:41:00Z', firstNotice: null, minutes: 41 });
  });

  it('takes a note for a notice only when it says so', () => {
    const noticed = { ...note, text: 'customer reports two parcels', state: 'notice', at_ms: at('09:20:00') };
    const told = { ...note, text: 'errors begin', state: 'started', at_ms: at('09:01:00') };
    const { lag, verdict } = aReview([aDetection()], { facts: someFacts({ moments: [told, noticed, alert] }) });
    expect(lag).toMatchObject({ firstNotice: '2026-03-01T09:20:00Z', minutes: 20 });
    expect(verdict).toContain(
      'Noticed: harm began 2026-03-01 09:00:00 UTC; first notice in the incident report 20 min later (2026-03-01 09:20:00 UTC).',
    );
  });

  it('has no lag without serious harm', () => {
    expect(aReview([], { facts: someFacts({ moments: [alert] }) }).lag.minutes).toBeNull();
  });
});
