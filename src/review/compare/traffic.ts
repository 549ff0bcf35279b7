/** How much there was to do: what a count is measured against, so that a busier month is not a worse one. */
import type { Traffic } from '../../model/comparison.js';
import type { Subject } from '../../model/finding.js';
import { normalize, normalizeOperation } from '../../model/identity.js';
import type { Review } from '../../model/review.js';
import { sum } from '../material.js';

/** Pieces of work, not calls: repeats make more calls of the same work, and are the harm itself. */
export function workOf({ facts }: Review): number {
  return sum(facts.operations, ({ works }) => works);
}

/** The narrowest count that both audits have. */
export function trafficOf(before: Review, after: Review, subject: Subject): Traffic {
  const choices: [Traffic['basis'], (review: Review) => number][] = [
    ['work', (review) => workAt(review, subject)],
    ['work_of_target', (review) => (subject.target === null ? 0 : workAt(review, { ...subject, operation: null }))],
    ['all_work', workOf],
    ['records', ({ totals }) => totals.records],
  ];
  for (const [basis, count] of choices) {
    const [a, b] = [count(before), count(after)];
    if (a > 0 && b > 0) return { basis, before: a, after: b };
    // The earlier audit had such work and the later has none: then nothing wider stands for it.
    if (a > 0 && basis === 'work' && subject.operation !== null) return { basis, before: a, after: b };
  }
  return { basis: 'none', before: 0, after: 0 };
}

/** Work of an operation, whoever asked for it; of a target when no operation is named. */
function workAt({ facts }: Review, { target, operation }: Subject): number {
  const fitting = facts.operations.filter(
    (one) =>
      (operation === null ? target !== null : normalizeOperation(one.operation) === normalizeOperation(operation)) &&
      (target === null || one.target === null || normalize(one.target) === normalize(target)),
  );
  return sum(fitting, ({ works }) => works);
}
