import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../src/rulepack/taxonomy.js';
import { classifier, type Ending } from '../../src/store/classify.js';
import { TAXONOMY } from '../../src/util/version.js';

const entries = loadTaxonomy(TAXONOMY);
const classify = classifier(entries);

const ANSWER: Ending = {
  kind: 'exchange',
  is_write: true,
  status: null,
  code: null,
  error: null,
  timed_out: null,
  sent: null,
  body_outcome: null,
  replayed: null,
  signal: null,
  level: null,
};
const outcomeOf = (ending: Partial<Ending>) => classify({ ...ANSWER, ...ending });

describe('outcome without a status', () => {
  it.each([
    ['Material X-1 ist in Werk 1100 nicht gepflegt', 'permanent'],
    ['Material X-1 not maintained in plant 1100', 'permanent'],
    ['Debitor 4711 ist durch Benutzer A gesperrt', 'transient'],
  ])('by what SAP says: %s', (error, outcome) => {
    expect(outcomeOf({ signal: 'failed', error })).toBe(outcome);
  });

  it('is one with errors where less was taken than was sent', () => {
    expect(outcomeOf({ signal: 'succeeded', body_outcome: 'partial' })).toBe('ok_with_errors');
    expect(outcomeOf({ signal: 'succeeded' })).toBe('ok');
  });

  it('is throttled where the caller says that it waits since it was over its limit', () => {
    expect(outcomeOf({ signal: 'throttle_wait' })).toBe('throttled');
    expect(outcomeOf({ signal: 'throttle_wait', status: 200 })).toBe('ok');
  });
});

describe('outcome by status', () => {
  it.each([
    [200, 'ok'],
    [201, 'ok'],
    [204, 'ok'],
    [302, 'ok'],
    [304, 'ok'],
    [400, 'permanent'],
    [401, 'unauthenticated'],
    [403, 'permanent'],
    [404, 'permanent'],
    [409, 'permanent'],
    [410, 'permanent'],
    [418, 'permanent'],
    [422, 'permanent'],
    [423, 'transient'],
    [425, 'transient'],
    [429, 'throttled'],
    [500, 'transient'],
    [501, 'permanent'],
    [502, 'transient'],
    [503, 'transient'],
    [529, 'throttled'],
    [599, 'ambiguous'],
    [555, 'transient'],
  ])('%i is %s', (status, outcome) => {
    expect(outcomeOf({ status })).toBe(outcome);
  });

  it.each([408, 499, 460, 504, 524])('%i leaves a write open, and a read is simply not answered', (status) => {
    expect(outcomeOf({ status, is_write: true })).toBe('ambiguous');
    expect(outcomeOf({ status, is_write: false })).toBe('transient');
  });
});

describe('outcome without an answer', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'UnknownHostException'])(
    '%s never reached the target',
    (code) => {
      expect(outcomeOf({ code })).toBe('transient');
      expect(outcomeOf({ code, is_write: false })).toBe('transient');
    },
  );

  it.each(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ECONNRESET', 'EPIPE', 'SocketTimeoutException', 'ReadTimeout', 'UND_ERR_SOCKET'])(
    '%s leaves a write open',
    (code) => {
      expect(outcomeOf({ code })).toBe('ambiguous');
      expect(outcomeOf({ code, is_write: false })).toBe('transient');
    },
  );

  it.each([
    ['connect: connection refused', 'transient'],
    ['getaddrinfo failed for ledger.test', 'transient'],
    ['socket hang up', 'ambiguous'],
    ['Read timed out after 3000 ms', 'ambiguous'],
    ['connection reset by peer', 'ambiguous'],
  ])('a write that says "%s" is %s', (error, outcome) => {
    expect(outcomeOf({ error })).toBe(outcome);
  });

  it('a write whose caller stopped waiting is open', () => {
    expect(outcomeOf({ timed_out: true })).toBe('ambiguous');
    expect(outcomeOf({ timed_out: true, is_write: false })).toBe('transient');
  });

  it('a request that provably never left has no effect', () => {
    expect(outcomeOf({ sent: false, level: 'error' })).toBe('transient');
  });

  it('words about sockets in the body of an answer do not undo the answer', () => {
    expect(outcomeOf({ status: 503, code: 'ECONNRESET' })).toBe('transient');
    expect(outcomeOf({ status: 503, error: 'upstream connect error: connection reset' })).toBe('transient');
    expect(outcomeOf({ status: 422, error: 'field timeout: request timeout must be a number' })).toBe('permanent');
  });
});

