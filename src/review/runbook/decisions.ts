/** Who decides what, in the systems of this input. */
import type { Category, Finding } from '../../model/finding.js';
import type { RunbookStep } from '../../model/review.js';

/** Decisions that a fault asks for. {caller} and {target} are the systems of the findings. */
const DECISIONS: readonly { readonly categories: readonly Category[]; readonly text: string }[] = [
  {
    categories: ['retry_storm', 'missing_circuit_breaker', 'rate_limit_saturation', 'non_retryable_retry'],
    text: 'Whoever is on call for {caller} may slow or pause it at once; nobody has to be asked.',
  },
  {
    categories: ['rate_limit_saturation'],
    text: 'The owner of {target} decides on a higher limit; the owner of {caller} sets the rate below it.',
  },
  {
    categories: ['missing_circuit_breaker', 'retry_storm', 'unsynced_record', 'dead_letter_growth'],
    text: 'The owner of {target} says when it can take the waiting work; the owner of {caller} then starts the replay.',
  },
  {
    categories: ['duplicate_write', 'webhook_redelivery'],
    text: 'The owner of the business data in {target} decides which effect stays and how the others are voided.',
  },
  {
    categories: ['ambiguous_timeout', 'partial_completion', 'out_of_order'],
    text: 'The owner of the business data in {target} decides whether half-done work is completed or undone.',
  },
  {
    categories: ['validation_failure', 'contract_drift'],
    text: 'Mappings and values that {target} refuses belong to the owner of the data; a replay does not mend them.',
  },
  {
    categories: ['auth_expiry', 'permission_failure'],
    text: 'The owner of {target} grants access; the owner of {caller} renews the credential.',
  },
  { categories: ['secret_exposure'], text: 'Whoever owns the credential revokes it today; the log is then masked or removed.' },
  { categories: ['alert_gap'], text: 'The owner of {caller} names who is paged, and who takes over after 15 minutes.' },
];

/** None when nothing serious was found. */
export function decisions(serious: readonly Finding[]): RunbookStep[] {
  const steps = DECISIONS.flatMap(({ categories, text }) => {
    const found = serious.filter(({ category }) => categories.includes(category));
    return found.length === 0 ? [] : [filled(text, found, serious)];
  });
  if (steps.length === 0) return [];
  return [{ title: 'Who decides what', steps, findings: [] }];
}

/** Systems of the findings; where they name none, of the others. */
function filled(text: string, found: readonly Finding[], all: readonly Finding[]): string {
  const names = (part: 'source' | 'target') => {
    const own = found.flatMap(({ subject }) => subject[part] ?? []);
    const any = own.length > 0 ? own : all.flatMap(({ subject }) => subject[part] ?? []);
    return [...new Set(any)].slice(0, 3).join(', ');
  };
  return text.replaceAll('{caller}', names('source') || 'the caller').replaceAll('{target}', names('target') || 'the target');
}
