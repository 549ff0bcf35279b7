import { describe, expect, it } from 'vitest';
import { errorsOf } from '../../src/review/errors.js';
import { someFacts } from '../builders/review.js';

const error = {
  target: 'ledger.test',
  operation: 'POST /entries',
  status: 429,
  code: null,
  error: null,
  outcome: 'throttled',
  calls: 30,
  repeated: 0,
  recovered: 0,
  by_caller: true,
  file: 'billing.log',
  line: 4,
};
const row = (over: Partial<typeof error> | { operation: null }) => errorsOf(someFacts({ errors: [{ ...error, ...over }] }))[0];

describe('what was done with an error', () => {
  it('does not fit where the caller never repeats what would pass', () => {
    expect(row({})).toMatchObject({ fits: false, done: 'never repeated, 30 calls' });
  });

  it.each([
    ['a server tells of its clients', { by_caller: false }],
    ['a person tries a password again', { operation: 'POST /v1/login', status: 401, outcome: 'unauthenticated' }],
    ['a report is asked for until it is there', { operation: 'GET /reports/{id}', status: 404, outcome: 'permanent', repeated: 25 }],
  ])('is not judged where %s', (_, over) => {
    expect(row(over)?.fits).toBeNull();
  });

  it('is not known where the line names no operation', () => {
    expect(row({ operation: null })).toMatchObject({
      fits: null,
      done: '30 calls; the line names no operation, so repeats cannot be told',
    });
  });

  it('still does not fit where a refused write is sent again', () => {
    expect(row({ status: 422, outcome: 'permanent', repeated: 25 })?.fits).toBe(false);
  });

  it('does not fit where most waits after a limit are shorter than asked for', () => {
    const wait = (honoured: number) => ({
      source: 'billing',
      target: 'ledger.test',
      operation: 'POST /entries',
      waits: 30,
      p50_ms: 900,
      growing: 0,
      asked: 26,
      honoured,
    });
    const told = (honoured: number) =>
      errorsOf(someFacts({ errors: [{ ...error, repeated: 30, recovered: 30 }], waits: [wait(honoured)] }))[0];
    expect(told(0)).toMatchObject({ fits: false, done: '30 of 30 repeated, 30 succeeded later; 26 of 26 waits shorter than asked for' });
    expect(told(20)).toMatchObject({ fits: true, done: '30 of 30 repeated, 30 succeeded later' });
  });
});
