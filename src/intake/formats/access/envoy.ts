/** Envoy's default text access log, and Istio's longer one. The time is the start. */
import type { LineFormat, ParsedLine, Value } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { isNotice } from './notice.js';
import { number, product, readRequestLine, status } from './request.js';
import { splitTokens } from './tokens.js';

const START = /^\[(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2}))\] "/;
/** Response flags that say who stopped waiting, and those that say the request never left Envoy. */
const TIMED_OUT = /\b(?:UT|SI|DT|UMSDR)\b/;
const NOT_SENT = /\b(?:UH|UF|UO|NR|NC|RL|RLSE|UAEX|FI|OM|DO)\b/;

function parse(line: string): ParsedLine | null {
  const start = START.exec(line);
  const all = start === null ? null : splitTokens(line.slice(start[0].length - 1));
  const sizes = all === null ? -1 : sizesAt(all);
  if (start === null || all === null || sizes === -1) return null;
  // What an operator added under a name of its own stands beside the columns of the layout, not in them.
  const tokens = all.filter((token, at) => at < sizes + 4 || !LABELLED.test(token));
  const labelled = all.slice(sizes + 4).filter((token) => LABELLED.test(token));
  const time = start[1] as string;
  const request = readRequestLine(tokens[0] as string);
  const flags = tokens[2] === '-' ? null : (tokens[2] as string);
  const authority = named(tokens[sizes + 7]);
  return {
    time,
    message: null,
    fields: { ...fieldsOf(tokens, sizes, request.query), ...pairsOf(labelled) },
    proven: {
      kind: 'exchange',
      vantage: 'proxy',
      method: request.method,
      path: request.path,
      status: status(tokens[1]),
      start_ms: Date.parse(time),
      duration_ms: number(tokens[sizes + 2]),
      client: product(tokens[sizes + 5]),
      request_id: named(tokens[sizes + 6]),
      target: request.host ?? authority?.replace(/:\d+$/, '') ?? null,
      code: flags,
      timed_out: flags !== null && TIMED_OUT.test(flags) ? true : null,
      sent: flags !== null && NOT_SENT.test(flags) ? false : null,
    },
  };
}

/** `attempts=3`, `route=orders-v2`. */
const LABELLED = /^[a-z_]+=[^\s;&]*$/;
const pairsOf = (tokens: readonly string[]): Record<string, Value> =>
  Object.fromEntries(tokens.map((token) => [token.slice(0, token.indexOf('=')), token.slice(token.indexOf('=') + 1)]));

/** Where `bytes received, bytes sent, duration, upstream time` stand: Istio puts details before them. */
function sizesAt(tokens: readonly string[]): number {
  for (let at = 3; at + 4 < tokens.length; at++) {
    const four = tokens.slice(at, at + 4);
    if (/^\d+ \d+ \d+ (?:\d+|-)$/.test(four.join(' '))) return at;
  }
  return -1;
}

function fieldsOf(tokens: readonly string[], sizes: number, query: string | null): Record<string, Value> {
  const fields: Record<string, Value> = {};
  const keep = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '-' && value !== '') fields[name] = value;
  };
  keep('response_flags', tokens[2]);
  if (sizes > 3) keep('response_code_details', tokens[3]);
  keep('bytes', tokens[sizes + 1]);
  keep('upstream_service_time', tokens[sizes + 3]);
  keep('x_forwarded_for', tokens[sizes + 4]);
  keep('user_agent', tokens[sizes + 5]);
  keep('authority', tokens[sizes + 7]);
  keep('upstream_addr', tokens[sizes + 8]);
  keep('upstream_cluster', tokens[sizes + 9]);
  if (query !== null) fields.query = query;
  return fields;
}

function named(token: string | undefined): string | null {
  return token === undefined || token === '-' || token === '' ? null : token;
}

export const envoy: LineFormat = {
  name: 'envoy',
  kind: 'lines',
  otherLines: 'malformed',
  isForeign: isNotice,
  fit: (sample) => lineFit(sample, (line) => parse(line) !== null, { weight: 0.97, what: 'Envoy access log' }),
  parse,
};
