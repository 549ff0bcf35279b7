/** The buckets of one target: the one that a drawing is about. */
import type { BucketFacts } from '../../model/facts.js';
import type { Review } from '../../model/review.js';

/** The target with the most of something, and its buckets in the order of time; null when no target has any. */
export function busiestTarget(
  { facts }: Pick<Review, 'facts'>,
  amount: (bucket: BucketFacts) => number,
): { readonly name: string; readonly buckets: readonly BucketFacts[]; readonly amount: number } | null {
  const totals = new Map<string | null, number>();
  for (const bucket of facts.buckets) totals.set(bucket.target, (totals.get(bucket.target) ?? 0) + amount(bucket));
  const [most] = [...totals].sort(([a, x], [b, y]) => y - x || ((a ?? '') < (b ?? '') ? -1 : 1));
  if (!most || most[1] === 0) return null;
  return { name: most[0] ?? 'the target', buckets: facts.buckets.filter(({ target }) => target === most[0]), amount: most[1] };
}
