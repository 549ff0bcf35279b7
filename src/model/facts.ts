/**
 * Facts: numbers about the whole input that no rule owns. The store fills them with fixed queries;
 * `review` turns them, together with the findings, into a Review. No judgement in here.
 */
import { z } from 'zod';

const ms = () => z.number().describe('Milliseconds since 1970-01-01 UTC.');

export const OperationFacts = z.object({
  source: z.string().nullable(),
  target: z.string().nullable(),
  operation: z.string(),
  is_write: z.boolean().describe('True when a call changes the target.'),
  incoming: z
    .boolean()
    .default(false)
    .describe('True for deliveries of events that only their receiver tells of: their sender decides when they come again.'),
  calls: z.number(),
  works: z.number().describe('Distinct pieces of work behind the calls.'),
  ok: z.number(),
  throttled: z.number(),
  transient: z.number(),
  permanent: z.number(),
  unauthenticated: z.number(),
  ambiguous: z.number(),
  replayed: z.number().describe('Answers from an idempotency store and refused duplicates.'),
  with_idempotency_key: z.number(),
  retried: z.number().describe('Calls that are a second or later attempt.'),
  max_attempts: z.number(),
  p50_ms: z.number().nullable().describe('Over the calls that succeeded, in milliseconds.'),
  p95_ms: z.number().nullable().describe('Over the calls that succeeded, in milliseconds.'),
  p99_ms: z.number().nullable().describe('Over the calls that succeeded, in milliseconds.'),
  max_ok_ms: z.number().nullable().describe('Longest call that succeeded, in milliseconds.'),
  timeout_ms: z.number().nullable().describe('Median duration of the calls that timed out, in milliseconds.'),
  slowest_file: z.string().nullable().default(null).describe('File of the longest call that succeeded.'),
  slowest_line: z.number().nullable().default(null).describe('Line of it.'),
  key_field: z.string().nullable().default(null).describe('Field that names the record in most calls.'),
  longest_repeat_ms: z
    .number()
    .nullable()
    .default(null)
    .describe('Longest time between the first and the last attempt of one piece of work, in milliseconds; null when nothing was repeated.'),
  taken: z
    .number()
    .default(0)
    .describe('Lines that tell of work of this name that was taken. More than calls: the lines of its good end do not name it.'),
  first_ms: ms(),
  last_ms: ms(),
});
export type OperationFacts = z.infer<typeof OperationFacts>;

export const ErrorFacts = z.object({
  target: z.string().nullable(),
  operation: z.string().nullable(),
  status: z.number().nullable(),
  code: z.string().nullable(),
  error: z.string().nullable(),
  outcome: z.string().describe('Class by the error taxonomy.'),
  calls: z.number(),
  repeated: z.number().describe('Calls that were followed by another attempt of the same work.'),
  recovered: z.number().describe('Calls whose work succeeded later.'),
  by_caller: z.boolean().optional().describe('False when only a server or proxy tells of it, which cannot see what its clients do next.'),
  file: z.string().describe('File of the first one.'),
  line: z.number().describe('Line of the first one.'),
});

export const MomentFacts = z.object({
  at_ms: ms(),
  kind: z.enum(['alert', 'note']),
  text: z.string(),
  state: z.string().nullable(),
  file: z.string(),
  line: z.number(),
});

export const ClaimFacts = z.object({
  text: z.string().describe('The sentence, redacted.'),
  state: z.string().describe('What it tells of: started, detected, alert, notice, mitigated, resolved; said for anything else.'),
  times: z.array(z.string()).describe('Times that it states: RFC 3339 UTC, or the time of day where the report names no date.'),
  span: z.boolean().describe('True when its first two times are the ends of a span.'),
  file: z.string(),
  line: z.number(),
});
export type ClaimFacts = z.infer<typeof ClaimFacts>;

export const BucketFacts = z.object({
  at_ms: ms(),
  target: z.string().nullable(),
  calls: z.number(),
  failed: z.number().describe('Calls that did not succeed, the throttled among them.'),
  throttled: z.number(),
  repeated: z.number().default(0).describe('Calls that are a second or later attempt.'),
  timed_out: z.number().default(0).describe('Calls for which somebody stopped waiting.'),
  p50_ms: z.number().nullable().default(null).describe('Median duration of the calls that succeeded, in milliseconds.'),
  p95_ms: z.number().nullable().default(null).describe('95 % of the calls that succeeded took no longer, in milliseconds.'),
  least_remaining: z.number().nullable().default(null).describe('Least budget left that an answer stated.'),
});
export type BucketFacts = z.infer<typeof BucketFacts>;

export const LagFacts = z.object({
  source: z.string().describe('Export that the records come from, or "received" for arrivals within the logs.'),
  target: z.string().describe('Export that they arrive in, or "done" for their success within the logs.'),
  at_ms: ms(),
  arrived: z.number().describe('Records of this interval that arrived.'),
  missing: z.number().describe('Records of this interval that did not arrive within the input.'),
  p50_ms: z.number().nullable().describe('Median time to arrive, in milliseconds.'),
  longest_ms: z.number().nullable().describe('Longest time to arrive, in milliseconds.'),
});
export type LagFacts = z.infer<typeof LagFacts>;

export const SignalFacts = z.object({
  signal: z.string(),
  events: z.number(),
  file: z.string().describe('File of the first one.'),
  line: z.number().describe('Line of the first one.'),
});

export const SystemFacts = z.object({
  name: z.string(),
  role: z.enum(['caller', 'target', 'both']),
  calls: z.number(),
});

