/** The harm of a finding in a few words and in the business's units: "14 orders created more than once". */
import type { Category, Finding } from '../model/finding.js';
import { count, formatDuration, formatNumber, formatShare } from '../util/numbers.js';

type Say = (finding: Finding, measure: (name: string) => number | null) => string | null;

/** One phrase per category; null where the measures that it needs are missing. */
const PHRASES: Readonly<Record<Category, Say>> = {
  duplicate_write: (finding, measure) => {
    const extra = measure('extra_effects');
    const words = finding.records.total > 0 ? `${nouns(finding)} written more than once` : null;
    return words && extra !== null && extra > finding.records.total ? `${words} (${formatNumber(extra)} extra)` : words;
  },
  retry_storm: (_, measure) => {
    const [attempts, amplification] = [measure('attempts'), measure('amplification')];
    return attempts !== null && amplification !== null
      ? `${formatNumber(amplification)} attempts per piece of work, ${count(attempts, 'call')}`
      : null;
  },
  non_retryable_retry: (_, measure) => phrase(measure('wasted_attempts'), (n) => `${count(n, 'call')} repeated after a permanent refusal`),
  rate_limit_saturation: (_, measure) => {
    const [limited, share] = [measure('limited'), measure('limited_share')];
    return limited !== null && share !== null ? `${count(limited, 'call')} refused by the limit (${formatShare(share)})` : null;
  },
  unsynced_record: (finding) => (finding.records.total > 0 ? `${nouns(finding)} not synced` : null),
  ambiguous_timeout: (_, measure) => phrase(measure('timeouts'), (n) => `${count(n, 'write')} timed out with unknown effect`),
  partial_completion: (finding) => (finding.records.total > 0 ? `${nouns(finding)} stopped half-way` : null),
  auth_expiry: (_, measure) => phrase(measure('unauthorized'), (n) => `${count(n, 'call')} refused for an expired token`),
  permission_failure: (_, measure) => phrase(measure('failures'), (n) => `${count(n, 'call')} refused for lack of permission`),
  validation_failure: (finding) => (finding.records.total > 0 ? `${nouns(finding)} refused as invalid` : null),
  contract_drift: (_, measure) => phrase(measure('failures'), (n) => `${count(n, 'failure')} after the payload changed`),
  silent_failure: (finding) => (finding.records.total > 0 ? `${nouns(finding)} failed behind a success status` : null),
  webhook_redelivery: (finding) => (finding.records.total > 0 ? `${count(finding.records.total, 'event')} processed more than once` : null),
  out_of_order: (finding) => (finding.records.total > 0 ? `${nouns(finding)} overwritten by an older state` : null),
  dead_letter_growth: (_, measure) => phrase(measure('peak'), (n) => `dead letters grew to ${formatNumber(n)}`),
  missing_circuit_breaker: (_, measure) => {
    const [calls, minutes] = [measure('calls_while_down'), measure('down_minutes')];
    return calls !== null && minutes !== null
      ? `${count(calls, 'call')} to a target that was down for ${formatDuration(minutes * 60_000)}`
      : null;
  },
  timeout_misconfiguration: (_, measure) =>
    phrase(measure('timeout_ms'), (n) => `a timeout of ${formatDuration(n)} that does not fit the answers`),
  alert_gap: (_, measure) => phrase(measure('gap_minutes'), (n) => `${formatDuration(n * 60_000)} of harm before anybody was told`),
  observability_gap: () => null,
  secret_exposure: (_, measure) => phrase(measure('occurrences'), (n) => `${count(n, 'secret')} in plain text`),
};

/** A phrase with the number that matters; the title where the measures do not allow one. */
export function harmText(finding: Finding): string {
  const measure = (name: string) => finding.measures[name] ?? null;
  return PHRASES[finding.category](finding, measure) ?? finding.title;
}

function phrase(value: number | null, say: (value: number) => string): string | null {
  return value === null ? null : say(value);
}

function nouns(finding: Finding): string {
  const plural = pluralOf(finding.subject.operation);
  const singular = plural.replace(/ies$/, 'y').replace(/s$/, '');
  return count(finding.records.total, singular, plural);
}

/** Segments that name a mechanism, not a kind of record. */
const MECHANISMS =
  /^(webhooks?|hooks|callbacks|events|values|objects|sobjects|records|services|batches|requests|jobs|tasks|actions|calls|statuses|params|settings|docs|spreadsheets)$/;

/** What the route calls its records: `POST /v2/orders/{id}` → orders. Other operations do not say; then they are records. */
function pluralOf(operation: string | null): string {
  const segments = /^[A-Z]+ \//.test(operation ?? '') ? (operation ?? '').split(/[/?\s]/).slice(1) : [];
  const names = segments.map((segment) => segment.replace(/:.*$/, '').toLowerCase().replace(/-/g, '_'));
  const plurals = names.filter((name) => /^[a-z]{3,20}(_[a-z]{2,20})*s$/.test(name) && !/(ss|us|is)$/.test(name) && !MECHANISMS.test(name));
  return (plurals.at(-1) ?? 'records').replace(/_/g, ' ');
}
