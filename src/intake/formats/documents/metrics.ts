/** Metric exports of cloud monitors: CloudWatch, Datadog, Grafana's query API. One value is one record. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at, set } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { sampleRecord, stem } from './sample.js';

/** A metric whose times and values stand in two lists side by side, in whichever case the tool writes their names. */
function lists(value: Value | undefined): { times: readonly Value[]; values: readonly Value[] } | null {
  const one = asObject(value);
  const times = one.Timestamps ?? one.timestamps;
  const values = one.Values ?? one.values;
  return Array.isArray(times) && Array.isArray(values) ? { times, values } : null;
}

const results = (value: Value): readonly Value[] =>
  asList(at(value, 'MetricDataResults') ?? at(value, 'metric_data_results') ?? (lists(value) ? [value] : value));

/** The results, or the members that are one each under the name of their metric. */
const metricsIn = (value: Value): readonly Value[] => {
  const found = results(value);
  return found.length > 0 ? found : Object.values(asObject(value)).filter((one) => lists(one) !== null);
};

const nameIn = (value: Value, result: Value): string | null =>
  Object.entries(asObject(value)).find(([, one]) => one === result)?.[0] ?? null;

/** CloudWatch's dimensions as labels. */
function dimensions(list: Value | undefined): JsonObject {
  const out: JsonObject = {};
  for (const one of asList(list).map(asObject)) set(out, asText(one.Name ?? one.name) ?? '', one.Value ?? one.value ?? null);
  return out;
}

/** `aws cloudwatch get-metric-data`, and what scripts save of it. */
function* metricData(document: Located): Generator<ReadResult> {
  for (const result of metricsIn(document.value)) {
    const one = asObject(result);
    const metric = asText(one.Label ?? one.label) ?? asText(one.metric_name ?? one.Id ?? one.id) ?? nameIn(document.value, result);
    const { times, values } = lists(result) ?? { times: [], values: [] };
    for (const [index, time] of times.entries()) {
      yield sampleRecord(document.lineOf(result), {
        metric,
        value: asNumber(values[index]),
        labels: dimensions(one.Dimensions ?? one.dimensions),
        time: asTime(time),
      });
    }
  }
}

/** Text times stay as they are; numbers of the CLI are seconds. */
const asTime = (value: Value | undefined): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

const STATISTICS = ['Sum', 'Average', 'Maximum', 'SampleCount', 'Minimum'];

/** `aws cloudwatch get-metric-statistics`: one data point with one or more statistics. */
function* metricStatistics(document: Located): Generator<ReadResult> {
  const metric = asText(at(document.value, 'Label')) ?? asText(at(document.value, 'MetricName'));
  const dimensions = dimensionsOf(asObject(document.value));
  for (const point of asList(at(document.value, 'Datapoints'))) {
    const one = asObject(point);
    const statistic = STATISTICS.find((name) => asNumber(one[name]) !== null) ?? 'Average';
    yield sampleRecord(document.lineOf(point), {
      metric,
      value: asNumber(one[statistic]),
      labels: { ...dimensions, statistic },
      time: asTime(one.Timestamp),
    });
  }
}

/** The answer itself names no dimension; whoever keeps it puts them beside it, as asked for or by their names. */
function dimensionsOf(answer: JsonObject): JsonObject {
  const labels: JsonObject = {};
  for (const one of asList(answer.Dimensions)) set(labels, asText(at(one, 'Name')) ?? '', at(one, 'Value') ?? null);
  for (const [name, value] of Object.entries(answer))
    if (typeof value === 'string' && !/^(?:Label|MetricName|Namespace|Unit|Statistics?)$/.test(name)) set(labels, name, value);
  return labels;
}

/** Datadog: `pointlist` of the query API (milliseconds) or `points` of what was submitted (seconds). */
function* datadog(document: Located): Generator<ReadResult> {
  for (const entry of asList(at(document.value, 'series'))) {
    const one = asObject(entry);
    const points = one.pointlist ?? one.points;
    const labels = tags(asText(one.scope)?.split(',') ?? asList(one.tags ?? one.tag_set).map(String));
    for (const point of asList(points)) yield datadogPoint(point, one, labels, document);
  }
}

