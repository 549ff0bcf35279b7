/** The Review: what `review` hands to `report`. Everything that is said in any output stands in it. */

import { z } from 'zod';
import { Alert, Monitoring } from './alert.js';
import { Facts } from './facts.js';
import { Finding, Severity } from './finding.js';
import { Input, Totals } from './input.js';
import { Policy } from './policy.js';
import { READ_ONCE } from './read-once.js';
import { Repairs } from './repair.js';
import { RuleOutcome } from './rule.js';
import { ExpiredSuppression, SuppressedFinding } from './suppressed.js';
import { Ticket } from './ticket.js';

export const Control = z.object({
  control: z.string(),
  title: z.string(),
  state: z.enum(['working', 'weak', 'absent', 'not_observable']),
  reason: z.string().describe('The evidence, with numbers; or which field to log.'),
  findings: z.array(z.string()).describe('Ids of the findings that speak of it.'),
});
export type Control = z.infer<typeof Control>;

export const TimelineEntry = z.object({
  at: z.string().describe('RFC 3339 UTC.'),
  kind: z.enum(['harm_begins', 'harm_ends', 'alert', 'note']),
  text: z.string(),
  place: z.string().nullable().describe('file:line'),
  finding: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const TestRow = z.object({
  fault: z.string(),
  inject: z.string(),
  expect: z.string(),
  check: z.string(),
  where: z
    .string()
    .nullable()
    .default(null)
    .describe('Operation, and the systems between which the fault is put in; null where the input names none.'),
  findings: z.array(z.string()),
});
export type TestRow = z.infer<typeof TestRow>;

export const RunbookStep = z.object({
  title: z.string(),
  steps: z.array(z.string()),
  findings: z.array(z.string()),
});
export type RunbookStep = z.infer<typeof RunbookStep>;

export const Claim = z.object({
  claim: z.string().describe('A sentence of the incident report that states a time or an amount, redacted.'),
  place: z.string().describe('file:line of the claim.'),
  verdict: z.enum(['confirmed', 'contradicted', 'not_checkable']).describe('What the evidence says of it.'),
  evidence: z.string().describe('What the input shows, or why it cannot tell.'),
  places: z
    .array(z.string())
    .describe('file:line of what shows it; empty when it cannot be checked, or when a count of the whole input shows it.'),
  finding: z.string().nullable().describe('Id of the finding that shows it; null when none does.'),
});
export type Claim = z.infer<typeof Claim>;

export const ErrorRow = z.object({
  target: z.string().nullable(),
  operation: z.string().nullable(),
  label: z.string().describe('Status and code as the input shows them: 503 ECONNRESET.'),
  text: z.string().nullable().describe('Masked text of the error.'),
  outcome: z.string().describe('Class by the error taxonomy.'),
  calls: z.number(),
  done: z.string().describe('What the caller did about it, with numbers.'),
  should: z.string().describe('What the class asks for.'),
  fits: z.boolean().nullable().describe('Whether what was done is what should be; null when it cannot be told.'),
  place: z.string().describe('file:line of the first one.'),
});
export type ErrorRow = z.infer<typeof ErrorRow>;

export const Expectation = z.object({
  topic: z.string().describe('Validation of requests, idempotency, dead letters and so on.'),
  expect: z.string().describe('What an integration of this kind should do.'),
  state: z.enum(['seen', 'harmed', 'not_observable']).describe('seen: the input shows it; harmed: a finding shows that it is missing.'),
  reason: z.string().describe('The evidence, or what to log.'),
  findings: z.array(z.string()),
});
export type Expectation = z.infer<typeof Expectation>;

export const Review = z.object({
  schemaVersion: z.literal('1'),
  tool: z.object({ name: z.literal('caseharden'), version: z.string() }),
  verdict: z.array(z.string()).describe('At most five lines that can be pasted into a chat.'),
  worst: Severity.nullable().describe('Gravest severity among the findings; null when there are none.'),
  span: z.object({ start: z.string(), end: z.string() }).nullable(),
  inputs: z.array(Input),
  totals: Totals,
  blindSpots: z.array(z.object({ rule: z.string(), what: z.string(), close: z.string() })),
  findings: z.array(Finding),
  suppressed: z
    .array(SuppressedFinding)
    .default([])
    .describe('Findings that the configuration accepts until a day; they count nowhere else.'),
  expired: z.array(ExpiredSuppression).default([]).describe('Suppressions whose last day is over.'),
  chains: z.array(z.array(z.string())).describe('Ids of findings that belong to one cause, root first; a finding alone is a chain of one.'),
  timeline: z.array(TimelineEntry),
  lag: z.object({
    firstHarm: z.string().nullable(),
    firstAlert: z.string().nullable(),
    firstNotice: z.string().nullable(),
    minutes: z.number().nullable(),
  }),
  claims: z.array(Claim).default([]).describe('Claims of incident reports, in their order, set against the evidence.'),
  controls: z.array(Control),
  errors: z.array(ErrorRow).default([]).describe('Every error seen: its class, what was done with it, what should be.'),
  expectations: z
    .array(Expectation)
    .default([])
    .describe('What the kind of integration that the flows show must have; empty when the flows show no known kind.'),
  policies: z.array(Policy),
  works: z.array(z.string()).describe('What is seen to work, with numbers.'),
  tickets: z.array(Ticket),
  alerts: z.array(Alert),
  monitoring: Monitoring.default({ metrics: [], levels: [], leftOut: [], gaps: [] }),
  tests: z.array(TestRow),
  runbook: z.array(RunbookStep),
  repairs: Repairs.default({ duplicatesToVoid: [], recordsToResync: [], operationsToVerify: [] }).describe(
    'Records to repair, one by one; the same rows stand in records/*.csv.',
  ),
  rules: z.array(RuleOutcome),
  ruleTexts: z
    .record(
      z.string(),
      z.object({
        finds: z.string(),
        why: z.string(),
        change: z.string(),
        remedy: z.string(),
        mistakes: z.array(z.string()),
        counted: z.array(z.string()).default([]).describe('Measures that grow with the traffic.'),
      }),
    )
    .describe('Texts of the rules that found something.'),
  facts: Facts,
});
export type Review = z.infer<typeof Review>;

/** The first place at which a value is not a Review, and why; null when it is one. */
export function reviewProblem(value: unknown): { readonly place: string; readonly reason: string } | null {
  const issue = Review.safeParse(value, READ_ONCE).error?.issues[0];
  return issue ? { place: issue.path.map(String).join('.') || 'the top', reason: issue.message } : null;
}
