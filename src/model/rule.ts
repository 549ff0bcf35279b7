/** A rule as it stands on disk: `rules/PACK/RULE/rule.yaml` beside `rule.sql` and `cases.yaml`. */
import { z } from 'zod';
import { Category, Severity } from './finding.js';
import { Flow } from './flow.js';

const sentence = z.string().min(3);

export const Parameter = z.strictObject({
  default: z.number().describe('Value used unless the configuration says otherwise.'),
  min: z.number().describe('Smallest value allowed.'),
  max: z.number().describe('Largest value allowed.'),
  unit: z.string().describe('Unit of the value: calls, milliseconds, share.'),
  doc: sentence.describe('What it does, and why the default is what it is, with the source of the figure.'),
});
export type Parameter = z.infer<typeof Parameter>;

export const Measure = z.strictObject({
  column: z.string().optional().describe('Column of the rows that it is made from; the name of the measure when left out.'),
  aggregate: z
    .enum(['sum', 'min', 'max', 'median', 'first', 'rows', 'keys', 'distinct', 'ratio'])
    .describe('How the rows of one finding become one number. rows: their count; keys: distinct record keys; ratio: `of` divided by `by`.'),
  of: z.string().optional().describe('For ratio: the measure above the line.'),
  by: z.string().optional().describe('For ratio: the measure below the line.'),
  doc: sentence.describe('What it counts, with the unit.'),
});

export const Threshold = z.strictObject({
  measure: z.string().describe('Name of a measure.'),
  at_least: z.union([z.number(), z.string()]).optional().describe('A number, or the name of a parameter.'),
  at_most: z.union([z.number(), z.string()]).optional().describe('A number, or the name of a parameter.'),
});
export type Threshold = z.infer<typeof Threshold>;

export const Rule = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .describe('Name of the folder.'),
  category: Category,
  needs_setting: z
    .enum(['flows'])
    .optional()
    .describe('Part of the configuration that the rule judges by; without it the rule is not part of the audit.'),
  title: sentence.describe(
    'Title of a finding. {measure} is replaced by its number, {operation}, {target}, {source}, {cause}, {keys} by the subject.',
  ),
  finds: sentence.describe('What it finds, in one or two sentences.'),
  why: sentence.describe('Why it matters.'),
  misses: z.array(sentence).describe('What it cannot see.'),
  mistakes: z.array(sentence).describe('What it may take for harm though it is none.'),
  requires: z
    .array(
      z.strictObject({
        view: z.string().describe('Documented view.'),
        columns: z.array(z.string()).describe('Columns that must be filled in at least one row of it.'),
        where: z.string().optional().describe('Condition on the rows, in SQL.'),
        blind: sentence.describe('What cannot be judged without it.'),
        close: sentence.describe('What to log or to hand in to close the gap.'),
      }),
    )
    .describe('What the input must hold; else the outcome is "not judged" and the review lists the blind spot.'),
  only_where: z
    .array(
      z.strictObject({
        view: z.string().describe('Documented view.'),
        where: z.string().optional().describe('Condition on the rows, in SQL; any row when left out.'),
      }),
    )
    .default([])
    .describe(
      'Rows that every row of the query comes from, in one of these views or another. Where the input has none the query is not asked, since it would find nothing.',
    ),
  parameters: z.record(z.string(), Parameter).default({}),
  measures: z.record(z.string(), Measure).describe('Numbers of a finding.'),
  when: z.array(Threshold).default([]).describe('All must hold for a finding to be made.'),
  rules_out: z
    .array(
      z.strictObject({
        column: z
          .string()
          .describe(
            'Column of the rows: true where the innocent explanation was checked and does not hold, null where it could not be checked.',
          ),
        explanation: sentence.describe('The innocent explanation, in a few words.'),
      }),
    )
    .default([]),
  severity: z.strictObject({
    base: Severity,
    raise: z
      .array(Threshold.extend({ to: Severity }))
      .default([])
      .describe('A graver severity when the threshold holds.'),
    lower: z
      .array(Threshold.extend({ to: Severity }))
      .default([])
      .describe('A lighter severity when the threshold holds.'),
  }),
  caused_by: z.array(Category).default([]).describe('Categories that this one may follow from, when subject or records and window meet.'),
  remedy: z.strictObject({
    summary: sentence.describe('Title of the ticket: the change to make.'),
    change: sentence.describe('The change, in Markdown.'),
    accept: z.array(sentence).min(1).describe('Acceptance criteria.'),
    verify: sentence.describe('How to see on the next log that it works.'),
    rollback: sentence.describe('How to go back.'),
    effort: z.enum(['hours', 'days', 'weeks']),
    control: z
      .enum([
        'request_validation',
        'response_validation',
        'idempotency',
        'retry_backoff',
        'timeouts',
        'rate_limit',
        'token_refresh',
        'circuit_breaking',
        'webhook_consumer',
        'dead_letter',
        'reconciliation',
        'monitoring',
      ])
      .describe('Control that is weak or absent.'),
  }),
  alert: z
    .object({
      name: z
        .string()
        .regex(/^[A-Z][A-Za-z0-9]+$/)
        .describe('Name of the Prometheus alert.'),
      metric: sentence.describe('Metric to emit: name, unit, labels, where.'),
      expr: sentence.describe('PromQL. {operation}, {target}, {source} and measures are replaced.'),
      for: z
        .string()
        .regex(/^\d+[smhd]$/)
        .describe('How long the expression must hold.'),
      summary: sentence,
      description: sentence,
    })
    .nullable(),
  test: z
    .array(z.strictObject({ fault: sentence, inject: sentence, expect: sentence, check: sentence }))
    .min(1)
    .describe('Rows for the testing matrix.'),
  triage: z.array(sentence).min(1).describe('Steps for the runbook.'),
});
export type Rule = z.infer<typeof Rule>;

