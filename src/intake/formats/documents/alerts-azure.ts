/** Alerts of Azure Monitor, in the common schema that it posts to a webhook (learn.microsoft.com, common alert schema). */
import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { Located } from '../json/located.js';
import { asObject, asText, at } from '../json/value.js';
import { alertRecord } from './alert.js';
import type { DocumentShape } from './json-document.js';

const items = (value: Value): readonly Value[] => (Array.isArray(value) ? value : [value]);
const essentialsOf = (item: Value) => asObject(at(item, 'data.essentials') ?? at(item, 'essentials'));

/** What is over is posted again, with the time when it began. */
function record(item: Value, line: number): SourceRecord {
  const alert = essentialsOf(item);
  const title = asText(alert.alertRule);
  const over = /resolved/i.test(asText(alert.monitorCondition) ?? '') || alert.resolvedDateTime !== undefined;
  return alertRecord(line, {
    title,
    summary: [title, asText(alert.description)].filter((text) => text !== null && text !== '').join(': '),
    labels: { severity: alert.severity ?? null, metric: at(item, 'data.alertContext.condition.allOf.0.metricName') ?? null },
    service: null,
    states: [
      { state: 'firing', time: alert.firedDateTime },
      ...(over ? [{ state: 'resolved' as const, time: alert.resolvedDateTime }] : []),
    ],
  });
}

export const azureAlerts: DocumentShape = {
  name: 'azure-alerts',
  fits: (value) =>
    essentialsOf(items(value)[0] ?? null).firedDateTime === undefined ? null : 'alerts of Azure Monitor in their common schema',
  *read(document: Located): Generator<ReadResult> {
    for (const item of items(document.value)) yield record(item, document.lineOf(item));
  },
};
