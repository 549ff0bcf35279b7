/** Values of metrics as records. */

import type { SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined, type Proven } from '../json/http.js';
import { labelText } from './labels.js';

export interface MetricSample {
  readonly metric: string | null;
  /** Null for NaN and infinity. */
  readonly value: number | null;
  readonly labels: JsonObject;
  /** Milliseconds UTC, where the format defines the unit. */
  readonly ms?: number | null;
  /** The time as it stands. */
  readonly time?: string | number | null;
}

/** What a sample proves. */
export function proveSample(sample: MetricSample): Proven {
  const at = sample.ms == null ? null : Math.round(sample.ms);
  return defined({ kind: 'sample', metric: sample.metric, value: sample.value, labels: labelText(sample.labels), at_ms: at });
}

export function sampleRecord(line: number, sample: MetricSample, also: readonly Proven[] = []): SourceRecord {
  return {
    line,
    time: sample.time ?? sample.ms ?? null,
    message: null,
    fields: {},
    proven: proveSample(sample),
    ...(also.length > 0 ? { also } : {}),
  };
}

/** A metric without a name is called after its file: `retry-rate.json` holds "retry-rate". */
export const stem = (name: string): string => (name.split('/').pop() ?? name).replace(/\.(json|csv|tsv|txt|gz)$/i, '');
