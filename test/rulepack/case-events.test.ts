import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.js';
import { caseEvents } from '../../src/rulepack/case-events.js';

const eventsOf = (events: Record<string, unknown>[], defaults?: Record<string, unknown>): Event[] =>
  caseEvents({ name: 'a case', expect: 'clear', events, ...(defaults ? { defaults } : {}) });
const first = (event: Record<string, unknown>): Event => eventsOf([event])[0] as Event;

describe('at', () => {
  it('is a time of day, with or without parts of a second', () => {
    expect(first({ at: '10:00:00' }).at_ms).toBe(Date.parse('2026-01-15T10:00:00Z'));
    expect(first({ at: '10:00:00.250' }).at_ms).toBe(Date.parse('2026-01-15T10:00:00.250Z'));
  });

  it('or an RFC 3339 time', () => {
    expect(first({ at: '2026-02-01T08:30:00+02:00' }).at_ms).toBe(Date.parse('2026-02-01T06:30:00Z'));
  });

  it('is the end; the start lies the duration before', () => {
    const { start_ms, end_ms } = first({ at: '10:00:05', duration_ms: 1500.4 });
    expect([start_ms, end_ms]).toEqual([Date.parse('2026-01-15T10:00:03.500Z'), Date.parse('2026-01-15T10:00:05Z')]);
  });

  it('left out leaves all times out', () => {
    expect(first({ kind: 'row' })).toMatchObject({ at_ms: null, start_ms: null, end_ms: null });
  });

  it('that is no time is an error', () => {
    expect(() => first({ at: 'noon' })).toThrow(/^event 1: at_ms: /);
  });
});

describe('repeat', () => {
  it('makes copies, a second apart unless it says otherwise', () => {
    const seconds = (repeat: unknown) => eventsOf([{ at: '10:00:00', repeat }]).map(({ at_ms }) => ((at_ms ?? 0) / 1000) % 60);
    expect(seconds({ times: 3 })).toEqual([0, 1, 2]);
    expect(seconds({ times: 3, every_ms: 5000 })).toEqual([0, 5, 10]);
  });

  it('counts from 1 where a text says {n}, every time', () => {
    const events = eventsOf([{ at: '10:00:00', record_key: 'A-{n}', path: '/{n}/{n}', status: 201, repeat: { times: 2 } }]);
    expect(events.map(({ record_key, path, status }) => [record_key, path, status])).toEqual([
      ['A-1', '/1/1', 201],
      ['A-2', '/2/2', 201],
    ]);
  });

  it('repeats what has no time without giving it one', () => {
    expect(
      eventsOf([{ kind: 'row', record_key: 'A-{n}', repeat: { times: 2 } }]).map(({ at_ms, record_key }) => [at_ms, record_key]),
    ).toEqual([
      [null, 'A-1'],
      [null, 'A-2'],
    ]);
  });

  it('leaves {n} alone where nothing is repeated', () => {
    expect(first({ at: '10:00:00', record_key: 'A-{n}' }).record_key).toBe('A-{n}');
  });
});

describe('an event of a case', () => {
  it('is an exchange in case.log unless it says otherwise, on the line of its number', () => {
    const events = eventsOf([
      { at: '10:00:00', repeat: { times: 2 } },
      { at: '10:00:09', file: 'other.log', kind: 'statement' },
    ]);
    expect(events.map(({ file, line, kind }) => [file, line, kind])).toEqual([
      ['case.log', 1, 'exchange'],
      ['case.log', 2, 'exchange'],
      ['other.log', 3, 'statement'],
    ]);
  });

  it('takes the defaults that it does not replace, null included', () => {
    const events = eventsOf([{ at: '10:00:00' }, { at: '10:00:01', service: 'shop', target: null }], {
      service: 'billing',
      target: 'ledger.test',
    });
    expect(events.map(({ service, target }) => [service, target])).toEqual([
      ['billing', 'ledger.test'],
      ['shop', null],
    ]);
  });

  it('has its operation from method and route, or as it says', () => {
    expect(first({ at: '10:00:00', method: 'POST', route: '/orders' }).operation).toBe('POST /orders');
    expect(first({ at: '10:00:00', method: 'POST', route: '/orders', operation: 'createOrder' }).operation).toBe('createOrder');
    expect(first({ at: '10:00:00', method: 'POST' }).operation).toBeNull();
  });

  it.each([
    ['a kind that nobody knows', { kind: 'call' }, /^event 2: kind: /],
    ['a number as a text', { status: '503' }, /^event 2: status: /],
    ['a misspelt field', { recordkey: 'A-1' }, /^event 2: .*"recordkey".*mend its spelling/],
  ])('with %s is an error that names it', (_, event, sentence) => {
    expect(() => eventsOf([{ at: '10:00:00' }, { at: '10:00:01', ...event }])).toThrow(sentence);
  });
});
