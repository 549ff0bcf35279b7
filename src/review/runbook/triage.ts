/** Triage: what stops the harm and what to look at, for each kind of fault that was found. */
import type { Finding } from '../../model/finding.js';
import type { RunbookStep } from '../../model/review.js';
import { categoryText, type Material, ruleOf, subjectText } from '../material.js';
import { textForAll } from '../rule-text.js';

const MOST_PLACES = 3;

/** One entry per rule, in the order of the chains: the root is treated first. */
export function triage(serious: readonly Finding[], { rules }: Material): RunbookStep[] {
  const ids = [...new Set(serious.map(({ rule }) => rule))];
  return ids.flatMap((id) => {
    const found = serious.filter(({ rule }) => rule === id);
    const [first] = found;
    if (!first) return [];
    const steps = ruleOf(first, rules).triage.map((step) => textForAll(found, step));
    return [{ title: titleOf(found, first), steps, findings: found.map((finding) => finding.id) }];
  });
}

function titleOf(found: readonly Finding[], first: Finding): string {
  const named = found.filter(({ subject }) => subject.operation !== null || subject.target !== null);
  const places = [...new Set(named.map(({ subject }) => subjectText(subject)))];
  const more = places.length - MOST_PLACES;
  const where = places.length > 0 ? ` on ${places.slice(0, MOST_PLACES).join(', ')}${more > 0 ? ` and ${more} more` : ''}` : '';
  return `Triage: ${categoryText(first.category)}${where}`;
}
