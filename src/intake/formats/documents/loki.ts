/** Answers of Grafana Loki: streams of labels with `[nanoseconds, line]` values; `{"streams": […]}` and query results. */

import type { SourceRecord, Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import { withInnerLine } from '../inner-line.js';
import type { Located } from '../json/located.js';
import { asObject, at } from '../json/value.js';
import type { DocumentShape } from './json-document.js';

function streamsOf(value: Value): readonly JsonObject[] | null {
  const list = at(asObject(value), 'data.result') ?? at(asObject(value), 'streams') ?? (Array.isArray(value) ? value : undefined);
  if (!Array.isArray(list)) return null;
  const streams = list
    .filter(isObject)
    .filter((one) => isObject(one['stream'] ?? one['labels']) && Array.isArray(one['values'] ?? one['entries']));
  return streams.length > 0 ? streams : null;
}

function entry(item: Value, labels: JsonObject, line: number): SourceRecord | null {
  const [time, text, extra] = Array.isArray(item)
    ? item
    : [at(asObject(item), 'ts') ?? at(asObject(item), 'timestamp'), at(asObject(item), 'line')];
  if (typeof text !== 'string' || (typeof time !== 'string' && typeof time !== 'number')) return null;
  return withInnerLine({ line, time, message: text, fields: { ...labels, ...(isObject(extra) ? extra : {}) } });
}

function* entries(document: Located) {
  for (const stream of streamsOf(document.value) ?? []) {
    const labels = asObject(stream['stream'] ?? stream['labels']);
    for (const item of (stream['values'] ?? stream['entries']) as Value[]) {
      const line = document.lineOf(item);
      yield entry(item, labels, line) ?? { line, reject: 'malformed' as const, reason: 'an entry without a time and a line' };
    }
  }
}

/** Metric answers look alike, but their values are numbers. */
export const loki: DocumentShape = {
  name: 'loki',
  fits(value) {
    const first = streamsOf(value)?.[0];
    const values = (first?.['values'] ?? first?.['entries']) as Value[] | undefined;
    const text = Array.isArray(values?.[0]) ? values[0][1] : at(asObject(values?.[0] ?? null), 'line');
    return typeof text === 'string' && !/^-?[\d.e+]+$|^NaN$|^[+-]Inf$/i.test(text) ? 'log lines of Loki streams' : null;
  },
  read: entries,
};
