/**
 * Common and combined access logs of nginx, Apache, morgan, gunicorn, Traefik, ingress-nginx and
 * their kin: address, user, time, request, status, size, and whatever was appended; and layouts with a mark between these.
 */
import type { LineFormat, ParsedLine, Sample, Value } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { clfTimeReader } from './clf-time.js';
import { type Extra, type IntegerUnit, interpretExtras, readExtras } from './extras.js';
import { isNotice } from './notice.js';
import { number, product, readRequestLine, status } from './request.js';
import { separatedParts } from './separated.js';

/** [host] address ident user [time] "request" status size rest */
const ACCESS =
  /^(?:([\w.-]+(?::\d+)?) )?([\w:*][\w.:%*-]*(?:, ?[\w.:%-]+)*|-(?= - )) (\S+) (\S[^[]*?) \[([^\]]{17,40})\] "((?:[^"\\]|\\.)*)" (\d{3}|-)(?: (\d+|-))?(?=\s|$)(.*)$/;
/** The same with fewer fields before the time: no user, no ident, or a host beside an unknown address. */
const SHORT =
  /^()([\w:][\w.:%-]*|-)(?: ([\w.:%-]+|-))?()(?: -)? \[([^\]]{17,40})\] "((?:[^"\\]|\\.)*)" (\d{3}|-)(?: (\d+|-))?(?=\s|$)(.*)$/;
/** Django's development server: [time] "request" status size */
const BARE = /^()()()()\[([^\]]{17,40})\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d+|-)()$/;

/** The time before the address, as own layouts of nginx and of small servers have it: [time] address user? "request" status size? rest */
const TIME_FIRST =
  /^\[([^\]]{17,40})\] ([\w:][\w.:%-]*|-)(?: ([\w.:@%-]+|-)){0,2}? "((?:[^"\\]|\\.)*)" (\d{3}|-)(?: (\d+|-))?(?=\s|$)(.*)$/;

/** The parts of a line in the order of `ACCESS`. */
function partsOf(line: string): readonly (string | undefined)[] | null {
  if (line.charCodeAt(0) !== 91) return ACCESS.exec(line) ?? SHORT.exec(line) ?? separatedParts(line);
  const bare = BARE.exec(line);
  if (bare !== null) return bare;
  const m = TIME_FIRST.exec(line);
  return m === null ? separatedParts(line) : [m[0], '', m[2], m[3], m[3], m[1], m[4], m[5], m[6], m[7]];
}

type Read = (line: string) => ParsedLine | null;

/** What the lines of one file have in common. */
interface AccessLayout {
  readonly unit: IntegerUnit;
  /** Keys of the appended fields, when all lines of the sample have the same; else null. */
  readonly keys: readonly string[] | null;
}

function reader({ unit, keys }: AccessLayout): Read {
  const readTime = clfTimeReader();
  return (line) => {
    const m = partsOf(line);
    if (m === null) return null;
    const time = readTime(m[5] as string);
    const extras = m[9] === '' ? [] : readExtras(m[9] as string);
    if (time === null || extras === null || (keys !== null && isCutOff(extras, keys))) return null;
    const request = readRequestLine(m[6] as string);
    const more = interpretExtras(extras, unit);
    const fields: Record<string, Value> = more.fields;
    if (m[2]) fields.remote_addr = m[2];
    if (m[4] && m[4] !== '-') fields.remote_user = m[4];
    if (request.query !== null) fields.query = request.query;
    if (request.path === null) fields.request = m[6] as string;
    if (m[1]) fields.host = m[1];
    const bytes = number(m[8]);
    if (bytes !== null) fields.bytes = bytes;
    return {
      time: time.zoned ? time.ms : new Date(time.ms).toISOString().slice(0, -1),
      message: null,
      fields,
      proven: {
        kind: 'exchange',
        vantage: more.upstream ? 'proxy' : 'target',
        method: request.method,
        path: request.path,
        status: status(m[7]),
        duration_ms: more.durationMs,
        client: product(more.userAgent),
        request_id: more.requestId,
        target: request.host ?? hostOf(m[1]),
        // nginx and most others write the time of the answer; Apache and Traefik that of the request.
        ...(more.startsAtTime ? { start_ms: time.ms } : { end_ms: time.ms }),
      },
    };
  };
}

function hostOf(virtualHost: string | undefined): string | null {
  if (virtualHost === undefined || virtualHost === '') return null;
  const host = virtualHost.replace(/:\d+$/, '').toLowerCase();
  return /^[\d.]+$/.test(host) ? null : host;
}

const readAny = reader({ unit: 'microseconds', keys: null });

/** A line whose last fields are missing was cut while it was written; one with other keys is of another layout. */
function isCutOff(extras: readonly Extra[], keys: readonly string[]): boolean {
  if (extras.length >= keys.length) return false;
  return extras.slice(0, -1).every((extra, index) => (extra.key ?? '') === keys[index]);
}

/** The keys of the appended fields, where all lines have the same and at least one has a name. */
function keysOf(sample: Sample): readonly string[] | null {
  const all = sample.lines.map((line) => readExtras(partsOf(line)?.[9] ?? '')).filter((extras) => extras !== null && extras.length > 0);
  const lists = all.map((extras) => (extras ?? []).map((extra) => extra.key ?? ''));
  const first = lists[0];
  if (first === undefined || !first.some((key) => key !== '')) return null;
  return lists.filter((list) => list.join(' ') === first.join(' ')).length >= lists.length * 0.95 ? first : null;
}

/**
 * Unit of a bare integer: Apache's %D writes microseconds, %T seconds, others milliseconds. Over
 * many lines the sizes tell them apart: no service answers in less than 0.2 ms in the median, and
 * hardly one takes more than 60 s.
 */
function unitOf(sample: Sample): IntegerUnit {
  const values = sample.lines
    .map((line) => readAny(line)?.fields.time_taken_microseconds)
    .filter((value) => typeof value === 'string')
    .map(Number)
    .sort((a, b) => a - b);
  if (values.length === 0) return 'microseconds';
  const median = values[values.length >> 1] as number;
  const highest = values.at(-1) as number;
  if (highest <= 120 && median <= 2) return 'seconds';
  return median < 200 && highest < 60_000 ? 'milliseconds' : 'microseconds';
}

export const accessLog: LineFormat = {
  name: 'access-log',
  kind: 'lines',
  otherLines: 'malformed',
  isForeign: isNotice,
  fit: (sample) => lineFit(sample, (line) => readAny(line) !== null, { weight: 0.95, what: nameOf(sample) }),
  parse: readAny,
  open: (sample) => (sample === undefined ? readAny : reader({ unit: unitOf(sample), keys: keysOf(sample) })),
};

function nameOf(sample: Sample): string {
  const first = sample.lines.map(readAny).find((record) => record !== null);
  const plain = first === undefined || first === null || first.fields.user_agent === undefined ? 'common' : 'combined';
  return `${plain} access log`;
}