export const RuleCase = z.strictObject({
  name: sentence.describe('What the case shows.'),
  expect: z.enum(['finding', 'clear', 'not_judged']).describe('Outcome of the rule on these events.'),
  measures: z.record(z.string(), z.number()).optional().describe('Measures that the finding must have.'),
  keys: z.array(z.string()).optional().describe('Record keys that the finding must have.'),
  operation: z.string().nullable().optional().describe('Operation that the finding must name; null when it must name none.'),
  why: z.string().optional().describe('Text that a line of evidence must be given with.'),
  reason: z.string().optional().describe('Text with which a row must be ruled out.'),
  findings: z.number().int().optional().describe('Number of findings; 1 when left out and a finding is expected.'),
  parameters: z.record(z.string(), z.number()).optional().describe('Parameters that differ from the default.'),
  flows: z.array(Flow).optional().describe('Flows that the configuration expects.'),
  defaults: z.record(z.string(), z.unknown()).optional().describe('Fields that all events share.'),
  events: z
    .array(z.record(z.string(), z.unknown()))
    .describe(
      'Events. `at` is a time of day or an RFC 3339 time; `repeat: {times, every_ms}` repeats an event, {n} in a text is its number from 1.',
    ),
});
export type RuleCase = z.infer<typeof RuleCase>;
export const RuleCases = z.array(RuleCase);

/** A rule with its SQL and its pack, as the rest of the program uses it. */
export interface LoadedRule {
  readonly id: string;
  readonly pack: string;
  readonly rule: Rule;
  readonly sql: string;
  readonly folder: string;
}

/** Outcome of one rule on one input. */
export const RuleOutcome = z.object({
  rule: z.string(),
  category: Category.optional().describe('Category of what the rule looks for.'),
  outcome: z.enum(['found', 'clear', 'not_judged', 'error']),
  findings: z.number().int(),
  blind: z
    .array(
      z.object({
        what: z.string().describe('What could not be judged.'),
        close: z.string().describe('What to log or to hand in to close the gap.'),
        targets: z.array(z.string()).default([]).describe('Systems called for which it could not be judged; empty: for none of the input.'),
      }),
    )
    .describe('What could not be judged, and what would close the gap.'),
  cut: z
    .array(z.string())
    .default([])
    .describe('What was left out to keep an output of bounded size, one sentence each. It never adds a finding.'),
  error: z.string().nullable(),
  parameters: z.record(z.string(), z.number()),
});
export type RuleOutcome = z.infer<typeof RuleOutcome>;
