/** What access logs append to the common layout: quoted, bare and key=value fields. */
import { memo } from '../../../util/memo.js';
import type { Value } from '../../records/format.js';
import { number, secondsToMs } from './request.js';

/** One appended field; `key` is null when it has only a position. */
export interface Extra {
  readonly key: string | null;
  readonly value: string;
  readonly quoted: boolean;
}

const EXTRA = /\s*(?:([A-Za-z_][\w.-]*)=)?(?:"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|(\S+))/y;

/** Splits the rest of a line; null when it does not split (a quote without its end). */
export function readExtras(rest: string): Extra[] | null {
  const extras: Extra[] = [];
  EXTRA.lastIndex = 0;
  const end = rest.trimEnd().length;
  let at = 0;
  while (at < end) {
    const plain = plainQuoted(rest, at);
    if (plain !== null) {
      extras.push(plain);
      at += plain.value.length + 3;
      continue;
    }
    EXTRA.lastIndex = at;
    const m = EXTRA.exec(rest);
    if (m === null || m[4]?.includes('"')) return null;
    extras.push({ key: m[1] ?? null, value: m[2] ?? m[3] ?? m[4] ?? '', quoted: m[2] !== undefined });
    at = EXTRA.lastIndex;
  }
  return extras;
}

/** A quoted field behind one blank, without escapes: as most are. Null for any other. */
function plainQuoted(rest: string, at: number): Extra | null {
  if (rest.charCodeAt(at) !== 32 || rest.charCodeAt(at + 1) !== 34) return null;
  const close = rest.indexOf('"', at + 2);
  if (close === -1) return null;
  const value = rest.slice(at + 2, close);
  return value.includes('\\') ? null : { key: null, value, quoted: true };
}

/** What the appended fields say of the exchange. */
export interface Appended {
  userAgent: string | null;
  durationMs: number | null;
  requestId: string | null;
  upstream: boolean;
  /** True when the layout is one whose time is that of the request, not of the answer. */
  startsAtTime: boolean;
  readonly fields: Record<string, Value>;
}

/** Unit of a bare integer at the end of a line, which the line itself does not tell. */
export type IntegerUnit = 'microseconds' | 'milliseconds' | 'seconds';

const DURATION_KEYS = /^(?:rt|request_time|req_time|duration|response_time|time_taken|took|elapsed|latency|total_time)(_ms|_us|_s)?$/i;
const REQUEST_ID_KEYS = /^(?:rid|req_?id|request_?id|x_request_id|trace_id|correlation_id)$/i;
const UPSTREAM_KEYS = /^(?:us|ua|up|urt|uct|uht|uaddr|upstream\w*|ups\w*|backend\w*|proxy_upstream\w*)$/i;
/** Short keys of a widespread nginx layout, under the names of the variables that they hold. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  rt: 'request_time',
  urt: 'upstream_response_time',
  uct: 'upstream_connect_time',
  uht: 'upstream_header_time',
  us: 'upstream_status',
  uaddr: 'upstream_addr',
  ua: 'upstream_addr',
  rid: 'request_id',
  loc: 'location',
  cs: 'upstream_cache_status',
  xff: 'x_forwarded_for',
  gz: 'gzip_ratio',
}; // prettier-ignore

/** Reads the fields after the status and size. */
export function interpretExtras(extras: readonly Extra[], unit: IntegerUnit): Appended {
  const out: Appended = { userAgent: null, durationMs: null, requestId: null, upstream: false, startsAtTime: false, fields: {} };
  let at = 0;
  if (isPositionalQuoted(extras[0]) && isPositionalQuoted(extras[1])) {
    keep(out, 'referer', extras[0].value);
    out.userAgent = extras[1].value;
    keep(out, 'user_agent', extras[1].value);
    at = 2;
  }
  const positional: Extra[] = [];
  for (; at < extras.length; at++) {
    const extra = extras[at] as Extra;
    if (extra.key === null) positional.push(extra);
    else named(out, extra.key, extra.value);
  }
  if (positional.length > 0 && !ingress(out, positional)) positions(out, positional, unit);
  return out;
}

function isPositionalQuoted(extra: Extra | undefined): extra is Extra {
  return extra?.quoted === true && extra.key === null;
}

/** What the key of an appended field tells. */
const aboutKey = memo((key) => {
  const lower = key.toLowerCase();
  const duration = DURATION_KEYS.exec(lower);
  return {
    name: LONG_NAMES[lower] ?? key,
    duration: duration === null ? null : { suffix: duration[1] },
    requestId: REQUEST_ID_KEYS.test(lower),
    id: lower === 'id',
    upstream: UPSTREAM_KEYS.test(lower),
    userAgent: lower === 'user_agent' || lower === 'http_user_agent',
  };
});

function named(out: Appended, key: string, value: string): void {
  const about = aboutKey(key);
  keep(out, about.name, value);
  if (about.duration !== null) out.durationMs ??= durationIn(value, about.duration.suffix);
  const stated = value !== '-' && value !== '';
  if (stated && (about.requestId || (about.id && /^[0-9a-f-]{16,36}$/i.test(value)))) out.requestId ??= value;
  if (stated && about.upstream) out.upstream = true;
  if (about.userAgent) out.userAgent ??= value;
}

/** Seconds unless the name or the value says otherwise; of `whole/upstream` the whole. */
function durationIn(stated: string, suffix: string | undefined): number | null {
  if (BARE_NUMBER.test(stated)) return inMs(number(stated), suffix?.slice(1) ?? 's');
  const value = stated.replace(/\/[\d.-]+$/, '');
  const unit = suffix?.slice(1) ?? /(?<=\d)(ms|us|µs|s)$/.exec(value)?.[1] ?? 's';
  return inMs(number(value.replace(/[a-zµ]+$/, '')), unit);
}

/** As most durations are written: what else may stand around a number need not be looked for. */
const BARE_NUMBER = /^\d+(?:\.\d+)?$/;

function inMs(amount: number | null, unit: string): number | null {
  if (amount === null) return null;
  return unit === 'ms' ? amount : unit === 'us' || unit === 'µs' ? amount / 1e3 : secondsToMs(amount);
}

const INGRESS =
  /^(\d+) ([\d.]+) (\S+) (\S+) ((?:[\w.:[\]-]+, )*[\w.:[\]/-]+) ((?:[\d-]+, )*[\d-]+) ((?:[\d.-]+, )*[\d.-]+) ((?:[\d-]+, )*[\d-]+) (\S+)$/;

/**
 * The default layout of the ingress controller for nginx: request length, request time, [upstream
 * name], [alternative name], upstream address, length, time, status, request id. Lists hold one
 * entry per upstream tried.
 */
function ingress(out: Appended, positional: readonly Extra[]): boolean {
  const text = positional.map((extra) => (extra.value === '' ? '-' : extra.value)).join(' ');
  const m = INGRESS.exec(text);
  if (m === null) return false;
  const names = ['request_length', 'request_time', 'proxy_upstream_name', 'proxy_alternative_upstream_name'];
  names.forEach((name, index) => void keep(out, name, m[index + 1] ?? ''));
  keep(out, 'upstream_addr', m[5] ?? '');
  keep(out, 'upstream_response_time', m[7] ?? '');
  keep(out, 'upstream_status', m[8] ?? '');
  out.durationMs = secondsToMs(number(m[2]));
  out.requestId = m[9] === '-' ? null : (m[9] ?? null);
  out.upstream = m[5] !== '-';
  return true;
}

/** Fields with a position only: forwarded addresses, request time, upstream time, a name, an id. */
function positions(out: Appended, positional: readonly Extra[], unit: IntegerUnit): void {
  for (const { value, quoted } of positional) {
    if (value === '-' || value === '') continue;
    if (/^\d+\.\d{3,6}$/.test(value)) seconds(out, value);
    else if (/^\d+(?:\.\d+)?(?:ms|µs|us|s)$/.test(value)) withUnit(out, value);
    else if (/^\d+$/.test(value)) integer(out, value, unit);
    else if (/^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{16,32}$/i.test(value)) out.requestId ??= value;
    else if (/^(?:https?:\/\/)?[\w.-]+:\d+(?:, .*)?$/.test(value)) upstreamAddress(out, value);
    else if (quoted && /^[\d.:a-f, ]+$/i.test(value)) keep(out, 'x_forwarded_for', value);
    else keep(out, quoted ? 'extra' : 'extra_name', value);
  }
}

function seconds(out: Appended, value: string): void {
  if (out.durationMs === null) {
    out.durationMs = secondsToMs(number(value));
    keep(out, 'request_time', value);
  } else {
    keep(out, 'upstream_response_time', value);
    out.upstream = true;
  }
}

function withUnit(out: Appended, value: string): void {
  out.durationMs = durationIn(value, undefined);
  out.startsAtTime = true;
}

/** Two integers: the first is the request length or the number of the request, the last the time. */
function integer(out: Appended, value: string, unit: IntegerUnit): void {
  const amount = Number(value);
  const ms = unit === 'microseconds' ? amount / 1e3 : unit === 'milliseconds' ? amount : amount * 1e3;
  keep(out, `time_taken_${unit}`, value);
  out.durationMs = ms;
  out.startsAtTime = true;
}

function upstreamAddress(out: Appended, value: string): void {
  keep(out, 'upstream_addr', value);
  out.upstream = true;
}

function keep(out: Appended, name: string, value: string): void {
  if (value !== '' && value !== '-') out.fields[name] = value;
}
