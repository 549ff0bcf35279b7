/** Words of the model as people read them. Shared by all renderers, so that one thing has one name. */
import type { Category, Finding, Severity } from '../model/finding.js';
import type { Control, Review } from '../model/review.js';
import { count, formatNumber } from '../util/numbers.js';

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

export const STATE_WORDS: Readonly<Record<Control['state'], string>> = {
  working: 'Working',
  weak: 'Weak',
  absent: 'Absent',
  not_observable: 'Not observable',
};

export const OUTCOME_WORDS: Readonly<Record<Review['rules'][number]['outcome'], string>> = {
  found: 'found',
  clear: 'clear',
  not_judged: 'not judged',
  error: 'error',
};

export const MOMENT_WORDS: Readonly<Record<Review['timeline'][number]['kind'], string>> = {
  harm_begins: 'Harm begins',
  harm_ends: 'Harm ends',
  alert: 'Alert',
  note: 'Report',
};

/** `duplicate_write` → `Duplicate write`. */
export function categoryWords(category: Category): string {
  const words = category.replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `billing → ledger.test: POST /orders`, as much of it as the input says. */
export function subjectWords({ source, target, operation }: Finding['subject']): string {
  const systems = [source, target].filter((name) => name !== null).join(' → ');
  return (
    [systems, operation === target ? null : operation].filter((part) => part !== null && part !== '').join(': ') || 'not named in the input'
  );
}

/** Whether the innocent explanation was excluded, and in how many cases. */
export function ruledOutWords({ result, checked, total }: Finding['ruledOut'][number]): string {
  if (result === 'not_checkable') return 'could not be checked';
  if (total <= 1) return 'ruled out';
  return checked >= total ? `ruled out in all ${count(total, 'case')}` : `ruled out in ${formatNumber(checked)} of ${count(total, 'case')}`;
}

/** The most of a list that is shown, and how many are left. */
export function firstKeys(
  keys: readonly string[],
  total: number,
  most: number,
): { readonly shown: readonly string[]; readonly more: number } {
  const shown = keys.slice(0, most);
  return { shown, more: Math.max(0, total - shown.length) };
}
