/** Reasons that stand behind the status of a refusal; see `reasons.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** One pattern for the beginnings of all reasons, for text in any case. */
export const refusalReasons = once((): string => {
  const { refusals } = readWords('reasons') as { readonly refusals: Readonly<Record<string, readonly string[]>> };
  return [...new Set(Object.values(refusals).flat())].join('|');
});
