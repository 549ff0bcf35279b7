import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/assess/fingerprint.js';
import { aDetection } from '../builders/review.js';

const base = fingerprint(aDetection());
const withSubject = (over: object) => fingerprint(aDetection({ subject: { ...aDetection().subject, ...over } }));

describe('fingerprint', () => {
  it('is 16 hexadecimal characters', () => {
    expect(base).toMatch(/^[0-9a-f]{16}$/);
  });

  it('does not depend on counts, times, file names or records', () => {
    const other = aDetection({
      measures: { records: 900, extra_effects: 1 },
      window: null,
      keys: ['B-1'],
      key_total: 900,
      evidence: [{ file: 'other.log.2', line: 77, at_ms: null, why: 'first create' }],
      certainty: 0.2,
    });
    expect(fingerprint(other)).toBe(base);
  });

  it.each([
    ['case', { target: 'Ledger.Test', operation: 'post /Orders' }],
    ['a port', { target: 'ledger.test:8443' }],
  ])('does not depend on %s', (_, over) => {
    expect(withSubject(over)).toBe(base);
  });

  it.each([
    '/orders/1001',
    '/orders/A-1001',
    '/orders/{id}',
    '/orders/:orderId',
    '/orders/0f8fad5b-d9cb-469f-a165-70867728950e',
    '/orders/<id>',
  ])('takes %s for the same route', (path) => {
    expect(withSubject({ operation: `GET ${path}` })).toBe(withSubject({ operation: 'GET /orders/{id}' }));
  });

  it('keeps version segments and names apart', () => {
    expect(withSubject({ operation: 'GET /v2/orders' })).not.toBe(withSubject({ operation: 'GET /v3/orders' }));
    expect(withSubject({ operation: 'GET /invoices' })).not.toBe(withSubject({ operation: 'GET /orders' }));
  });

  it('tells rule, caller and cause apart, but not the numbers within a cause', () => {
    expect(fingerprint(aDetection({ rule: 'core/other' }))).not.toBe(base);
    expect(withSubject({ source: 'shop' })).not.toBe(base);
    expect(fingerprint(aDetection({ cause: 'missing mapping' }))).not.toBe(base);
    expect(fingerprint(aDetection({ cause: 'field 3 of 7' }))).toBe(fingerprint(aDetection({ cause: 'field 12 of 9' })));
  });
});
