/** The request line of an access log, and who sent it. */

/** What a request line says. */
export interface RequestLine {
  readonly method: string | null;
  /** Path without the query string; null when the line is not a request. */
  readonly path: string | null;
  /** Query string without the question mark; null when there is none. */
  readonly query: string | null;
  /** Host of an absolute target, without its port. */
  readonly host: string | null;
}

const NO_REQUEST: RequestLine = { method: null, path: null, query: null, host: null };
const REQUEST = /^([A-Z][A-Z-]{1,20}) (\S+)(?: [A-Z]+(?:\/[\d.]+)?)?$/;
/** Clients that do not encode blanks. */
const WITH_BLANKS = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/.*?)(?: HTTP\/[\d.]+)?$/;
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/(\[[^\]]*\]|[^/:?#]*)(?::[\d-]*)?/i;

/** Reads `METHOD target HTTP/x`; the target may be absolute. Anything else is no request. */
export function readRequestLine(text: string): RequestLine {
  const match = REQUEST.exec(text) ?? WITH_BLANKS.exec(text);
  if (match === null) return NO_REQUEST;
  return { method: match[1] as string, ...readTarget(match[2] as string) };
}

/** Reads a request target: `/path?query` or an absolute URL. */
export function readTarget(target: string): Omit<RequestLine, 'method'> {
  let rest = target;
  let host: string | null = null;
  if (rest.charCodeAt(0) !== 47) {
    const absolute = ABSOLUTE.exec(rest);
    if (absolute !== null) {
      host = absolute[1]?.toLowerCase() || null;
      rest = rest.slice(absolute[0].length) || '/';
    }
  }
  const hash = rest.indexOf('#');
  if (hash !== -1) rest = rest.slice(0, hash);
  const mark = rest.indexOf('?');
  if (mark === -1) return { path: rest, query: null, host };
  return { path: rest.slice(0, mark) || '/', query: rest.slice(mark + 1), host };
}

/** Product of a user agent: `billing/2.14 (+https://…)` → `billing`; null for none. */
export function product(userAgent: string | null | undefined): string | null {
  if (userAgent === null || userAgent === undefined || userAgent === '' || userAgent === '-') return null;
  const match = /^[^/\s(;]+/.exec(userAgent);
  return match === null ? null : match[0];
}

/** A number as a log writes it; null for `-`, for nothing, and for anything else. */
export function number(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text === '' || text === '-') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** An HTTP status; null for anything that is none (HAProxy writes -1, Envoy 0). */
export function status(text: string | null | undefined): number | null {
  const value = number(text);
  return value !== null && value >= 100 && value <= 599 ? value : null;
}

/** Seconds → milliseconds, to the microsecond. */
export function secondsToMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1e6) / 1e3;
}
