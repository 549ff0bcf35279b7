/** What could not be judged, and what to log or hand in to change that. */
import type { Review } from '../model/review.js';
import type { Material } from './material.js';

/** One entry per gap: two rules that lack the same thing share it. Rules that failed are gaps as well. */
export function blindSpotsOf({ outcomes }: Material): Review['blindSpots'] {
  const spots = new Map<string, Review['blindSpots'][number]>();
  for (const outcome of outcomes) {
    for (const { what: all, close, targets } of outcome.blind) {
      const what = targets.length === 0 ? all : `For ${targets.join(', ')}: ${all.charAt(0).toLowerCase()}${all.slice(1)}`;
      const known = spots.get(`${what}\n${close}`);
      spots.set(`${what}\n${close}`, { rule: known ? `${known.rule}, ${outcome.rule}` : outcome.rule, what, close });
    }
    if (outcome.outcome === 'error') spots.set(outcome.rule, failed(outcome.rule, outcome.error));
  }
  return [...spots.values()];
}

function failed(rule: string, error: string | null): Review['blindSpots'][number] {
  return {
    rule,
    what: `The rule ${rule} failed: ${error ?? 'no reason given'}.`,
    close: `Run "caseharden rules test" on ${rule} and mend it.`,
  };
}
