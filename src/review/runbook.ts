/** The runbook: what to look at tonight, and how records are repaired without harming them again. */
import type { Category, Finding } from '../model/finding.js';
import type { RunbookStep } from '../model/review.js';
import { count } from '../util/numbers.js';
import { isSerious, type Material, ruleOf, subjectText } from './material.js';
import { textForAll } from './rule-text.js';

/** Categories whose records exist too often, and those whose records are missing or half there: they are repaired differently. */
const TOO_OFTEN: readonly Category[] = ['duplicate_write', 'webhook_redelivery'];
const MISSING: readonly Category[] = [
  'unsynced_record',
  'partial_completion',
  'ambiguous_timeout',
  'silent_failure',
  'dead_letter_growth',
  'validation_failure',
];

/** Triage per rule in the order of the chains, then the repair of what was harmed. Empty when nothing serious was found. */
export function runbookOf(material: Material, chains: readonly (readonly string[])[]): RunbookStep[] {
  const inChainOrder = chains.flat().flatMap((id) => material.findings.find((finding) => finding.id === id) ?? []);
  const serious = inChainOrder.filter(isSerious);
  return [...triage(serious, material), ...undo(serious), ...replay(serious)];
}

function triage(serious: readonly Finding[], { rules }: Material): RunbookStep[] {
  const ids = [...new Set(serious.map(({ rule }) => rule))];
  return ids.flatMap((id) => {
    const found = serious.filter(({ rule }) => rule === id);
    const first = found[0];
    if (!first) return [];
    const places = [...new Set(found.map(({ subject }) => subjectText(subject)))];
    const title = `Triage: ${words(first.category)} on ${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${places.length - 3} more` : ''}`;
    return [{ title, steps: ruleOf(first, rules).triage.map((step) => textForAll(found, step)), findings: found.map(({ id }) => id) }];
  });
}

function undo(serious: readonly Finding[]): RunbookStep[] {
  const found = serious.filter(({ category, records }) => TOO_OFTEN.includes(category) && records.total > 0);
  if (found.length === 0) return [];
  return [
    {
      title: 'Repair: records with effects beyond the first',
      steps: [
        'Stop the source of repeats first: turn off the retry or replay that made them.',
        ...found.map(keysCommand),
        'For each key, list what the target holds. Keep the oldest one that the source refers to.',
        'Have the owner of the business data decide how the others are undone (cancel, refund, merge); do not delete them by script.',
        'Undo five, check them in both systems, then the rest in small lots.',
      ],
      findings: found.map(({ id }) => id),
    },
  ];
}

function replay(serious: readonly Finding[]): RunbookStep[] {
  const found = serious.filter(({ category, records }) => MISSING.includes(category) && records.total > 0);
  if (found.length === 0) return [];
  return [
    {
      title: 'Safe replay of records that are missing or half done',
      steps: [
        ...found.map(keysCommand),
        'For each key, ask the target first: present and equal (mark as synced), present and different (to a person), absent (may be replayed).',
        'Replay only with the idempotency key of the first attempt, or after the look-up showed the record absent.',
        'Leave out records whose refusal was permanent until their cause is mended.',
        'Replay five, compare both systems, then the rest below four fifths of the target’s limit. Stop at the first duplicate or refusal.',
        'Run the audit again on the log of the replay; the fingerprints above must be gone.',
      ],
      findings: found.map(({ id }) => id),
    },
  ];
}

function keysCommand(finding: Finding): string {
  return `${count(finding.records.total, 'key')} of ${finding.id}: jq -r '.findings[] | select(.fingerprint=="${finding.fingerprint}") | .records.keys[]' findings.json`;
}

function words(category: Category): string {
  return category.replace(/_/g, ' ');
}
