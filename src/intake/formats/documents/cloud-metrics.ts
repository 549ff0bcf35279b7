/** Metric exports of Azure Monitor and Google Cloud Monitoring. One value is one record. */

import type { ReadResult, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at, set } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { sampleRecord } from './sample.js';

/** In the order in which a level, then a count is told best. */
const AGGREGATES = ['maximum', 'average', 'total', 'count', 'minimum'];

const azureMetrics = (value: Value): readonly Value[] => asList(at(value, 'value')).filter((one) => Array.isArray(at(one, 'timeseries')));

/** `az monitor metrics list`: metrics, each with its series, each with its data points. */
function* azure(document: Located): Generator<ReadResult> {
  for (const metric of azureMetrics(document.value)) {
    const name = asText(at(metric, 'name.value')) ?? asText(at(metric, 'name'));
    for (const series of asList(at(metric, 'timeseries'))) {
      const labels = azureLabels(series);
      for (const point of asList(at(series, 'data'))) yield azurePoint(name, labels, point, document.lineOf(point));
    }
  }
}

function azureLabels(series: Value): JsonObject {
  const labels: JsonObject = {};
  for (const one of asList(at(series, 'metadatavalues'))) set(labels, asText(at(one, 'name.value')) ?? '', at(one, 'value') ?? null);
  return labels;
}

/** A minute without a measurement is listed without a number. */
function azurePoint(metric: string | null, labels: JsonObject, point: Value, line: number): ReadResult {
  const one = asObject(point);
  const value = AGGREGATES.map((word) => asNumber(one[word])).find((number) => number !== null) ?? null;
  return value === null
    ? { line, reject: 'skipped', reason: 'a time without a value' }
    : sampleRecord(line, { metric, value, labels, time: asText(one.timeStamp) });
}

const googleSeries = (value: Value): readonly Value[] =>
  asList(at(value, 'timeSeries') ?? value).filter((one) => asText(at(one, 'metric.type')) !== null && Array.isArray(at(one, 'points')));

/** `projects.timeSeries.list`: series with points, each over an interval. */
function* google(document: Located): Generator<ReadResult> {
  for (const series of googleSeries(document.value)) {
    const metric = asText(at(series, 'metric.type'))?.split('/').slice(1).join('_').replace(/\//g, '_') ?? null;
    const labels = { ...asObject(at(series, 'resource.labels')), ...asObject(at(series, 'metric.labels')) };
    for (const point of asList(at(series, 'points'))) {
      const value = asObject(at(point, 'value'));
      const number = asNumber(value.int64Value) ?? asNumber(value.doubleValue) ?? asNumber(at(point, 'value.distributionValue.mean'));
      yield sampleRecord(document.lineOf(point), { metric, value: number, labels, time: asText(at(point, 'interval.endTime')) });
    }
  }
}

export const cloudMetricShapes: readonly DocumentShape[] = [
  {
    name: 'azure-metrics',
    fits: (value) => (azureMetrics(value).length > 0 ? 'metrics of Azure Monitor with their series' : null),
    read: azure,
  },
  {
    name: 'google-metrics',
    fits: (value) => (googleSeries(value).length > 0 ? 'time series of Google Cloud Monitoring' : null),
    read: google,
  },
];
