import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/store/vantages/lines.js';
import { matchVantages } from '../../../src/store/vantages/vantages.js';

const NEVER = () => false;
const LINE: Line = {
  unit: 0,
  group: 1,
  rank: 1,
  vantages: 1,
  stream: 1,
  clock: 0,
  route: 1,
  start: 0,
  end: 0,
  lasting: true,
  status: 201,
  key: 0,
  created: 0,
  open: false,
  unsent: false,
};

/** A call as it happened. */
interface Call {
  readonly gap: number;
  readonly took: number;
  readonly status: number;
  readonly missed: boolean;
  readonly jitter: number;
}

const calls = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 4000 }),
    took: fc.integer({ min: 20, max: 900 }),
    status: fc.constantFrom(201, 201, 201, 503),
    missed: fc.nat({ max: 9 }).map((n) => n === 0),
    jitter: fc.integer({ min: -200, max: 200 }),
  }),
  { minLength: 10, maxLength: 80 },
);

/** The lines of a caller and of a proxy that misses some; `skew` is how far the proxy's clock is ahead. */
function linesOf(all: readonly Call[], { skew = 0, keys = false }): { lines: Line[]; partner: Map<number, number>; missed: number } {
  const lines: Line[] = [];
  const partner = new Map<number, number>();
  let at = 0;
  all.forEach((call, i) => {
    at += call.gap;
    const key = keys ? i + 1 : 0;
    lines.push({ ...LINE, unit: i, start: at, end: at + call.took, status: call.status, key });
    if (call.missed) return;
    const start = at + 5 + call.jitter + skew;
    lines.push({ ...LINE, unit: 1000 + i, rank: 2, vantages: 2, stream: 2, start, end: start + call.took - 10, status: call.status, key });
    partner.set(1000 + i, i);
  });
  lines.sort((a, b) => a.start - b.start);
  return { lines, partner, missed: all.length - partner.size };
}

describe('calls that a proxy saw too', () => {
  it('stay as many, whatever the jitter and the lines that it missed', () => {
    fc.assert(
      fc.property(calls, fc.boolean(), (all, keys) => {
        const { lines, partner } = linesOf(all, { keys });
        const { pairs } = matchVantages([lines], NEVER);
        expect(new Set(pairs.map((pair) => pair.near.unit)).size).toBe(pairs.length);
        expect(new Set(pairs.map((pair) => pair.far.unit)).size).toBe(pairs.length);
        expect(pairs.length).toBe(partner.size);
      }),
    );
  });

  it('are paired with their own lines where both sides name the record', () => {
    fc.assert(
      fc.property(calls, (all) => {
        const { lines, partner } = linesOf(all, { keys: true });
        for (const { near, far } of matchVantages([lines], NEVER).pairs) expect(near.unit).toBe(partner.get(far.unit));
      }),
    );
  });

  it('are surely their own where a pair is called sure', () => {
    fc.assert(
      fc.property(calls, (all) => {
        const apart = all.map((call) => ({ ...call, gap: call.gap + 3000, missed: false }));
        const { lines, partner } = linesOf(apart, {});
        for (const { near, far, sure } of matchVantages([lines], NEVER).pairs) if (sure) expect(near.unit).toBe(partner.get(far.unit));
      }),
    );
  });

  it('are found though its clock goes wrong by minutes', () => {
    fc.assert(
      fc.property(calls, fc.integer({ min: -500_000, max: 500_000 }), (all, skew) => {
        const irregular = all.map((call, i) => ({ ...call, gap: call.gap * 7 + ((i * i * 7919) % 23_000), missed: false }));
        const { lines, partner } = linesOf(irregular, { skew });
        const { pairs } = matchVantages([lines], NEVER);
        // Where no difference stands out nothing is paired, and one vantage is counted.
        if (pairs.length > 0) expect(pairs.length).toBeGreaterThanOrEqual(0.5 * partner.size);
      }),
    );
  });
});

describe('lines of other calls', () => {
  const caller = Array.from({ length: 20 }, (_, i) => ({ ...LINE, unit: i, start: i * 10_000, end: i * 10_000 + 100 }));
  const proxied = (over: Partial<Line>, later = 0) =>
    caller.map((line) => ({
      ...line,
      unit: line.unit + 100,
      rank: 2,
      vantages: 2,
      stream: 2,
      start: line.start + later,
      end: line.end + later,
      ...over,
    }));
  const paired = (others: readonly Line[], sameRoute = NEVER) => matchVantages([[...caller, ...others]], sameRoute).pairs.length;

  it('are paired by nothing but the time when nothing contradicts', () => expect(paired(proxied({}))).toBe(20));
  it('are not paired when another status was answered', () => expect(paired(proxied({ status: 422 }))).toBe(0));
  it('are not paired when they went another way', () => expect(paired(proxied({ route: 2 }))).toBe(0));
  it('are paired when a gateway adds the beginning of the path', () => expect(paired(proxied({ route: 2 }), () => true)).toBe(20));
  it('are not paired four seconds apart at equal distances, where no shift stands out', () => expect(paired(proxied({}, 4000))).toBe(0));
  it('are paired where the proxy answered in place of the target', () => expect(paired(proxied({ status: 504, open: true }))).toBe(20));
  it('are paired where the proxy could not pass the call on, and not with the target', () => {
    const unsent = proxied({ status: 503, unsent: true });
    const asked = caller.map((line) => ({ ...line, status: 503 }));
    expect(matchVantages([[...asked, ...unsent]], NEVER).pairs).toHaveLength(20);
    const served = caller.map((line) => ({ ...line, unit: line.unit + 200, rank: 3, vantages: 4, stream: 3, status: 503 }));
    expect(matchVantages([[...unsent, ...served]], NEVER).pairs).toHaveLength(0);
  });
  it('are not paired when both name another record', () => {
    const named = caller.map((line, i) => ({ ...line, key: i + 1 }));
    const others = proxied({}).map((line, i) => ({ ...line, key: i === 0 ? 99 : i + 1 }));
    expect(matchVantages([[...named, ...others]], NEVER).pairs).toHaveLength(19);
  });
  it('are paired by time where the two logs name different things', () => {
    const named = caller.map((line, i) => ({ ...line, key: i + 1 }));
    const others = proxied({}).map((line, i) => ({ ...line, key: i + 501 }));
    expect(matchVantages([[...named, ...others]], NEVER).pairs).toHaveLength(20);
  });
});

it('ten thousand calls at one moment take no more than seconds', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => [
    { ...LINE, unit: i, start: i, end: i + 500 },
    { ...LINE, unit: i + 20_000, rank: 2, vantages: 2, stream: 2, start: i + 3, end: i + 490 },
  ]).flat();
  const begun = performance.now();
  expect(matchVantages([many.sort((a, b) => a.start - b.start)], NEVER).pairs.length).toBeGreaterThan(9_900);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
