/**
 * Nginx Proxy Manager's access log, one layout for proxied hosts and one for the rest:
 * `[time] cache upstream-status status - METHOD scheme host "/path" [Client a] [Length n] [Gzip r] [Sent-to u] "agent" "referer"`
 */
import type { LineFormat, ParsedLine, Value } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { clfTimeReader } from './clf-time.js';
import { isNotice } from './notice.js';
import { product, readTarget, status } from './request.js';

const LINE =
  /^\[([^\]]{17,40})\] (?:(\S+) (\d{3}|-) )?(\d{3}) - ([A-Z]{3,10}) (https?) (\S+) "([^"]*)" \[Client ([^\]]+)\] \[Length (\d+|-)\] \[Gzip [^\]]*\](?: \[Sent-to ([^\]]+)\])? "([^"]*)" "([^"]*)"$/;

const readTime = clfTimeReader();

function parse(line: string): ParsedLine | null {
  const m = LINE.exec(line);
  const time = m === null ? null : readTime(m[1] as string);
  if (m === null || time === null) return null;
  const { path, query } = readTarget(m[8] as string);
  return {
    time: time.zoned ? time.ms : new Date(time.ms).toISOString().slice(0, -1),
    message: null,
    fields: fieldsOf(m, query),
    proven: {
      kind: 'exchange',
      vantage: 'proxy',
      method: m[5] as string,
      path,
      status: status(m[4]),
      client: product(m[12]),
      target: (m[7] as string).toLowerCase(),
      end_ms: time.ms,
    },
  };
}

function fieldsOf(m: RegExpExecArray, query: string | null): Record<string, Value> {
  const fields: Record<string, Value> = { remote_addr: m[9] as string };
  const keep = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined && value !== '-' && value !== '') fields[name] = value;
  };
  keep('upstream_cache_status', m[2]);
  keep('upstream_status', m[3]);
  keep('upstream_addr', m[11]);
  keep('user_agent', m[12]);
  keep('referer', m[13]);
  keep('bytes', m[10]);
  keep('query', query);
  return fields;
}

export const proxyManager: LineFormat = {
  name: 'proxy-manager',
  kind: 'lines',
  otherLines: 'malformed',
  isForeign: isNotice,
  fit: (sample) => lineFit(sample, (line) => parse(line) !== null, { weight: 0.97, what: 'Nginx Proxy Manager access log' }),
  parse,
};
