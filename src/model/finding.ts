/** The Finding: what `detect` hands to `assess`, and what `findings.json` holds. */
import { z } from 'zod';

export const Severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
export type Severity = z.infer<typeof Severity>;
/** Severities from the gravest to the lightest; the position is the rank. */
export const SEVERITIES = Severity.options;

export const Category = z.enum([
  'duplicate_write',
  'retry_storm',
  'non_retryable_retry',
  'rate_limit_saturation',
  'unsynced_record',
  'ambiguous_timeout',
  'partial_completion',
  'auth_expiry',
  'permission_failure',
  'validation_failure',
  'contract_drift',
  'silent_failure',
  'webhook_redelivery',
  'out_of_order',
  'dead_letter_growth',
  'missing_circuit_breaker',
  'timeout_misconfiguration',
  'alert_gap',
  'observability_gap',
  'secret_exposure',
]);
export type Category = z.infer<typeof Category>;

export const Subject = z.object({
  source: z.string().nullable().describe('Who called, as the input names it; null where it does not say.'),
  target: z.string().nullable().describe('Which system was called; null where the input does not say.'),
  operation: z.string().nullable().describe('METHOD /route/{id}, or a job, topic or queue name; null where the input does not say.'),
});
export type Subject = z.infer<typeof Subject>;

export const Evidence = z.object({
  file: z.string().describe('Input file that holds the line.'),
  line: z.number().int().min(1).describe('Physical line, counted from 1, on which the record starts.'),
  at: z.string().nullable().describe('Time of the record, RFC 3339 UTC.'),
  excerpt: z.string().describe('The line, redacted and cut to 400 characters.'),
  why: z.string().describe('What this line shows, in a few words.'),
});
export type Evidence = z.infer<typeof Evidence>;

export const RuledOut = z.object({
  explanation: z.string().describe('The innocent explanation that was considered.'),
  result: z.enum(['ruled_out', 'not_checkable']).describe('Whether the input shows that it does not hold, or lacks what it takes to tell.'),
  checked: z.number().int().describe('Number of cases in which it was checked.'),
  total: z.number().int().describe('Number of cases behind the finding.'),
});
export type RuledOut = z.infer<typeof RuledOut>;

export const RecordPlace = z.object({
  key: z.string().nullable().describe('Key of the record; null where no line names one.'),
  at: z.string().nullable().describe('When it was harmed, RFC 3339 UTC.'),
  lines: z.array(z.string()).describe('file:line of what shows it.'),
  created: z.array(z.string()).describe('Ids that the target gave in these lines, the first effect first.'),
  extra: z.number().int().describe('Effects beyond the first; 0 where that is not the harm.'),
  why: z.string().describe('What the last of the lines shows.'),
});
export type RecordPlace = z.infer<typeof RecordPlace>;

/** What `detect` knows: facts only, no severity and no words but the rule's own. */
export const Detection = z.object({
  rule: z.string().describe('pack/rule-name.'),
  category: Category,
  subject: Subject,
  file_named: z
    .array(z.enum(['source', 'target', 'operation']))
    .default([])
    .describe('Parts of the subject that only the name of a file tells.'),
  cause: z
    .string()
    .nullable()
    .describe('What sets two findings of one rule at one subject apart, for instance the error; null when nothing does.'),
  window: z.object({ start_ms: z.number(), end_ms: z.number() }).nullable().describe('Span of the harmful behaviour, milliseconds UTC.'),
  measures: z.record(z.string(), z.number()).describe('Named numbers, the unit in the name.'),
  keys: z.array(z.string()).describe('Keys of the business records harmed, at most 10,000.'),
  key_total: z.number().int().describe('Number of business records harmed.'),
  evidence: z
    .array(z.object({ file: z.string(), line: z.number().int(), at_ms: z.number().nullable(), why: z.string() }))
    .describe('Lines that show it, in the order of time.'),
  harm: z.array(z.number()).default([]).describe('When each piece of the harm was done, milliseconds UTC; at most 100,000.'),
  ruled_out: z.array(RuledOut),
  places: z
    .array(
      z.object({
        key: z.string().nullable(),
        at_ms: z.number().nullable(),
        lines: z.array(z.string()),
        created: z.array(z.string()),
        extra: z.number().int(),
        why: z.string(),
      }),
    )
    .default([])
    .describe('Where each record harmed stands, for the categories that are repaired record by record; at most 10,000.'),
  certainty: z.number().min(0).max(1).describe('How sure the facts are, before anything is weighed: strength of the key and of the proof.'),
});
export type Detection = z.infer<typeof Detection>;

export const Finding = z.object({
  id: z.string().describe('F-001 and so on, in the order of the review.'),
  fingerprint: z.string().describe('Stable over runs on the same cause: hash of rule, subject and cause.'),
  state: z
    .enum(['open', 'suppressed', 'expired'])
    .default('open')
    .describe('open; suppressed by the configuration; expired: it was suppressed, and counts again.'),
  rule: z.string().describe('pack/rule-name.'),
  category: Category,
  severity: Severity,
  confidence: z.number().min(0).max(1).describe('0 to 1.'),
  priority: z.number().int().describe('Rank in the remediation plan, 1 first.'),
  title: z.string().describe('One line, with the numbers in it.'),
  subject: Subject,
  cause: z.string().nullable().describe('What sets two findings of one rule at one subject apart; null when nothing does.'),
  window: z.object({ start: z.string(), end: z.string() }).nullable().describe('Span of the harmful behaviour, RFC 3339 UTC.'),
  measures: z.record(z.string(), z.number()).describe('Named numbers, the unit in the name.'),
  records: z.object({
    total: z.number().int().describe('Number of business records harmed.'),
    keys: z.array(z.string()).describe('Their keys as they stand in the input, at most 10,000.'),
  }),
  evidence: z.array(Evidence),
  ruledOut: z.array(RuledOut).describe('Innocent explanations that were considered.'),
  causedBy: z.array(z.string()).describe('Ids of the findings that this one follows from.'),
  leadsTo: z.array(z.string()).describe('Ids of the findings that follow from this one.'),
});
export type Finding = z.infer<typeof Finding>;

/** A finding with where each record harmed stands, for the lists of repairs. The review leaves that out: the lists say it once. */
export interface PlacedFinding extends Finding {
  /** Empty for the categories that are not repaired record by record; at most 10,000. */
  readonly places: readonly RecordPlace[];
}
