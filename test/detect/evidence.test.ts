import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceOf, spread } from '../../src/detect/evidence.js';
import type { Store } from '../../src/store/store.js';
import { at, eventsOf, storeOf } from '../support/store.js';

describe('spread', () => {
  it('keeps short lists whole', () => {
    expect(spread([1, 2, 3], 3)).toEqual([1, 2, 3]);
    expect(spread([], 5)).toEqual([]);
  });

  it('thins long lists evenly, first and last included, each place once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 5_000 }), fc.integer({ min: 2, max: 30 }), (length, most) => {
        const items = Array.from({ length }, (_, i) => i);
        const kept = spread(items, most);
        expect(kept).toHaveLength(Math.min(length, most));
        expect([kept[0], kept.at(-1)]).toEqual([0, length - 1]);
        const gaps = kept.slice(1).map((place, i) => place - (kept[i] ?? 0));
        expect(Math.min(...gaps)).toBeGreaterThan(0);
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps the first where there is room for one', () => {
    expect(spread([1, 2, 3], 1)).toEqual([1]);
  });
});

describe('lines behind a finding', () => {
  let store: Store;
  beforeAll(async () => {
    store = await storeOf(eventsOf([{ at: '10:00:00', status: 503, service: 'billing', repeat: { times: 100 } }]));
  });
  afterAll(() => store.close());

  it('stand in the order of time, each once, with the reason first given', async () => {
    const lines = await evidenceOf(store, [
      { event_1: 5, why_1: 'failed', event_2: 6, why_2: 'sent again' },
      { event_1: 3, why_1: 'failed', event_2: 5, why_2: 'sent again' },
    ]);
    expect(lines).toEqual([
      { file: 'case.log', line: 3, at_ms: at('10:00:02'), why: 'failed' },
      { file: 'case.log', line: 5, at_ms: at('10:00:04'), why: 'failed' },
      { file: 'case.log', line: 6, at_ms: at('10:00:05'), why: 'sent again' },
    ]);
  });

  it('are 24 at the most, from the first to the last row', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ event_1: i + 1, why_1: 'failed' }));
    const lines = await evidenceOf(store, rows);
    expect(lines).toHaveLength(24);
    expect([lines[0]?.line, lines.at(-1)?.line]).toEqual([1, 100]);
  });

  it('are as many where each row names three', async () => {
    const rows = Array.from({ length: 33 }, (_, i) => ({ event_1: 3 * i + 1, event_2: 3 * i + 2, event_3: 3 * i + 3 }));
    expect(await evidenceOf(store, rows)).toHaveLength(24);
  });

  it('are none where rows name none, or name what is no number', async () => {
    expect(await evidenceOf(store, [])).toEqual([]);
    expect(await evidenceOf(store, [{ event_1: null }, { event_1: '1; DROP TABLE events' }])).toEqual([]);
  });

  it('leave out numbers that no event has', async () => {
    expect(
      await evidenceOf(store, [
        { event_1: 1, why_1: 'failed' },
        { event_1: 4711, why_1: 'failed' },
      ]),
    ).toHaveLength(1);
  });
});