export const WaitFacts = z.object({
  source: z.string().nullable(),
  target: z.string().nullable(),
  operation: z.string(),
  waits: z.number().describe('Waits between attempts that were measured.'),
  works: z.number().default(0).describe('Pieces of work that they belong to.'),
  policy: z
    .enum(['none', 'constant', 'linear', 'exponential', 'growing', 'irregular', 'unknown'])
    .default('unknown')
    .describe('What they follow; growing where two waits tell no curve, unknown where there are too few.'),
  base_ms: z.number().nullable().default(null).describe('Median wait before the second attempt, in milliseconds.'),
  step: z
    .number()
    .nullable()
    .default(null)
    .describe('Times (exponential, growing) or milliseconds (linear) by which each is longer than the one before.'),
  jitter: z.number().nullable().default(null).describe('Median deviation of waits before the same attempt, as a share; 0 without jitter.'),
  lockstep: z.boolean().default(false).describe('True when the repeats of many works start at the same moments.'),
  announced: z.number().default(0).describe('Waits that the caller announced.'),
  kept: z.number().default(0).describe('Of these, waits that took as long as announced.'),
  p50_ms: z.number().nullable().describe('Median wait, in milliseconds.'),
  later: z.number().default(0).describe('Waits that have one before them in the same piece of work.'),
  growing: z.number().describe('Of these, waits longer than the one before by at least a fifth.'),
  asked: z.number().describe('Waits for which the target named a duration.'),
  honoured: z.number().describe('Waits at least as long as the target asked for.'),
});

export const RecoveryFacts = z.object({
  source: z.string().nullable(),
  target: z.string().nullable(),
  operation: z.string(),
  works: z.number().describe('Pieces of work of which an attempt failed for a passing reason.'),
  recovered: z.number().describe('Of these, pieces of work that succeeded in the end.'),
  attempts_p95: z.number().nullable().describe('95 % of those that recovered took no more attempts, the first and the last included.'),
  attempts_most: z.number().nullable().describe('Most attempts of one that recovered.'),
  needed_ms: z
    .number()
    .nullable()
    .describe('95 % of those that recovered did so within this time of the begin of their first attempt, in milliseconds.'),
});
export type RecoveryFacts = z.infer<typeof RecoveryFacts>;

export const ClockFacts = z.object({
  stream: z.string().describe('The log.'),
  other: z.string().describe('The log that it was compared with.'),
  skew_ms: z.number().describe('How far its clock is ahead of the one that its group of logs is measured by, in milliseconds.'),
  pairs: z.number().describe('Calls seen in both.'),
  spread_ms: z.number().describe('Median deviation of a call from that, in milliseconds.'),
  basis: z.enum(['ids', 'records', 'pattern']).describe('What told that the calls are the same.'),
});

export const ZoneFacts = z.object({
  file: z.string().describe('A file whose times state no zone.'),
  other: z.string().describe('A file with stated zones that shares ids with it.'),
  pairs: z.number().describe('Ids that stand in both.'),
  agreeing: z.number().describe('Of these, pairs that are apart by the offset.'),
  offset_minutes: z.number().describe('How far its times lie ahead of UTC, in minutes.'),
  state: z
    .enum(['utc', 'proven', 'doubtful'])
    .describe(
      'utc: its times fit as they are; proven: it is read in the zone of that offset; doubtful: the pairs do not agree, UTC is kept.',
    ),
});

export const AliasFacts = z.object({
  system: z.string().describe('Name of the system that callers use the most.'),
  names: z.array(z.string()).describe('Its other names.'),
  calls: z.number().describe('Calls that were seen under two of the names.'),
});

export const CutFacts = z.object({
  list: z.string().describe('Name of the list of facts.'),
  kept: z.number().describe('Entries that the list holds.'),
  total: z.number().describe('Entries that the input would give.'),
});
export type CutFacts = z.infer<typeof CutFacts>;

export const Facts = z.object({
  start_ms: z.number().nullable(),
  end_ms: z.number().nullable(),
  operations: z.array(OperationFacts),
  errors: z.array(ErrorFacts),
  moments: z.array(MomentFacts).describe('Alerts and entries of incident reports, in the order of time, at most 2,000.'),
  claims: z.array(ClaimFacts).default([]).describe('Sentences of incident reports that state a time or an amount, at most 200.'),
  buckets: z.array(BucketFacts).describe('Calls over time, at most 240 buckets.'),
  bucket_ms: z.number().describe('Width of a bucket, in milliseconds.'),
  lags: z.array(LagFacts).default([]).describe('Time that records took between two places, at most 120 intervals for each pair.'),
  signals: z.array(SignalFacts),
  systems: z.array(SystemFacts),
  waits: z.array(WaitFacts),
  recoveries: z.array(RecoveryFacts).default([]).describe('How work that failed for a passing reason ended, by operation.'),
  aliases: z.array(AliasFacts).default([]).describe('Systems that go by several names, as calls prove that were seen from two sides.'),
  zones: z.array(ZoneFacts).default([]).describe('Files whose times state no zone, and what shared ids tell of it.'),
  clocks: z.array(ClockFacts).default([]).describe('Logs whose clocks differ from those of others that saw the same calls.'),
  cut: z.array(CutFacts).default([]).describe('Lists that hold less than the input would give.'),
});
export type Facts = z.infer<typeof Facts>;
/** Facts as a stage may hand them in: what has a default may be left out. */
export type FactsInput = z.input<typeof Facts>;
