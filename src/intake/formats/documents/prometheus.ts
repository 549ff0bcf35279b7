/** Answers of the Prometheus HTTP API to queries: matrix, vector and scalar. One sample is one record. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import type { Proven } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { labelText } from './labels.js';
import { sampleRecord, stem } from './sample.js';

/** The query's result: below `data` in an answer of the API, at the top in what some tools save. */
const body = (value: Value): JsonObject => asObject(at(value, 'data.resultType') !== undefined ? at(value, 'data') : value);

const TYPES = ['matrix', 'vector', 'scalar'];

/** Prometheus keeps the state of its alerts as a series of ones; a firing one is an alert from its first sample on. */
function alertOf(metric: JsonObject, ms: number | null): readonly Proven[] {
  if (metric.__name__ !== 'ALERTS' || metric.alertstate !== 'firing') return [];
  const labels = labelText(metric, ['__name__', 'alertstate']);
  return [{ kind: 'alert', state: 'firing', title: asText(metric.alertname), labels, ...(ms === null ? {} : { at_ms: ms }) }];
}

/** Longest step between samples of one unbroken firing of an alert, as a multiple of the series' usual step. */
const GAP = 3;

function* series(result: JsonObject, document: Located, name: string): Generator<SourceRecord> {
  const metric = asObject(result.metric);
  const { __name__: own, ...labels } = metric;
  const pairs = result.values === undefined ? [result.value ?? null] : asList(result.values);
  const times = pairs.map((pair) => asNumber(asList(pair)[0]));
  const step = (times[1] ?? 0) - (times[0] ?? 0);
  for (const [index, pair] of pairs.entries()) {
    const seconds = times[index] ?? null;
    if (seconds === null) continue;
    const begins = index === 0 || seconds - (times[index - 1] ?? 0) > GAP * step;
    const ms = Math.round(seconds * 1000);
    const sample = { metric: asText(own) ?? stem(name), value: asNumber(asList(pair)[1]), labels, ms, time: seconds };
    yield sampleRecord(document.lineOf(pair as Value), sample, begins ? alertOf(metric, ms) : []);
  }
}

function* read(document: Located, name: string): Generator<ReadResult> {
  const { resultType, result } = body(document.value);
  const list = resultType === 'scalar' ? [{ metric: {}, value: result ?? null }] : asList(result);
  for (const one of list) yield* series(asObject(one), document, name);
}

export const prometheusQuery: DocumentShape = {
  name: 'prometheus-query',
  fits(value) {
    const { resultType, result } = body(value);
    if (!TYPES.includes(asText(resultType) ?? '')) return null;
    return `answer of the Prometheus API: a ${asText(resultType)} of ${asList(result).length} series`;
  },
  read,
};
