/** What a rule's verdict must not depend on: the names of records, the day, and lines about other things. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../src/assess/fingerprint.js';
import { detect } from '../../src/detect/detect.js';
import type { Event } from '../../src/model/event.js';
import type { LoadedRule, RuleCase } from '../../src/model/rule.js';
import { caseEvents } from '../../src/rulepack/case-events.js';
import { loadCases, loadRules } from '../../src/rulepack/load.js';
import { BUILT_IN_RULES } from '../../src/util/version.js';
import { eventsOf, storeOf } from '../support/store.js';

const TIMEOUT = 300_000;
const DAYS_LATER = 37 * 86_400_000;
const { rules } = await loadRules([BUILT_IN_RULES]);

type Change = (events: readonly Event[]) => Event[];

const renamed = (key: string) => `QX${key}`;

const CHANGES: Readonly<Record<string, Change>> = {
  'other record keys': (events) => {
    const keys = [...new Set(events.flatMap(({ record_key }) => record_key ?? []))];
    const inLabels = (labels: string | null) =>
      labels && keys.reduce((text, key) => text.replaceAll(`"${key}"`, `"${renamed(key)}"`), labels);
    return events.map((event) => ({
      ...event,
      record_key: event.record_key === null ? null : renamed(event.record_key),
      labels: inLabels(event.labels),
    }));
  },
  'another day': (events) =>
    events.map((event) => {
      const later = (ms: number | null) => (ms === null ? null : ms + DAYS_LATER);
      return { ...event, at_ms: later(event.at_ms), start_ms: later(event.start_ms), end_ms: later(event.end_ms) };
    }),
  'lines of another program': (events) => {
    const times = events.flatMap(({ at_ms }) => at_ms ?? []);
    const noise = eventsOf([
      {
        kind: 'statement',
        service: 'gardener',
        template: 'cache warmed',
        file: 'gardener.log',
        level: 'info',
        repeat: { times: 40 },
        at: '00:00:00',
      },
    ]);
    const step = times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / noise.length;
    return [
      ...events,
      ...noise.map((event, i) => ({ ...event, at_ms: times.length === 0 ? null : Math.round(Math.min(...times) + i * step) })),
    ];
  },
  'files read in another order': (events) => [...events].reverse(),
};

async function verdict(rule: LoadedRule, ruleCase: RuleCase, events: readonly Event[]) {
  const store = await storeOf(events, { flows: ruleCase.flows });
  const { detections, outcomes } = await detect(store, [rule], { parameters: { [rule.id]: ruleCase.parameters ?? {} } });
  store.close();
  const found = detections.map((one) => ({ fingerprint: fingerprint(one), measures: one.measures, keys: [...one.keys].sort() }));
  return { outcome: outcomes[0]?.outcome, found: found.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)) };
}

/** The first case that fires and the first that looks alike, of each rule. */
const samples = rules.flatMap((rule) => {
  const cases = loadCases(rule);
  return (['finding', 'clear'] as const).flatMap((expected) => {
    const chosen = cases.find((one) => one.expect === expected);
    return chosen ? [{ rule, chosen, name: `${rule.id}: ${chosen.name}` }] : [];
  });
});

describe.each(samples.map((sample) => [sample.name, sample] as const))('%s', (_, { rule, chosen }) => {
  test('is judged alike under other names, days, noise and order', { timeout: TIMEOUT }, async () => {
    const events = caseEvents(chosen);
    const expected = await verdict(rule, chosen, events);
    expect(expected.outcome).toBe(chosen.expect === 'finding' ? 'found' : 'clear');
    // Where the lines name no record, the key of the delivered event stands for it.
    const known = new Set(events.map(({ record_key }) => record_key));
    const others = (keys: readonly string[]) => keys.map((key) => (known.has(key) ? renamed(key) : key)).sort();
    const underOtherKeys = { ...expected, found: expected.found.map((one) => ({ ...one, keys: others(one.keys) })) };
    const together = await verdict(
      rule,
      chosen,
      Object.values(CHANGES).reduce<Event[]>((all, change) => change(all), [...events]),
    );
    if (isDeepStrictEqual(together, underOtherKeys)) return;
    for (const [what, change] of Object.entries(CHANGES)) {
      const wanted = what === 'other record keys' ? underOtherKeys : expected;
      expect(await verdict(rule, chosen, change(events)), what).toEqual(wanted);
    }
    expect(together, 'all of them').toEqual(underOtherKeys);
  });
});
