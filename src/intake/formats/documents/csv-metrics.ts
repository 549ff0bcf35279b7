/** Metric exports in CSV: a time and one column a series (wide), or a time, a series and a value (long). */

import type { Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { parseTime } from '../../times/time.js';
import { asNumber, set } from '../json/value.js';
import type { RowReader } from './csv-kind.js';
import { plain } from './names.js';
import { proveSample } from './sample.js';

/** Names of a metric's time. Times of business records are called otherwise: created_at, issued_at. */
const TIME = new Set([
  'time',
  'timestamp',
  'ts',
  'date',
  'datetime',
  'minute',
  'hour',
  'day',
  'bucket',
  'interval',
  'period',
  'timebucket',
  'windowstart',
  'starttime',
  'utctime',
  'at',
  'sampledat',
  'measuredat',
  'observedat',
  'zeit',
  'zeitpunkt',
  'uhrzeit',
  'heure',
  'horodatage',
  'hora',
  'fechahora',
  'ora',
  'dataora',
  'tijd',
  'tijdstip',
]);
const SERIES = new Set(['series', 'metric', 'metricname', 'name', 'seriesname', 'label']);
const VALUE = new Set(['value', 'val', 'average', 'sum', 'count']);
/** What the values of a row are of. */
const ABOUT = new Set([
  'pod',
  'podname',
  'service',
  'servicename',
  'host',
  'hostname',
  'instance',
  'instanceid',
  'container',
  'node',
  'nodename',
  'namespace',
  'region',
  'zone',
  'env',
  'environment',
  'queue',
  'queuename',
  'topic',
  'job',
  'cluster',
  'endpoint',
  'client',
  'app',
  'application',
  'device',
  'status',
  'method',
]);
/** Numbers in such columns name things. */
const NAMING = /(^|[^a-z])(id|no|nr|number|ref|reference|key|code|sku|order|invoice|customer|zip|phone)s?$/i;

/** How the columns of a metric end that was summed up over each interval: no business record has a maximum. */
const STATISTIC = /(?:^|[_. ])(?:max(?:imum)?|min(?:imum)?|avg|average|mean|median|p\d{2})$/i;

/** A column with few values that come back names what is measured, whatever it is called. */
function recurs(column: string, some: readonly JsonObject[]): boolean {
  const values = new Set(some.map((row) => String(row[column] ?? '')));
  return values.size <= some.length / 2 || values.size === 1;
}

/** A value as dashboards print it: 12, 12.5, "3.1 ms", "40%"; null for none. */
function printed(cell: Value | undefined): number | null {
  const text = typeof cell === 'string' ? cell.trim() : cell;
  const plainNumber = asNumber(text);
  if (plainNumber !== null || typeof text !== 'string') return plainNumber;
  return asNumber(/^(-?[\d.]+)\s*(%|ms|s|µs|ns|req\/s|reqps|ops|B|\/s|cps|mps|rps|c\/s)$/.exec(text)?.[1]);
}

const isBlank = (cell: Value | undefined): boolean => typeof cell !== 'string' || /^\s*(null|nan|undefined|n\/a|-|none)?\s*$/i.test(cell);

/** `Messages waiting (orders-dead)`: consoles of clouds put what is measured behind its metric. Units and statistics are one word. */
const MEASURED = /^(.*\S) \(([A-Za-z]\w*(?:[-_.]\w+)+)\)$/;

/** `queue_depth{queue="a"}`, `queue_depth (orders-dead)` as name and labels. */
function series(column: string): { metric: string; labels: JsonObject } {
  const of = MEASURED.exec(column);
  if (of !== null) return { metric: of[1]!, labels: { resource: of[2]! } };
  const found = /^([^{]*)\{(.*)\}$/.exec(column);
  if (!found) return { metric: column, labels: {} };
  const labels: JsonObject = {};
  for (const [, name, value] of (found[2] ?? '').matchAll(/([\w.]+)\s*[=:]\s*"?([^",]*)"?/g)) set(labels, name ?? '', value ?? '');
  return { metric: found[1]?.trim() || column, labels };
}

function wide(time: string, columns: readonly string[], about: readonly string[]): RowReader {
  const named = columns.map((column) => ({ column, ...series(column) }));
  return (row, line) => {
    const at = String(row[time] ?? '');
    const own: JsonObject = {};
    for (const column of about) set(own, column, row[column] ?? '');
    const samples = named
      .filter(({ column }) => !isBlank(row[column]))
      .map(({ column, metric, labels }) => proveSample({ metric, labels: { ...own, ...labels }, value: printed(row[column]) }));
    const [first, ...also] = samples;
    return { line, time: at, message: null, fields: {}, proven: first ?? { kind: 'sample' }, ...(also.length > 0 ? { also } : {}) };
  };
}

function long(time: string, name: string, value: string, rest: readonly string[]): RowReader {
  return (row, line) => {
    const labels: JsonObject = {};
    for (const column of rest) set(labels, column, row[column] ?? '');
    const sample = { metric: String(row[name] ?? ''), value: printed(row[value]), labels };
    return { line, time: String(row[time] ?? ''), message: null, fields: {}, proven: proveSample(sample) };
  };
}

/** A reader when the columns are those of a metric export; null when they are not. */
export function metricReader(columns: readonly string[], some: readonly JsonObject[]): RowReader | null {
  const times = columns.filter((column) => TIME.has(plain(column)));
  // Of several, the first whose values are times; where none is, the column still names the moment.
  const time = times.find((column) => some.every((row) => parseTime(String(row[column] ?? '')) !== null)) ?? times[0];
  if (time === undefined || some.length === 0) return null;
  const others = columns.filter((column) => column !== time);
  const numeric = (column: string): boolean => some.every((row) => isBlank(row[column]) || printed(row[column]) !== null);
  const values = others.filter((column) => numeric(column) && !NAMING.test(column) && !TIME.has(plain(column)));
  const measured = values.some((column) => STATISTIC.test(column));
  const about = others.filter((column) => ABOUT.has(plain(column)) || (measured && !values.includes(column) && recurs(column, some)));
  const seen = values.some((column) => some.some((row) => !isBlank(row[column])));
  const all = others.every((column) => values.includes(column) || about.includes(column) || TIME.has(plain(column)));
  if (columns[0] !== undefined && TIME.has(plain(columns[0])) && seen && all)
    return wide(
      time,
      values,
      about.filter((column) => !values.includes(column)),
    );
  const name = others.find((column) => SERIES.has(plain(column)));
  const value = others.find((column) => VALUE.has(plain(column)) && numeric(column));
  if (name === undefined || value === undefined || columns.length > 5) return null;
  return long(
    time,
    name,
    value,
    others.filter((column) => column !== name && column !== value),
  );
}
