/** HAProxy's HTTP log line (`option httplog`), without the syslog prefix, which is a wrapper. */
import type { LineFormat, ParsedLine, Value } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { clfTimeReader } from './clf-time.js';
import { isNotice } from './notice.js';
import { number, readRequestLine, status } from './request.js';

/** client [accept date] frontend backend/server timers status bytes cookies state connections queues {captures} "request" */
const HTTPLOG =
  /^(\S+):(\d+) \[([^\]]+)\] (\S+) (\S+?)\/(\S+) (-?\d+(?:\/[+-]?\d+){3,4}) ([+-]?\d+) \+?(\d+|-) (\S+) (\S+) ([A-Za-z-]{4}) ([\d/+]+) ([\d/]+)((?: \{[^}]*\})*) "(.*?)"?$/;

/** `option tcplog`: the same without status, cookies and request. */
const TCPLOG = /^(\S+):(\d+) \[([^\]]+)\] (\S+) (\S+?)\/(\S+) (-?\d+(?:\/[+-]?\d+){2}) \+?(\d+|-) ([A-Za-z-]{2}) ([\d/+]+) ([\d/]+)$/;
/** A connection that ended before a session began: client [accept date] frontend/bind: error */
const CONNECTION = /^(\S+):(\d+) \[([^\]]+)\] (\S+?)\/([^\s:]+): (.+)$/;

/** Second letter of the state: the session ended before the request had gone to a server. */
const NEVER_SENT = /^.[RQC]/;

const readTime = clfTimeReader();

function parse(line: string): ParsedLine | null {
  const m = HTTPLOG.exec(line);
  if (m === null) return parseTcp(line) ?? parseConnection(line);
  const time = readTime(m[3] as string);
  if (time === null) return null;
  const request = readRequestLine(m[16] as string);
  const state = m[12] as string;
  const timers = (m[7] as string).split('/').map((timer) => Number(timer.replace('+', '')));
  const total = timers.at(-1) ?? -1;
  return {
    time: new Date(time.ms).toISOString().slice(0, -1),
    message: null,
    fields: fieldsOf(m, timers, request.query),
    proven: {
      kind: 'exchange',
      vantage: 'proxy',
      method: request.method,
      path: request.path,
      status: status(m[8]),
      start_ms: time.ms,
      duration_ms: total >= 0 ? total : null,
      // A frontend without a server named itself as its backend.
      target: request.host ?? (m[6] === '<NOSRV>' ? null : (m[5] as string)),
      timed_out: /^[sc]/.test(state) ? true : null,
      sent: NEVER_SENT.test(state) ? false : null,
      code: state.startsWith('--') ? null : state,
    },
  };
}

/** A connection that was carried: no request, so a statement of the proxy. */
function parseTcp(line: string): ParsedLine | null {
  const m = TCPLOG.exec(line);
  const time = m === null ? null : readTime(m[3] as string);
  if (m === null || time === null) return null;
  const total = Number((m[7] as string).split('/').at(-1)?.replace('+', ''));
  const [state, backend] = [m[9] as string, m[5] as string];
  return {
    time: new Date(time.ms).toISOString().slice(0, -1),
    message: null,
    fields: { remote_addr: m[1] as string, frontend: m[4] as string, backend, server: m[6] as string, termination_state: state },
    proven: {
      kind: 'statement',
      start_ms: time.ms,
      duration_ms: total >= 0 ? total : null,
      target: m[6] === '<NOSRV>' ? null : backend,
      timed_out: /^[sc]/.test(state) ? true : null,
      code: state === '--' ? null : state,
    },
  };
}

function parseConnection(line: string): ParsedLine | null {
  const m = CONNECTION.exec(line);
  const time = m === null ? null : readTime(m[3] as string);
  if (m === null || time === null) return null;
  const fields = { remote_addr: m[1] as string, frontend: m[4] as string };
  return { time: new Date(time.ms).toISOString().slice(0, -1), message: m[6] as string, fields };
}

function fieldsOf(m: RegExpExecArray, timers: readonly number[], query: string | null): Record<string, Value> {
  const fields: Record<string, Value> = {
    remote_addr: m[1] as string,
    frontend: m[4] as string,
    backend: m[5] as string,
    server: m[6] as string,
    termination_state: m[12] as string,
    proxy_retries: (m[13] as string).split('/')[4] ?? '0',
    server_response_ms: timers[3] ?? -1,
  };
  const bytes = number(m[9]);
  if (bytes !== null) fields.bytes = bytes;
  if (query !== null) fields.query = query;
  for (const [index, value] of captured(m[15] ?? '').entries()) fields[index === 0 ? 'captured' : `captured_${index + 1}`] = value;
  return fields;
}

/** Values of captured headers: `{A-77|curl/8} {201}`. */
function captured(text: string): readonly string[] {
  return text
    .split(/[{}|]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

export const haproxy: LineFormat = {
  name: 'haproxy',
  kind: 'lines',
  otherLines: 'malformed',
  isForeign: isNotice,
  fit: (sample) => lineFit(sample, (line) => parse(line) !== null, { weight: 0.97, what: 'HAProxy HTTP log' }),
  parse,
};