function datadogPoint(point: Value, series: JsonObject, labels: JsonObject, document: Located): SourceRecord {
  const pair = Array.isArray(point) ? point : [asObject(point).timestamp ?? null, asObject(point).value ?? null];
  const time = asNumber(pair[0]);
  // Seconds until the year 5138, milliseconds from 1973 on.
  const ms = time === null ? null : time > 1e11 ? time : time * 1000;
  return sampleRecord(document.lineOf(point), { metric: asText(series.metric), value: asNumber(pair[1]), labels, ms });
}

function tags(list: readonly string[]): JsonObject {
  const out: JsonObject = {};
  for (const tag of list) {
    const colon = tag.indexOf(':');
    if (colon > 0) set(out, tag.slice(0, colon), tag.slice(colon + 1));
  }
  return out;
}

/** Datadog's second API: one list of times for all series, and one list of values each. */
function* datadogTable(document: Located, name: string): Generator<ReadResult> {
  const attributes = at(document.value, 'data.attributes');
  const times = asList(at(attributes, 'times'));
  for (const [index, values] of asList(at(attributes, 'values')).entries()) {
    const series = asObject(asList(at(attributes, 'series'))[index]);
    const labels = tags(asList(series.group_tags).map(String));
    for (const [row, time] of times.entries())
      yield sampleRecord(document.lineOf(values), { metric: stem(name), value: asNumber(asList(values)[row]), labels, ms: asNumber(time) });
  }
}

/** Grafana's query API: data frames, whose columns are lists. One row of a frame is one record. */
function* grafana(document: Located, name: string): Generator<ReadResult> {
  for (const answer of Object.values(asObject(at(document.value, 'results')))) {
    for (const frame of asList(asObject(answer).frames)) yield* frameRows(frame, document, name);
  }
}

function* frameRows(frame: Value, document: Located, name: string): Generator<ReadResult> {
  const columns = asList(at(frame, 'schema.fields')).map(asObject);
  const values = asList(at(frame, 'data.values')).map(asList);
  const time = columns.findIndex((column) => column.type === 'time');
  const numbers = columns.flatMap((column, index) => (column.type === 'number' ? [index] : []));
  for (const [row, ms] of (values[time] ?? []).entries()) {
    for (const index of numbers) {
      const column = columns[index] ?? {};
      const metric = asText(at(column, 'config.displayNameFromDS')) ?? asText(column.name) ?? stem(name);
      yield sampleRecord(document.lineOf(frame), {
        metric,
        value: asNumber(values[index]?.[row]),
        labels: asObject(column.labels),
        ms: asNumber(ms),
      });
    }
  }
}

const has = (path: string, words: string) => (value: Value) => (Array.isArray(at(value, path)) ? words : null);

export const metricShapes: readonly DocumentShape[] = [
  {
    name: 'cloudwatch-metric-data',
    fits: (value) =>
      Array.isArray(at(value, 'MetricDataResults')) || lists(metricsIn(value)[0])
        ? 'CloudWatch metric data: times and values of each metric'
        : null,
    read: metricData,
  },
  {
    name: 'cloudwatch-metric-statistics',
    fits: has('Datapoints', 'CloudWatch metric statistics: a list of data points'),
    read: metricStatistics,
  },
  {
    name: 'datadog-series',
    fits: (value) => (at(asList(at(value, 'series'))[0], 'metric') === undefined ? null : 'Datadog series with their points'),
    read: datadog,
  },
  {
    name: 'datadog-timeseries',
    fits: has('data.attributes.times', 'Datadog series with a list of times for all'),
    read: datadogTable,
  },
  {
    name: 'grafana-frames',
    fits: (value) =>
      Object.values(asObject(at(value, 'results'))).some((one) => Array.isArray(at(one, 'frames')))
        ? 'data frames of the Grafana query API'
        : null,
    read: grafana,
  },
];
