/** Idempotency keys and dead letters: what keeps a record from being written twice, or from being lost. */
import type { Facts, OperationFacts } from '../../model/facts.js';
import type { Category, Finding } from '../../model/finding.js';
import type { Policy } from '../../model/policy.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import { appliesTo, EVERYBODY } from './policy.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TWICE: readonly Category[] = ['duplicate_write', 'webhook_redelivery', 'ambiguous_timeout'];
const LOST: readonly Category[] = ['unsynced_record', 'dead_letter_growth', 'validation_failure', 'partial_completion', 'silent_failure'];

/** Methods whose repeat sets the same state again. */
const SETS_STATE = /^(?:PUT|DELETE) /;

/** For writes that are repeated without a key, the most repeated first: at most five. */
export function idempotency({ operations }: Facts, findings: readonly Finding[]): Policy[] {
  return operations
    .filter((operation) => operation.is_write && operation.retried > 0 && operation.with_idempotency_key < operation.calls)
    .filter(({ operation }) => !SETS_STATE.test(operation))
    .sort((a, b) => b.retried - a.retried || (a.operation < b.operation ? -1 : 1))
    .slice(0, 5)
    .map((operation) => keyPolicy(operation, findings));
}

/** Kept for a day at least, and for twice the longest time between two attempts of one piece of work. */
function keyPolicy(operation: OperationFacts, findings: readonly Finding[]): Policy {
  const longest = operation.longest_repeat_ms ?? 0;
  const keep = Math.max(DAY_MS, Math.ceil((2 * longest) / HOUR_MS) * HOUR_MS);
  const fitted = keep > DAY_MS;
  const field = operation.key_field ?? 'record key';
  const apart = longest > 0 ? `; the attempts of one piece of work are up to ${formatDuration(longest)} apart` : '';
  const source = fitted ? 'Twice the longest time between attempts of one piece of work.' : '24 h is what Stripe keeps at least.';
  const speaking = findings.find(({ category, subject }) => TWICE.includes(category) && subject.operation === operation.operation);
  return {
    name: 'Idempotency key',
    applies_to: appliesTo(operation),
    setting: 'idempotency_key',
    values: { parts: [operation.source ?? 'source system', field, operation.operation], keep_ms: keep },
    fitted,
    value: `${operation.source ?? 'source system'} + ${field} + operation, the same in every attempt; kept for ${formatDuration(keep)}`,
    basis: `${source} Seen: ${count(operation.retried, 'repeated call')}, ${formatNumber(operation.with_idempotency_key)} of ${formatNumber(operation.calls)} with a key${apart}.`,
    measured: { repeated: operation.retried, with_key: operation.with_idempotency_key, calls: operation.calls, longest_repeat_ms: longest },
    lines: (speaking?.evidence ?? []).slice(0, 2).map(({ file, line }) => `${file}:${line}`),
  };
}

const FIELDS = [
  'source_id',
  'correlation_id',
  'failed_step',
  'error_category',
  'safe_error_message',
  'attempts',
  'first_failed_at',
  'last_failed_at',
  'recommended_action',
  'replay_allowed',
];
const REPLAY = [
  'the cause is mended, or was a passing one',
  'the idempotency key of the first attempt is used again',
  'the target was asked for the record, and does not hold it',
  'replay_allowed is true, and the replay stays below the client-side rate',
];

/** Where records were lost, refused or left half done. */
export function deadLetter({ operations }: Facts, findings: readonly Finding[]): Policy[] {
  const losing = findings.filter(({ category, severity }) => LOST.includes(category) && severity !== 'info');
  const [worst] = losing;
  if (!worst) return [];
  const field = operations.find(({ operation }) => operation === worst.subject.operation)?.key_field;
  return [
    {
      name: 'Dead letters',
      applies_to: EVERYBODY,
      setting: 'dead_letter',
      values: { fields: FIELDS, replay_when: REPLAY },
      fitted: false,
      value: `each holds ${FIELDS.map((name) => name.replace(/_/g, ' ')).join(', ')}`,
      basis: `What a replay needs to be safe (docs/review.md).${field ? ` The source id is ${field} here.` : ''} Seen: ${losing.map(({ id }) => id).join(', ')}.`,
      measured: { records: Math.max(...losing.map(({ records }) => records.total)) },
      lines: worst.evidence.slice(0, 2).map(({ file, line }) => `${file}:${line}`),
    },
  ];
}
