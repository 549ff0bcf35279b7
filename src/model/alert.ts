/** An alert that is recommended, and what came of replaying it on the input. */
import { z } from 'zod';
import { Severity } from './finding.js';

export const AlertVariant = z.object({
  change: z.enum(['tighter', 'looser']),
  threshold: z.number(),
  fires: z.string().nullable().describe('Minute at which it would have fired first, RFC 3339 UTC; null when never.'),
  falseAlarms: z.number().int(),
});

export const AlertReplay = z.object({
  from: z.string().describe('Begin of the time that was replayed, RFC 3339 UTC.'),
  to: z.string().describe('End of it.'),
  fires: z.string().describe('Minute at which it fires first within the harm, RFC 3339 UTC.'),
  afterHarmMinutes: z.number().describe('Minutes from the first harm of the finding until it fires.'),
  leadMinutes: z
    .number()
    .nullable()
    .describe(
      'Minutes by which it fires before the first alert or human notice in the input; negative when later. Null when the input shows none.',
    ),
  firings: z.number().int().describe('How often it fires in all.'),
  falseAlarms: z.number().int().describe('Firings that begin outside of the windows of all findings.'),
  baseline: z
    .number()
    .nullable()
    .describe('Greatest value outside of these windows of what is compared with the threshold; null where there is none.'),
  peak: z.number().nullable().describe('Greatest value within the window of the finding.'),
  variants: z.array(AlertVariant).describe('What half and twice the threshold would change.'),
});
export type AlertReplay = z.infer<typeof AlertReplay>;

export const AlertTest = z.object({
  from: z.string().describe('Time of the first sample, RFC 3339 UTC.'),
  series: z
    .array(z.object({ series: z.string(), values: z.string() }))
    .describe('One value a minute, parted by blanks; _ where there is no sample.'),
  silentMinute: z.number().int().nullable().describe('A minute from the begin at which it must not fire; null where there is none.'),
  firesMinute: z.number().int().describe('Minute from the begin at which it must fire.'),
  labels: z.array(z.record(z.string(), z.string())).describe('Labels of the series that fire then.'),
});
export type AlertTest = z.infer<typeof AlertTest>;

export const Alert = z.object({
  name: z.string(),
  finding: z.string().describe('Id of the finding that it would have caught.'),
  findings: z.array(z.string()).default([]).describe('Ids of all findings that it speaks of.'),
  kind: z
    .enum(['rule', 'existing', 'burn_rate'])
    .default('rule')
    .describe("rule: of the finding's rule; existing: on metrics that the input holds; burn_rate: of a service level."),
  metric: z.string().describe('What to emit: name, unit, labels, where.'),
  metrics: z.array(z.string()).default([]).describe('Names of the metrics, as Prometheus stores them.'),
  expr: z.string().describe('PromQL.'),
  for: z.string(),
  severity: z.enum(['page', 'ticket']),
  summary: z.string(),
  description: z.string(),
  runbook: z.string().default('').describe('Place of the runbook, seen from the folder of the review.'),
  labels: z.record(z.string(), z.string()),
  level: z.string().nullable().default(null).describe('PromQL of what is compared with the threshold; null where there is none.'),
  datadog: z.string().nullable().default(null).describe('The same as a query of Datadog; null where its language cannot say it.'),
  threshold: z
    .object({ value: z.number(), basis: z.string().describe('Why it is what it is, with the numbers of this input.') })
    .nullable()
    .default(null),
  replay: AlertReplay.nullable().default(null),
  test: AlertTest.nullable().default(null).describe('A piece of the input that proves it; null where it would be too long.'),
});
export type Alert = z.infer<typeof Alert>;

export const ServiceLevel = z.object({
  name: z.string(),
  target: z.string().nullable(),
  operation: z.string(),
  objective: z.number().describe('Share of good calls, 0 to 1.'),
  seen: z.number().describe('Share of good calls outside of harm in this input, 0 to 1.'),
  calls: z.number().describe('Calls that this is from.'),
  good: z.string().describe('PromQL of the good calls, without range.'),
  total: z.string().describe('PromQL of all calls, without range.'),
});
export type ServiceLevel = z.infer<typeof ServiceLevel>;

export const MonitoringGap = z.object({
  what: z.string().describe('Harm that no metric and no alert of the input could have shown, or what cannot be told for lack of a field.'),
  because: z.string().nullable().default(null).describe('Why nothing could have shown the harm; null for what cannot be told.'),
  finding: z.string().nullable(),
  severity: Severity.nullable(),
  close: z.string().describe('Metric or field of the log that would show it.'),
});
export type MonitoringGap = z.infer<typeof MonitoringGap>;

export const MetricAdvice = z.object({
  name: z.string().describe('Name in OpenTelemetry terms.'),
  prometheus: z.string().describe('Name as Prometheus stores it.'),
  instrument: z.string(),
  unit: z.string(),
  labels: z.array(z.string()),
  what: z.string(),
  where: z.string(),
  flows: z.array(z.string()).describe('Operations of the input for which it is meant.'),
  findings: z.array(z.string()),
});
export type MetricAdvice = z.infer<typeof MetricAdvice>;

export const Monitoring = z.object({
  metrics: z.array(MetricAdvice).describe('What to measure.'),
  levels: z.array(ServiceLevel).describe('Service levels that fit what was seen.'),
  leftOut: z
    .array(z.object({ name: z.string(), finding: z.string(), reason: z.string() }))
    .describe('Alerts that are not recommended, and why.'),
  gaps: z.array(MonitoringGap),
});
export type Monitoring = z.infer<typeof Monitoring>;
