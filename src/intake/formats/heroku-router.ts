/** Lines of the Heroku router: logfmt whose fields have a fixed meaning. */
import type { ParsedLine, Value } from '../records/format.js';
import { number, readTarget, status } from './access/request.js';

/** Error codes by which the router gave up waiting; the dyno may still do the work. */
const TIMED_OUT = new Set(['H12', 'H15', 'H19', 'H28']);
/** Error codes by which the request never reached a dyno. */
const NOT_SENT = new Set(['H11', 'H14', 'H16', 'H19', 'H20', 'H21', 'H22', 'H80']);

/** What a router line proves; null when the pairs are not those of the router. */
export function provenByRouter(fields: Readonly<Record<string, Value>>): ParsedLine['proven'] | null {
  const text = (key: string) => (typeof fields[key] === 'string' ? (fields[key] as string) : null);
  const [path, method] = [text('path'), text('method')];
  if (text('at') === null || path === null || method === null || fields.dyno === undefined || fields.service === undefined) return null;
  const target = readTarget(path);
  const code = text('code');
  return {
    kind: 'exchange',
    vantage: 'proxy',
    method: method.toUpperCase(),
    path: target.path,
    target: target.host ?? text('host'),
    status: status(text('status')),
    duration_ms: sum(milliseconds(text('connect')), milliseconds(text('service'))),
    request_id: text('request_id'),
    code,
    timed_out: code !== null && TIMED_OUT.has(code) ? true : null,
    sent: code !== null && NOT_SENT.has(code) ? false : null,
  };
}

function milliseconds(text: string | null): number | null {
  return text === null ? null : number(text.replace(/ms$/, ''));
}

function sum(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}
