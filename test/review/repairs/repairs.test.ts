import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/model/finding.js';
import { aDetection, aReview, aRule, at } from '../../builders/review.js';

const place = (key: string | null, over: Partial<Detection['places'][number]> = {}) => ({
  key,
  at_ms: at('09:00:00'),
  lines: ['billing.log:4', 'billing.log:9'],
  created: [],
  extra: 0,
  why: 'given up',
  ...over,
});
const LOST = aRule({ name: 'given-up', category: 'unsynced_record' });
const REFUSED = aRule({ name: 'refused', category: 'validation_failure' });
const UNKNOWN = aRule({ name: 'unknown', category: 'ambiguous_timeout' });
const rules = [aRule(), LOST, REFUSED, UNKNOWN];
const repairs = (...detections: Detection[]) => aReview(detections, { rules }).repairs;
const lost = (...places: Detection['places']) => aDetection({ rule: 'core/given-up', category: 'unsynced_record', places });

describe('records to repair', () => {
  it('names the effect to keep and those to void', () => {
    const double = aDetection({ places: [place('A-1', { created: ['71', '72', '73'], extra: 2 }), place('A-2', { extra: 1 })] });
    expect(repairs(double).duplicatesToVoid).toEqual([
      {
        key: 'A-1',
        target: 'ledger.test',
        operation: 'POST /orders',
        extra: 2,
        keep: '71',
        void: '72 73',
        at: '2026-03-01T09:00:00Z',
        lines: 'billing.log:4 billing.log:9',
        findings: 'F-001',
      },
      expect.objectContaining({ key: 'A-2', extra: 1, keep: '', void: '' }),
    ]);
  });

  it('holds back what was refused for what it holds, and lists each record once', () => {
    const refused = aDetection({ rule: 'core/refused', category: 'validation_failure', keys: ['A-1'], places: [place('A-1')] });
    const rows = repairs(lost(place('A-1'), place('A-2')), refused).recordsToResync;
    expect(rows.map(({ key, replay }) => [key, replay])).toEqual([
      ['A-1', 'after_cause_is_mended'],
      ['A-2', 'after_look_up'],
    ]);
    expect(rows[0]?.findings.split(' ')).toHaveLength(2);
  });

  it('keeps one key at two targets apart, and operations without a key by their lines', () => {
    const other = aDetection({
      ...lost(place('A-1')),
      subject: { source: 'billing', target: 'mail.test', operation: 'POST /letters' },
    });
    expect(
      repairs(lost(place('A-1')), other)
        .recordsToResync.map(({ target }) => target)
        .sort(),
    ).toEqual(['ledger.test', 'mail.test']);
    const places = [place(null), place(null, { lines: ['billing.log:20'] })];
    expect(
      repairs(aDetection({ rule: 'core/unknown', category: 'ambiguous_timeout', places })).operationsToVerify.map(({ lines }) => lines),
    ).toEqual(['billing.log:4 billing.log:9', 'billing.log:20']);
  });

  it('a redelivered event and the record that it wrote twice are one row, at the target that is named', () => {
    const event = aRule({ name: 'redelivered', category: 'webhook_redelivery' });
    const redelivered = aDetection({
      rule: 'core/redelivered',
      category: 'webhook_redelivery',
      subject: { source: null, target: null, operation: 'order.paid' },
      places: [place('A-1', { created: ['71', '72'], extra: 1 })],
    });
    const twice = aDetection({ places: [place('A-1', { created: ['71', '72'], extra: 1 })] });
    const rows = aReview([redelivered, twice], { rules: [...rules, event] }).repairs.duplicatesToVoid;
    expect(rows).toEqual([
      expect.objectContaining({ key: 'A-1', target: 'ledger.test', operation: 'POST /orders', keep: '71', void: '72' }),
    ]);
  });

  it('has nothing to repair for findings that harmed no record', () => {
    expect(repairs()).toEqual({ duplicatesToVoid: [], recordsToResync: [], operationsToVerify: [] });
  });
});

describe('the runbook', () => {
  const titles = (...detections: Detection[]) => aReview(detections, { rules }).runbook.map(({ title }) => title);
  const text = (...detections: Detection[]) => JSON.stringify(aReview(detections, { rules }).runbook);

  it('names the list of each repair, and only for what was found', () => {
    expect(titles(lost(place('A-1')))).toContain('Safe replay of records that are missing');
    expect(titles(lost(place('A-1'))).join()).not.toMatch(/beyond the first|not known/);
    expect(text(lost(place('A-1')))).toContain('records/records-to-resync.csv: 1 record');
    expect(text(aDetection({ places: [place('A-1', { created: ['71', '72'], extra: 1 })] }))).toContain(
      'records/duplicates-to-void.csv: 1 record',
    );
  });

  it('says who decides, in the systems of the input', () => {
    expect(text(lost(place('A-1')))).toContain(
      'The owner of ledger.test says when it can take the waiting work; the owner of billing then starts the replay.',
    );
  });

  it('asks nobody to settle anything where nothing was harmed', () => {
    expect(aReview([], { rules }).runbook).toEqual([]);
  });
});
