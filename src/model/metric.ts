/** Metrics that an integration should emit, and the series that the input shows of them. */
import { z } from 'zod';

export const Metric = z.strictObject({
  name: z.string().describe('Name in OpenTelemetry terms: integration.requests.'),
  prometheus: z.string().describe('Name as Prometheus stores it: integration_requests_total.'),
  instrument: z.enum(['counter', 'gauge', 'histogram']).describe('Instrument of OpenTelemetry.'),
  unit: z.string().describe('Unit in UCUM, as OpenTelemetry writes it: {request}, s, 1.'),
  labels: z.array(z.string()).describe('Attributes. None of them may hold a key of a record: each value is a series of its own.'),
  what: z.string().describe('What it counts or measures.'),
  where: z.string().describe('Where in the code it is emitted.'),
});
export type Metric = z.infer<typeof Metric>;

export const MetricCatalogue = z.strictObject({
  metrics: z.array(
    Metric.extend({
      replay: z
        .enum(['requests', 'retries', 'timeouts', 'harm', 'harm_level', 'depth', 'none'])
        .describe(
          'What of the input it would have counted: calls; calls that were repeats; calls given up; pieces of harm of the finding (harm_level: as a level that stays); depths of queues; nothing that can be told.',
        ),
      after_ms: z.number().default(0).describe('How long after the harm a level tells of it, in milliseconds.'),
    }),
  ),
  controls: z
    .record(z.string(), z.array(z.string()))
    .describe('Control to the names of the metrics that show whether it works, as Prometheus stores them.'),
});
export type MetricCatalogue = z.infer<typeof MetricCatalogue>;

/** Counts of one minute, as the store hands them to the review. */
export interface CountRow {
  readonly kind: 'requests' | 'retries' | 'timeouts';
  readonly source: string | null;
  readonly target: string | null;
  readonly operation: string | null;
  /** Outcome by the taxonomy; for retries the status or outcome of the attempt before. */
  readonly label: string | null;
  readonly status: number | null;
  /** Number of the first half minute (…:30) at or after it: times of scrapes are 60,000 · slot + 30,000. */
  readonly slot: number;
  readonly n: number;
}

/** A value of a metric of the input, or a depth of a queue. */
export interface LevelRow {
  readonly file: string;
  readonly metric: string;
  readonly labels: string | null;
  readonly at_ms: number;
  readonly value: number;
}

/** What alerts are replayed on. */
export interface Recorded {
  readonly counts: readonly CountRow[];
  readonly depths: readonly LevelRow[];
  readonly samples: readonly LevelRow[];
}
