/** What a report says against the evidence. The same lines stand in many reports; names are invented. */
import { describe, expect, it } from 'vitest';
import type { FactsInput } from '../../../src/model/facts.js';
import type { Detection } from '../../../src/model/finding.js';
import { aBucket, aDetection, anOutcome, aReview, aRule, at, someFacts } from '../../builders/review.js';

const DOUBLE = aRule();
const LOST = aRule({ name: 'given-up', category: 'unsynced_record', title: '{records} records never arrived' });
const STORM = aRule({ name: 'storm', category: 'retry_storm', title: '{operation} was called {attempts} times' });

const lost = aDetection({ rule: 'core/given-up', category: 'unsynced_record', keys: ['A-1'], key_total: 113 });
const storm = aDetection({ rule: 'core/storm', category: 'retry_storm', measures: { attempts: 700, amplification: 6 } });
/** Every minute from nine to half past, all calls failed. */
const buckets = Array.from({ length: 30 }, (_, minute) => aBucket(minute, { calls: 20, failed: 20 }));

function judged(
  text: string,
  claim: { state?: string; times?: readonly string[]; span?: boolean } = {},
  detections: Detection[] = [lost, storm],
  facts: Partial<FactsInput> = {},
) {
  const times = (claim.times ?? []).map((time) => `2026-03-01T${time}Z`);
  const claims = [{ text, state: claim.state ?? 'said', times, span: claim.span ?? false, file: 'report.md', line: 7 }];
  const rules = [DOUBLE, LOST, STORM];
  const outcomes = rules.map(({ id }) => anOutcome({ rule: id, outcome: detections.some(({ rule }) => rule === id) ? 'found' : 'clear' }));
  return aReview(detections, { rules, outcomes, facts: someFacts({ claims, buckets, ...facts }) }).claims[0];
}

describe('claims of an incident report', () => {
  it.each([
    'No orders were lost.',
    'Nothing was lost.',
    'All orders were delivered after recovery.',
    'Impact | none, every order was imported',
    'Es ging nichts verloren.',
    "Aucune commande n'a été perdue.",
    'Roughly 40 orders were dropped.',
    '12 orders are affected.',
  ])('%s: contradicted by a finding that says so, with its lines', (text) => {
    expect(judged(text)).toMatchObject({
      verdict: 'contradicted',
      place: 'report.md:7',
      evidence: expect.stringContaining('113 orders not synced'),
      places: ['billing.log:4', 'billing.log:9'],
    });
  });

  it.each([
    ['About 110 orders were lost.', 'confirmed'],
    ['400 orders were lost.', 'not_checkable'],
    ['40 e-mails were lost.', 'not_checkable'],
    ['No order was created twice.', 'confirmed'],
    ['12 orders were posted late.', 'not_checkable'],
    ['We do not know whether all orders were delivered.', 'not_checkable'],
    ['The queue grew to 5000 messages.', 'not_checkable'],
  ])('%s: %s', (text, verdict) => {
    expect(judged(text)?.verdict).toBe(verdict);
  });

  it.each([
    ['09:18 | ledger begins to answer 503', { state: 'started', times: ['09:18:00'] }, 'contradicted', '18 min earlier'],
    ['09:01 | ledger begins to answer 503', { state: 'started', times: ['09:01:00'] }, 'confirmed', 'Harm began'],
    ['08:00 | outage begins', { state: 'started', times: ['08:00:00'] }, 'not_checkable', 'first harm after it'],
    ['09:20 | restored', { state: 'resolved', times: ['09:20:00'] }, 'contradicted', '10 min longer'],
    ['09:31 | restored', { state: 'resolved', times: ['09:31:00'] }, 'confirmed', 'last call that failed'],
    ['10:00 | all clear', { state: 'resolved', times: ['10:00:00'] }, 'confirmed', 'last call that failed'],
    ['down from 09:00 to 09:12', { times: ['09:00:00', '09:12:00'], span: true }, 'contradicted', '18 min longer'],
    ['unavailable from 09:00 to 09:30', { times: ['09:00:00', '09:30:00'], span: true }, 'confirmed', 'Harm began'],
    ['The ledger was unavailable for about ten minutes.', {}, 'contradicted', '30 min'],
    ['The outage lasted 30 minutes.', {}, 'confirmed', '30 min'],
    ['The outage lasted 3 hours.', {}, 'not_checkable', 'no more than'],
    ['09:05 | deployment of 4.2', { times: ['09:05:00'] }, 'not_checkable', 'do not tell'],
    ['09:10 | customer calls', { state: 'notice', times: ['09:10:00'] }, 'not_checkable', 'report alone'],
  ] as const)('%s', (text, claim, verdict, evidence) => {
    expect(judged(text, claim)).toMatchObject({ verdict, evidence: expect.stringContaining(evidence) });
  });

  it('calls an end wrong only while calls went on failing', () => {
    const recovered = buckets.map((bucket, minute) => (minute < 20 ? bucket : { ...bucket, failed: 1 }));
    const restored = { state: 'resolved', times: ['09:20:00'] };
    expect(judged('restored', restored, [storm], { buckets: recovered })?.verdict).toBe('not_checkable');
  });

  it('sets alerts against their records, and by their name only where the time differs', () => {
    const alert = { kind: 'alert' as const, text: 'LedgerErrors', state: 'firing', file: 'alerts.json', line: 3 };
    const moments = [{ ...alert, at_ms: at('09:41:00') }];
    const said = (text: string, time: string) => judged(text, { state: 'alert', times: [time] }, [lost], { moments });
    expect(said('09:40 alert LedgerErrors fires', '09:40:00')).toMatchObject({ verdict: 'confirmed', places: ['alerts.json:3'] });
    expect(said('09:10 alert LedgerErrors fires', '09:10:00')).toMatchObject({ verdict: 'contradicted', places: ['alerts.json:3'] });
    expect(said('09:10 alert QueueDepth fires', '09:10:00')?.verdict).toBe('not_checkable');
    const foreign = (time: string) => judged('alerte LedgerErrors', { times: [time] }, [lost], { moments })?.verdict;
    expect([foreign('09:40:00'), foreign('09:10:00')]).toEqual(['confirmed', 'not_checkable']);
    expect(judged('The alert fired within five minutes.', {}, [lost], { moments })?.verdict).toBe('contradicted');
  });

  it('keeps a claim about one system apart from harm at another', () => {
    const mails = aDetection({ ...lost, subject: { source: 'billing', target: 'mail.test', operation: 'POST /letters' } });
    expect(judged('No orders were lost.', {}, [mails])?.verdict).not.toBe('contradicted');
  });

  it('leaves out what claims nothing', () => {
    expect(judged('None.')).toBeUndefined();
    expect(judged('Reviewed: no')).toBeUndefined();
  });
});

it('the verdict counts the claims that are contradicted', () => {
  const claims = [{ text: 'No orders were lost.', state: 'said', times: [], span: false, file: 'report.md', line: 7 }];
  const { verdict } = aReview([lost], { rules: [LOST], facts: someFacts({ claims }) });
  expect(verdict).toContain('The logs contradict 1 claim of the incident report.');
});