describe('provider codes beat statuses', () => {
  it.each([
    [403, 'rateLimitExceeded', 'throttled'],
    [200, 'THROTTLED', 'throttled'],
    [400, 'UNABLE_TO_LOCK_ROW', 'transient'],
    [400, 'ThrottlingException', 'throttled'],
    [400, 'DUPLICATE_VALUE', 'refused_duplicate'],
    [409, 'idempotency_key_in_use', 'transient'],
    [402, 'card_declined', 'permanent'],
    [500, 'INVALID_SESSION_ID', 'unauthenticated'],
    [403, 'insufficientPermissions', 'permanent'],
  ])('%i with %s is %s', (status, code, outcome) => {
    expect(outcomeOf({ status, code })).toBe(outcome);
  });

  it('whatever the letters and signs between them', () => {
    expect(outcomeOf({ status: 403, code: 'rate_limit_exceeded' })).toBe('throttled');
    expect(outcomeOf({ status: 403, code: 'RATE-LIMIT-EXCEEDED' })).toBe('throttled');
  });

  it('whatever the order of the entries', () => {
    const turned = classifier([...entries].reverse());
    for (const ending of [
      { status: 403, code: 'rateLimitExceeded' },
      { code: 'ETIMEDOUT' },
      { status: 409, error: 'order already exists' },
    ]) {
      expect(turned({ ...ANSWER, ...ending })).toBe(outcomeOf(ending));
    }
  });

  it('a 409 that names what exists is a duplicate that was refused', () => {
    expect(outcomeOf({ status: 409, error: 'order already exists' })).toBe('refused_duplicate');
    expect(outcomeOf({ status: 422, error: 'reference has already been taken' })).toBe('refused_duplicate');
  });

  it('a 403 that speaks of a limit is a limit', () => {
    expect(outcomeOf({ status: 403, error: 'API rate limit exceeded' })).toBe('throttled');
    expect(outcomeOf({ status: 403, error: 'you may not see this' })).toBe('permanent');
  });
});

describe('gRPC codes', () => {
  it.each([
    ['INVALID_ARGUMENT', 'permanent'],
    ['NOT_FOUND', 'permanent'],
    ['ALREADY_EXISTS', 'refused_duplicate'],
    ['UNAUTHENTICATED', 'unauthenticated'],
    ['RESOURCE_EXHAUSTED', 'throttled'],
    ['UNAVAILABLE', 'transient'],
    ['DEADLINE_EXCEEDED', 'ambiguous'],
  ])('%s on a write is %s', (code, outcome) => {
    expect(outcomeOf({ code })).toBe(outcome);
  });

  it('DEADLINE_EXCEEDED on a read is transient', () => {
    expect(outcomeOf({ code: 'DEADLINE_EXCEEDED', is_write: false })).toBe('transient');
  });
});

describe('what the record itself settles', () => {
  it('an answer from an idempotency store is a replay, whatever its status', () => {
    expect(outcomeOf({ status: 201, replayed: true })).toBe('replayed');
    expect(outcomeOf({ status: 409, signal: 'answered_from_store' })).toBe('replayed');
  });

  it('a duplicate or stale message that was skipped was refused', () => {
    expect(outcomeOf({ kind: 'job', signal: 'duplicate_skipped' })).toBe('refused_duplicate');
    expect(outcomeOf({ kind: 'job', signal: 'stale_skipped', level: 'warn' })).toBe('refused_duplicate');
  });

  it('a body that reports errors makes a good status half good', () => {
    expect(outcomeOf({ status: 200, body_outcome: 'error' })).toBe('ok_with_errors');
    expect(outcomeOf({ status: 200, body_outcome: 'partial' })).toBe('ok_with_errors');
    expect(outcomeOf({ status: 207, body_outcome: 'partial' })).toBe('ok_with_errors');
    expect(outcomeOf({ status: 200, body_outcome: 'ok' })).toBe('ok');
  });

  it('words in a good answer are prose', () => {
    expect(outcomeOf({ status: 200, error: 'if it fails with rate limit exceeded, retry later' })).toBe('ok');
  });

  it('a job is done, or failed, as its signal says', () => {
    expect(outcomeOf({ kind: 'job', signal: 'succeeded' })).toBe('ok');
    expect(outcomeOf({ kind: 'job', signal: 'failed' })).toBe('transient');
    expect(outcomeOf({ kind: 'job', signal: 'failed', error: 'validation failed', code: 'ValidationException' })).toBe('permanent');
  });

  it('nothing said is unknown, not good', () => {
    expect(outcomeOf({})).toBe('unknown');
    expect(outcomeOf({ level: 'info' })).toBe('unknown');
    expect(outcomeOf({ level: 'error' })).toBe('transient');
  });
});

describe('hostile input', () => {
  it.each([
    ['a code of separators only', { code: '---' }],
    ['a code with signs of regular expressions', { code: '.*' }],
    ['an error of many words', { error: 'timed '.repeat(50_000) }],
    ['a status below all', { status: -1 }],
    ['a status beyond all', { status: 99_999 }],
    ['names of object fields', { code: '__proto__', error: 'constructor' }],
  ])('%s gets an outcome, quickly', (_, ending) => {
    const start = performance.now();
    expect(['permanent', 'transient', 'ambiguous', 'unknown']).toContain(outcomeOf(ending));
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('works without any taxonomy', () => {
    const bare = classifier([]);
    expect(bare({ ...ANSWER, status: 200 })).toBe('ok');
    expect(bare({ ...ANSWER, status: 418 })).toBe('permanent');
    expect(bare({ ...ANSWER, status: 500 })).toBe('transient');
    expect(bare({ ...ANSWER, timed_out: true })).toBe('ambiguous');
  });
});

describe('acknowledgements of HL7', () => {
  it.each([
    ['HL7-103', null, 'permanent'],
    ['HL7-206', null, 'transient'],
    ['HL7-205', null, 'refused_duplicate'],
    ['HL7-AR', 'not in table', 'permanent'],
    ['HL7-AR', 'record is locked', 'transient'],
  ])('%s "%s" is %s', (code, error, outcome) => expect(outcomeOf({ code, error, signal: 'failed' })).toBe(outcome));
});
