/** OpenTelemetry's semantic conventions, old and new names: what the attributes of a span or log record prove. */
import type { JsonObject } from '../../records/value.js';
import { asHost, asMethod, asPath, defined, isAddress, type Proven } from '../json/http.js';
import { asNumber, asStatus, asText } from '../json/value.js';

/** Attribute names per fact, the newest first. */
const NAMES = {
  method: ['http.request.method', 'http.method'],
  status: ['http.response.status_code', 'http.status_code'],
  url: ['url.full', 'http.url', 'url.path', 'http.target', 'http.path'],
  route: ['http.route', 'url.template'],
  host: ['server.address', 'net.peer.name', 'http.host', 'http.server_name', 'url.domain'],
  peer: ['peer.service', 'service.peer.name'],
  topic: ['messaging.destination.name', 'messaging.destination', 'messaging.destination.template'],
  message: ['messaging.message.id', 'messaging.message_id'],
  delivery: ['messaging.gcp_pubsub.message.delivery_attempt', 'messaging.servicebus.message.delivery_count'],
  error: ['error.type', 'exception.type', 'rpc.grpc.status_code', 'rpc.response.status_code'],
} as const;

export function pick(attributes: JsonObject, fact: keyof typeof NAMES): string | null {
  for (const name of NAMES[fact]) {
    const text = asText(attributes[name]);
    if (text !== null) return text;
  }
  return null;
}

/** An RPC's full name: `rpc.method` alone since it is fully qualified, else with its service. */
export function rpcName(attributes: JsonObject): string | null {
  const method = asText(attributes['rpc.method']);
  if (method === null) return null;
  const service = asText(attributes['rpc.service']);
  return service === null || method.includes('/') ? method.replace(/^\//, '') : `${service}/${method}`;
}

/** Host of the called system; a numeric address names no system when the peer's name is known. */
export function peer(attributes: JsonObject): string | null {
  const host = asHost(pick(attributes, 'host')) ?? asHost(attributes['url.full'] ?? attributes['http.url']);
  const name = pick(attributes, 'peer');
  return host !== null && !(isAddress(host) && name !== null) ? host : name;
}

/** Words by which instrumentations name an exchange that somebody stopped waiting for. */
const TIMEOUT = /time(d\s?)?[\s_-]?out|deadline.?exceeded|ETIMEDOUT/i;

/** What the attributes prove. `resend_count` counts the repetitions, so that the first sending has none. */
export function proveAttributes(attributes: JsonObject): Proven {
  const resent = asNumber(attributes['http.request.resend_count']) ?? asNumber(attributes['http.resend_count']);
  const delivery = asNumber(pick(attributes, 'delivery'));
  const error = pick(attributes, 'error');
  const status = asStatus(pick(attributes, 'status'));
  const timedOut = status === null && TIMEOUT.test(`${error} ${asText(attributes['exception.message'])}`);
  return defined({
    method: asMethod(pick(attributes, 'method')),
    status,
    path: asPath(pick(attributes, 'url')),
    route: pick(attributes, 'route'),
    operation: rpcName(attributes),
    topic: pick(attributes, 'topic'),
    event_key: pick(attributes, 'message'),
    attempt: resent !== null ? resent + 1 : delivery,
    // An error type that repeats the status ("503") says nothing new.
    code: error !== null && /^[1-5]\d\d$|^0$|^OK$/.test(error) ? null : error,
    timed_out: timedOut ? true : null,
  });
}
