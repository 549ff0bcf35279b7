/** Loggers that put the request and the answer into objects: pino-http, fastify, bunyan's serializers, winston-express. */

import { isObject, type JsonObject } from '../../records/value.js';
import { asMethod, asPath, defined, type Proven } from './http.js';
import type { Line } from './shape.js';
import { asNumber, asObject, asStatus, asText, at } from './value.js';

/**
 * What `req`, `res` and `responseTime` prove. These serializers are made for a server's incoming
 * requests, so a relative URL means the target's side. A line with a request and no answer is the
 * start of an exchange, not another one.
 */
export function proveReqRes(object: JsonObject): Proven {
  const req = asObject(object.req ?? object.request);
  const res = asObject(object.res ?? object.response);
  const status = asStatus(res.statusCode ?? res.status);
  const method = asMethod(req.method);
  const duration = asNumber(object.responseTime ?? object.response_time);
  const path = asPath(req.url ?? req.path ?? req.originalUrl);
  if (method === null && (status === null || duration === null)) return {};
  const server = method === null || asText(req.url)?.startsWith('/');
  // With a duration or an error the exchange is over, though no answer came.
  const over = duration !== null || isObject(object.err) || asText(object.err ?? object.error) !== null || isObject(object.error);
  if (status === null && !over) return defined({ kind: 'statement', signal: 'started', method, path });
  return defined({ kind: 'exchange', vantage: server ? 'target' : null, method, path, status, duration_ms: duration });
}

/** Most requests that one process has open at a time; older ones were never answered. */
const OPEN = 20_000;

/**
 * Fastify writes the method and URL when a request comes in and only the status when it is answered.
 * The reader remembers the open requests of one input and completes the answer.
 */
export function pairRequests(parse: (line: string) => Line | null, onMemory: () => void): (line: string) => Line | null {
  const open = new Map<string, Proven>();
  return (line) => {
    const record = parse(line);
    const id = record && asText(record.fields.reqId ?? at(record.fields.req, 'id'));
    if (!record || id === null) return record;
    const key = `${asText(record.fields.hostname)} ${asText(record.fields.pid)} ${id}`;
    const proven = record.proven ?? {};
    if (proven.signal === 'started' && proven.method) {
      onMemory();
      open.set(key, { method: proven.method, path: proven.path });
      if (open.size > OPEN) open.delete(open.keys().next().value as string);
    } else if (proven.kind === 'exchange' && !proven.method) {
      onMemory();
      const request = open.get(key);
      if (request === undefined) return record;
      open.delete(key);
      return { ...record, proven: { ...defined(request), ...proven } };
    }
    return record;
  };
}
