/** What formats that describe an HTTP exchange have in common: paths, targets, the span of time. */
import type { EventInput, Vantage } from '../../../model/event.js';
import type { Value } from '../../records/format.js';
import { asStatus, asText } from './value.js';

export type Proven = Partial<EventInput>;

const METHOD = /^[A-Za-z]{3,10}$/;

/** An HTTP method in capitals; null when the value is none. */
export function asMethod(value: Value | undefined): string | null {
  const text = asText(value);
  return text !== null && METHOD.test(text) ? text.toUpperCase() : null;
}

/** The path of a URL or request target without query and fragment; null when there is none. */
export function asPath(value: Value | undefined): string | null {
  const text = asText(value);
  if (text === null) return null;
  const rest = text.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? '';
  if (rest === '') return rest === text ? null : '/';
  return rest.startsWith('/') || rest === '*' ? rest : null;
}

/** The host of a URL, a Host header or an address, without port and credentials; null when there is none. */
export function asHost(value: Value | undefined): string | null {
  const text = asText(value);
  if (text === null) return null;
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(text)?.[1] ?? (text.includes('/') ? '' : text);
  const host = authority
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  return host === '' || host === '_' ? null : host.toLowerCase();
}

/** True for a numeric address: it tells an instance, not a system. */
export const isAddress = (host: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || /^[0-9a-f]*:[0-9a-f:]+$/i.test(host);

/** Splits `POST /v1/orders HTTP/1.1`. */
export function requestLine(value: Value | undefined): { method: string; url: string } | null {
  const parts = asText(value)?.split(' ') ?? [];
  const method = asMethod(parts[0]);
  return method && parts.length >= 2 && parts[1] ? { method, url: parts[1] } : null;
}

/** Start, end and duration of an exchange from whichever two are known, in milliseconds. */
export function span(known: { start?: number | null; end?: number | null; duration?: number | null }): Proven {
  const duration = known.duration ?? (known.start != null && known.end != null ? known.end - known.start : null);
  const end = known.end ?? (known.start != null && duration !== null ? known.start + duration : null);
  const start = known.start ?? (known.end != null && duration !== null ? known.end - duration : null);
  return {
    ...(start === null ? {} : { start_ms: Math.round(start) }),
    ...(end === null ? {} : { end_ms: Math.round(end) }),
    ...(duration === null || duration < 0 ? {} : { duration_ms: Math.round(duration * 1000) / 1000 }),
  };
}

/** The exchange that method, URL and status prove; absent parts stay absent. */
export function exchange(vantage: Vantage | null, method: Value | undefined, url: Value | undefined, status: Value | undefined): Proven {
  return defined({ kind: 'exchange', vantage, method: asMethod(method), path: asPath(url), status: asStatus(status) });
}

/** The object without its empty members, so that what is not proven is left to the vocabulary. */
export function defined(proven: Proven): Proven {
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(proven) as (keyof Proven)[]) if (proven[key] !== null && proven[key] !== undefined) out[key] = proven[key];
  return out as Proven;
}

/** Milliseconds UTC of an ISO time that states its zone; null for anything else. */
export function isoMs(value: Value | undefined): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)$/i.test(value)) return null;
  // More than milliseconds is cut: engines differ in what they do with nanoseconds.
  const ms = Date.parse(
    value
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d+/, '$1')
      .replace(/\s/g, '')
      .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
  );
  return Number.isNaN(ms) ? null : ms;
}
