/** Policies: numbers that an integration should be run with. `policies.yaml`, the prose of the review and the JSON Schema derive from this. */
import { z } from 'zod';

const ms = (what: string) => z.number().int().min(0).describe(`${what}, in milliseconds.`);
const share = (what: string) => z.number().min(0).max(1).describe(`${what}, 0 to 1.`);

const setting = <Name extends string, Values extends z.ZodRawShape>(name: Name, values: Values) =>
  z.strictObject({ setting: z.literal(name), values: z.strictObject(values) });

/** What can be set, with its numbers. */
export const PolicySetting = z.discriminatedUnion('setting', [
  setting('timeout', { timeout_ms: ms('How long a caller waits for an answer') }),
  setting('attempts', { most_attempts: z.number().int().min(1).describe('Attempts for one piece of work, the first included.') }),
  setting('retry_budget', { most_share: share('Repeats as a share of all calls') }),
  setting('backoff', {
    base_ms: ms('Longest wait before the second attempt'),
    factor: z.number().describe('By which the longest wait grows with each attempt.'),
    cap_ms: ms('Longest wait before any attempt'),
    jitter: z.literal('full').describe('full: a random time between 0 and the longest wait.'),
  }),
  setting('retry_after', { honour: z.literal(true).describe('Wait at least as long as the target asks.') }),
  setting('client_rate', { calls_per_minute: z.number().min(1).describe('Calls of all workers together.') }),
  setting('token_refresh', {
    lead_ms: ms('How long before its end a token is replaced'),
    callers: z.literal('one').describe('one: a single caller fetches it for all.'),
  }),
  setting('circuit_breaker', {
    open_at_share: share('Failed calls at which it opens'),
    over_calls: z.number().int().describe('Last calls that are looked at.'),
    stay_open_ms: ms('How long it stays open before one probe'),
  }),
  setting('idempotency_key', {
    parts: z.array(z.string()).min(1).describe('What the key is made of, in this order; the same in every attempt.'),
    keep_ms: ms('How long the receiver remembers a key'),
  }),
  setting('dead_letter', {
    fields: z.array(z.string()).min(1).describe('What each dead letter holds.'),
    replay_when: z.array(z.string()).min(1).describe('What must hold before one is replayed.'),
  }),
]);
export type PolicySetting = z.infer<typeof PolicySetting>;

const about = {
  name: z.string().describe('Name of the policy, for people.'),
  applies_to: z.strictObject({
    source: z.string().nullable().describe('Caller; null for all.'),
    target: z.string().nullable().describe('System called; null for all.'),
    operation: z.string().nullable().describe('Operation; null for all.'),
  }),
  fitted: z.boolean().describe('True when fitted to this input, false for a default.'),
  value: z.string().describe('The numbers in words, with their units.'),
  basis: z.string().describe('The evidence it is fitted to; for a default, its source and what was seen.'),
  measured: z
    .record(z.string(), z.number())
    .describe('Numbers of the input that the basis names: quantiles in milliseconds, counts of calls.'),
  lines: z.array(z.string()).describe('file:line of calls that show it; empty where only counts do.'),
};

export const Policy = z.intersection(z.object(about), PolicySetting);
export type Policy = z.infer<typeof Policy>;

/** The file `policies.yaml`. */
export const PolicyFile = z.strictObject({
  schemaVersion: z.literal('1'),
  written_by: z.string().describe('Program and version.'),
  policies: z.array(z.intersection(z.object(about), PolicySetting)),
});

/** JSON Schema of `policies.yaml`. */
export const policiesJsonSchema = () => z.toJSONSchema(PolicyFile, { io: 'output' });
