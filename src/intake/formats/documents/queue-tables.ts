/** What the command lines of brokers print about their queues: a table parted by blanks. One row is one record. */

import type { DocumentFormat, ReadResult, SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { asNumber, asText } from '../json/value.js';
import { plain } from './names.js';
import { proveSample } from './sample.js';

const NONE = { score: 0, reason: '' };
const LAG = /^\s*(?:GROUP\s+)?TOPIC\s+PARTITION\s+.*\bLAG\b/;

const cells = (line: string): readonly string[] => line.trim().split(/\s+/);

function lagRecord(columns: readonly string[], line: string, number: number): ReadResult {
  const row = Object.fromEntries(cells(line).map((cell, index) => [columns[index] ?? `column_${index + 1}`, cell]));
  const topic = row.TOPIC ?? null;
  if (topic === null || row.LAG === undefined) return { line: number, reject: 'malformed', reason: 'fewer cells than columns' };
  // A group that never committed has no lag yet: the sign "-" is none.
  const lag = asNumber(row.LAG);
  const labels = { group: row.GROUP ?? null, partition: row.PARTITION ?? null };
  return depthRecord(number, topic, 'consumer_lag', lag, labels);
}

function depthRecord(line: number, topic: string | null, metric: string, depth: number | null, labels: JsonObject): SourceRecord {
  const own = proveSample({ metric, value: depth, labels: { topic, ...labels } });
  return {
    line,
    time: null,
    message: null,
    fields: {},
    proven: { ...own, ...(topic === null ? {} : { topic }), ...(depth === null ? {} : { depth }) },
  };
}

/** `kafka-consumer-groups --describe`, one table after the other; each begins with its header. */
function* readLag(text: string): Generator<ReadResult> {
  let columns: readonly string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    if (LAG.test(line)) columns = cells(line);
    else if (/^\d+$/.test(cells(line)[columns.indexOf('PARTITION')] ?? '')) yield lagRecord(columns, line, index + 1);
    else yield { line: index + 1, reject: 'skipped', reason: 'a line about the group, not about a partition' };
  }
}

export const kafkaLag: DocumentFormat = {
  name: 'kafka-consumer-lag',
  kind: 'document',
  fit: ({ lines }) =>
    lines.slice(0, 10).some((line) => LAG.test(line)) ? { score: 0.97, reason: 'lag of consumer groups by partition' } : NONE,
  read: readLag,
};

/** Columns and keys of RabbitMQ's list of queues, on the command line and in its API. */
export function areQueues(names: ReadonlySet<string>): boolean {
  return (
    names.has('name') &&
    names.has('messages') &&
    ['consumers', 'messagesready', 'messagesunacknowledged', 'vhost'].some((name) => names.has(name))
  );
}

export const isQueue = (object: JsonObject): boolean => areQueues(new Set(Object.keys(object).map(plain)));

export function queueRecord(row: JsonObject, line: number): SourceRecord {
  const vhost = asText(row.vhost);
  return depthRecord(line, asText(row.name), 'queue_messages', asNumber(row.messages), vhost === null ? {} : { vhost });
}
