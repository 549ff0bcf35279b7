/** Paths and routes: which segments of a path are identifiers. */
import { memo } from '../../util/memo.js';
import { nameWords, singular } from '../plan/names.js';

/** A URL or path, taken apart. */
export interface Address {
  /** Host without port; null for a path alone. */
  readonly host: string | null;
  /** Path without query and fragment. */
  readonly path: string;
}

const URL_PATTERN = /^(?:([a-z][a-z0-9+.-]*):)?\/\/(?:[^@/?#]*@)?(\[[^\]]+\]|[^:/?#\s]*)(?::\d+)?([^?#\s]*)/i;
const VERSION =
  /^(?:v\d+(?:[._-]\d+)*(?:(?:alpha|beta|rc)\d*)?|\d{1,2}\.\d{1,2}(?:\.\d{1,3})?|20\d\d-(?:0\d|1[0-2])(?:-[0-3]\d)?|(?:oauth|oidc|s|x|h|web|ws|log|base|sha|utf|md|ipv|es|mp|iso|rfc|oauth2?-?v)-?\d{1,5}|[ilk]\d{1,2}[nsy]|b2[bc]|api\d?)$/i;
const FIRST_VERSION = /^[1-9]$/;
const UUID = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;
const HEX = /^(?=[a-f]*\d)[0-9a-f]{8,}$/i;
const PREFIXED = /^[a-z]{1,8}[-_]?[-_.#](?=[a-z0-9]*\d)[a-z0-9-]{1,}$/i;
const PREFIXED_TOKEN = /^[a-z]{2,6}_[A-Za-z0-9]{6,}$/;
const EXTENSION = /\.(?:json|xml|csv|pdf|html?|ya?ml|txt)$/i;
/** Files of web pages and of package mirrors name no business record. */
const FILE = /\.(?:js|mjs|css|map|png|jpe?g|gif|svg|ico|webp|woff2?|ttf|gz|xz|bz2|zip|tar|deb|rpm|exe|php|jsp|aspx?)$/i;
/** Every path with an identifier has a digit, a bracket, an at sign or an underscore. */
const MAY_HOLD_ID = /[\d(@_%;=]/;
/** What follows a semicolon belongs to the request, not to the route: sessions, versions. */
const MATRIX = /;[^/]*/g;
const DATE = /^20\d\d-?(?:0\d|1[0-2])-?[0-3]\d$/;
const CALL = /^([A-Za-z][\w.]*)\((.*)\)(.*)$/;

/** Takes a URL or a path apart; null when the text is neither. */
export function parseAddress(text: string): Address | null {
  const plain = plainAddress(text);
  if (plain !== null) return plain;
  const m = URL_PATTERN.exec(text);
  if (m !== null) return { host: m[2] === '' ? null : m[2]!.toLowerCase(), path: m[3] === '' ? '/' : m[3]! };
  if (!text.startsWith('/')) return null;
  const end = text.search(/[?#\s]/);
  return { host: null, path: end === -1 ? text : text.slice(0, end) };
}

/** Reads `https://host/path` in small letters, as nearly all addresses of calls are written: a loop is done sooner than the pattern. Null for any other. */
function plainAddress(text: string): Address | null {
  const from = text.startsWith('https://') ? 8 : text.startsWith('http://') ? 7 : -1;
  if (from === -1) return null;
  let slash = from;
  while (isHostLetter(text.charCodeAt(slash))) slash++;
  if (slash === from || text.charCodeAt(slash) !== 47) return null;
  let end = slash + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 63 || code === 35) break;
    // Blanks end an address as well, and there are more of them than one.
    if (code < 33 || code > 126) return null;
  }
  return { host: text.slice(from, slash), path: text.slice(slash, end) };
}

/** Small letters, digits, dots and dashes. */
const isHostLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45 || code === 46;

/** A word without digits and marks but dashes names no single thing. Most segments are such words, and a loop tells it sooner than a pattern. */
function isPlainWord(segment: string): boolean {
  for (let at = 0; at < segment.length; at++) {
    const code = segment.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (!letter && code !== 45) return false;
  }
  return true;
}

/** The form of most identifiers: no version and no name of a standard has so many digits. */
const NUMBERED = /^(?:[A-Za-z]{2,12}[-_]?)?\d{6,}$/;

/** True for a path segment that names one thing out of many: a number, a UUID, a prefixed id, a SKU. */
export function isIdSegment(raw: string): boolean {
  if (isPlainWord(raw)) return false;
  if (NUMBERED.test(raw)) return true;
  const segment = decode(bare(raw));
  if (segment === '' || VERSION.test(segment) || FILE.test(raw)) return false;
  if (/^\d+$/.test(segment)) return true;
  if (!/\d/.test(segment)) return segment.includes('@') || (PREFIXED_TOKEN.test(segment) && segment.length > 16);
  if (UUID.test(segment) || HEX.test(segment) || PREFIXED.test(segment) || PREFIXED_TOKEN.test(segment)) return true;
  const digits = segment.replace(/\D/g, '').length;
  return digits >= 3 || segment.startsWith('%23') || (digits >= 2 && segment.length >= 12 && !segment.includes('-'));
}

/** A segment without the ending of a file. */
function bare(segment: string): string {
  return segment.includes('.') ? segment.replace(EXTENSION, '') : segment;
}

/** The path with identifiers replaced by {id}: /orders/A-1001/lines becomes /orders/{id}/lines. */
export function routeOf(path: string): string {
  if (!MAY_HOLD_ID.test(path)) return path;
  const plain = withoutMatrix(path);
  let route = '';
  let kept = 0;
  let before = '';
  for (let from = 0, end = 0; from <= plain.length; from = end + 1) {
    end = segmentEnd(plain, from);
    const segment = plain.slice(from, end);
    // `/3/device`, `/2/messages`: one figure before all else is the version of the API.
    const masked = from === 1 && end < plain.length && FIRST_VERSION.test(segment) ? segment : maskSegment(segment, before);
    before = segment;
    if (masked === segment) continue;
    route += plain.slice(kept, from) + masked;
    kept = end;
  }
  return kept === 0 ? plain : route + plain.slice(kept);
}

function segmentEnd(path: string, from: number): number {
  const slash = path.indexOf('/', from);
  return slash === -1 ? path.length : slash;
}

function withoutMatrix(path: string): string {
  return path.includes(';') ? path.replace(MATRIX, '') : path;
}

/** @param before The segment before it; empty for the first. */
function maskSegment(segment: string, before: string): string {
  if (isPlainWord(segment)) return segment;
  const call = segment.includes('(') ? CALL.exec(segment) : null;
  if (call !== null) return call[2] === '' ? segment : `${call[1]}({id})${call[3]}`;
  if (/^(?:\{.*\}|:[a-z]\w*|<.*>|\*)$/i.test(segment)) return segment;
  // A whole date is the version of an API only where the API is named before it.
  if (DATE.test(segment) && !/^(?:api|apis|admin|)$/i.test(before)) return '{id}';
  if (isIdSegment(segment)) return `{id}${EXTENSION.exec(segment)?.[0] ?? ''}`;
  const colon = segment.indexOf(':');
  if (colon > 0 && isIdSegment(segment.slice(0, colon))) return `{id}${segment.slice(colon)}`;
  return segment;
}

/** A key that a path names, and the noun before it. */
export interface PathKey {
  readonly field: string;
  readonly key: string;
}

/** The last identifier of a path with the noun before it, singular: /v1/orders/A-1001 is order A-1001. */
export function keyOfPath(path: string): PathKey | null {
  if (!MAY_HOLD_ID.test(path)) return null;
  const plain = withoutMatrix(path);
  for (let end = plain.length, slash = slashBefore(plain, end); slash !== -1; end = slash, slash = slashBefore(plain, end)) {
    const segment = plain.slice(slash + 1, end);
    const call = segment.includes('(') ? CALL.exec(segment) : null;
    if (call !== null && call[2] !== '') return { field: nounOf(call[1]!), key: call[2]!.replace(/^'|'$/g, '') };
    if (!isIdSegment(segment)) continue;
    const noun = plain.slice(slashBefore(plain, slash) + 1, slash);
    return { field: noun === '' || VERSION.test(noun) ? 'id' : nounOf(noun), key: decode(bare(segment)) };
  }
  return null;
}

/** The last slash before a place; -1 where there is none. */
const slashBefore = (path: string, at: number): number => (at === 0 ? -1 : path.lastIndexOf('/', at - 1));

const nounOf = memo((segment) => {
  const words = nameWords(segment);
  const last = words.pop();
  return last === undefined ? 'id' : [...words, singular(last)].join('_');
});

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
