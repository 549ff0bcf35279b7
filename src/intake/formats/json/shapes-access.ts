/** Access logs in JSON: one line an exchange, seen by the server or by a proxy before it. */
import type { JsonObject } from '../../records/value.js';
import { asHost, defined, exchange, isAddress, isoMs, type Proven, requestLine, span } from './http.js';
import type { JsonShape } from './shape.js';
import { asNumber, asObject, asText, first } from './value.js';

/** The system behind an authority or upstream name; an address names none. */
const system = (...candidates: readonly (string | null)[]): string | null =>
  candidates.find((host) => host !== null && !isAddress(host)) ?? null;

const NGINX = {
  method: ['request_method', 'method', 'verb'],
  uri: ['request_uri', 'uri', 'url', 'path', 'document_uri'],
  ended: ['msec'],
  host: ['host', 'http_host', 'server_name', 'vhost', 'proxy_host'],
};

/** nginx writes the line when the exchange ends; $msec and $request_time are seconds. */
function nginx(object: JsonObject): Proven {
  const line = requestLine(object.request);
  const seconds = asNumber(object.request_time ?? object.duration);
  const ended = asNumber(first(object, NGINX.ended)?.value);
  const upstream = asText(object.upstream_addr) ?? asText(object.upstream_status) ?? asText(object.upstream_response_time);
  const end = ended === null ? isoMs(object.time_iso8601) : ended * 1000;
  return defined({
    ...exchange(
      upstream ? 'proxy' : 'target',
      line?.method ?? first(object, NGINX.method)?.value,
      line?.url ?? first(object, NGINX.uri)?.value,
      object.status,
    ),
    ...span({ end, duration: seconds === null ? null : seconds * 1000 }),
    ...(ended === null ? {} : { at_ms: Math.round(ended * 1000) }),
    target: system(...NGINX.host.map((name) => asHost(object[name]))),
  });
}

/** Flags that say the upstream was waited for in vain (UT, SI, DT, UMSDR), and those that say it was never reached. */
const TIMED_OUT = /\b(UT|SI|DT|UMSDR)\b/;
const NOT_SENT = /\b(UH|UF|UO|NR|NC|RL|RLSE|UAEX|DF)\b/;

const ENVOY_PATHS = ['path', 'x-envoy-original-path', 'x_envoy_original_path', 'x-envoy-origin-path'];

/** Envoy's start_time is the start; duration is milliseconds; the cluster of Istio ends in the host. */
function envoy(object: JsonObject): Proven {
  const flags = asText(object.response_flags);
  const cluster =
    asText(object.upstream_cluster)
      ?.split('|')
      .filter((part) => part !== '')
      .pop() ?? null;
  const attempts = asNumber(object.upstream_request_attempt_count);
  return defined({
    ...exchange('proxy', object.method, first(object, ENVOY_PATHS)?.value, object.response_code),
    ...span({ start: isoMs(object.start_time), duration: asNumber(object.duration) }),
    code: flags,
    timed_out: flags && TIMED_OUT.test(flags) ? true : null,
    sent: flags && NOT_SENT.test(flags) ? false : null,
    attempt: attempts !== null && attempts > 1 ? attempts : null,
    target: system(asHost(object.authority ?? object[':authority']), asHost(cluster), asHost(object.upstream_host)),
    request_id: asText(object.request_id ?? object['x-request-id']),
  });
}

/** API Gateway: latencies are milliseconds, requestTimeEpoch the start. */
function apiGateway(object: JsonObject): Proven {
  const route = /^([A-Z]+) (\/\S*)/.exec(asText(object.routeKey) ?? '');
  const type = first(object, ['responseType', 'error.responseType', 'errorResponseType'])?.value;
  return defined({
    ...exchange('proxy', object.httpMethod ?? route?.[1], object.path ?? object.resourcePath ?? route?.[2], object.status),
    ...span({ start: asNumber(object.requestTimeEpoch), duration: asNumber(object.responseLatency) }),
    at_ms: asNumber(object.requestTimeEpoch),
    route: asText(object.resourcePath) ?? route?.[2] ?? null,
    code: asText(type),
    target: asHost(object.domainName),
    request_id: asText(object.requestId),
  });
}

/** Caddy: ts and duration are seconds; the line is written when the exchange ends. */
function caddy(object: JsonObject): Proven {
  const request = asObject(object.request);
  const [ts, seconds] = [asNumber(object.ts), asNumber(object.duration)];
  return defined({
    ...exchange('proxy', request.method, request.uri, object.status),
    ...span({ end: ts === null ? null : ts * 1000, duration: seconds === null ? null : seconds * 1000 }),
    target: system(asHost(request.host)),
  });
}

/** Traefik: Duration is nanoseconds, StartUTC the start; RetryAttempts counts the tries beyond the first. */
function traefik(object: JsonObject): Proven {
  const nanos = asNumber(object.Duration);
  const retries = asNumber(object.RetryAttempts);
  return defined({
    ...exchange('proxy', object.RequestMethod, object.RequestPath, object.DownstreamStatus ?? object.OriginStatus),
    ...span({ start: isoMs(object.StartUTC), duration: nanos === null ? null : nanos / 1e6 }),
    attempt: retries ? retries + 1 : null,
    target: system(asHost(object.RequestHost), asHost(object.RequestAddr)),
    operation: null,
  });
}

function cloudflare(object: JsonObject): Proven {
  return defined({
    ...exchange('proxy', object.ClientRequestMethod, object.ClientRequestURI ?? object.ClientRequestPath, object.EdgeResponseStatus),
    target: asHost(object.ClientRequestHost),
    request_id: asText(object.RayID),
  });
}

const ACCESS = {
  url: ['url', 'path', 'uri', 'originalUrl', 'original_url', 'request_uri', 'target'],
  status: ['status', 'statusCode', 'status_code', 'code'],
  ms: ['response_time_ms', 'duration_ms', 'responseTime', 'response_time', 'ms', 'durationMs', 'latency_ms', 'elapsed_ms', 'total_time_ms'],
  seen: [
    'ua',
    'user_agent',
    'userAgent',
    'user-agent',
    'remote_addr',
    'remoteAddr',
    'remote_ip',
    'remoteIp',
    'ip',
    'client_ip',
    'clientIp',
    'referrer',
    'referer',
    'http_version',
    'httpVersion',
    'len',
    'content_length',
    'contentLength',
  ],
};

/** Access lines of Express and its like. Only a server sees a relative URL together with its client. */
function access(object: JsonObject): Proven {
  const url = first(object, ACCESS.url)?.value;
  const server = asText(url)?.startsWith('/') && first(object, ACCESS.seen) !== null;
  const duration = asNumber(first(object, ACCESS.ms)?.value);
  return defined({
    ...exchange(server ? 'target' : null, object.method, url, first(object, ACCESS.status)?.value),
    duration_ms: duration,
    target: server ? null : asHost(url),
  });
}

/** Rails' lograge: durations are milliseconds. */
const lograge = (object: JsonObject): Proven =>
  defined({
    ...exchange('target', object.method, object.path, object.status),
    duration_ms: asNumber(object.duration),
    operation: null,
    route: null,
  });

/** Datadog's standard attributes, as servers write them themselves: the duration of any kind is nanoseconds. */
function standardAttributes(object: JsonObject): Proven {
  const http = asObject(object.http);
  const nanos = asNumber(object.duration);
  return defined({
    ...exchange('target', http.method, asText(http.url) ?? asText(asObject(http.url_details).path), http.status_code),
    duration_ms: nanos === null ? null : nanos / 1e6,
  });
}

export const ACCESS_SHAPES: readonly JsonShape[] = [
  {
    name: 'envoy',
    marks: [
      ['response_code', 'response_flags'],
      ['start_time', 'response_code', 'authority'],
      ['start_time', 'response_code', 'upstream_cluster'],
      ['start_time', 'response_code', 'downstream_remote_address'],
    ],
    time: ['start_time'],
    prove: envoy,
  },
  {
    name: 'caddy',
    marks: [['request:object', 'status:number', 'duration:number', 'ts:number']],
    time: ['ts'],
    unit: 's',
    level: ['level'],
    message: ['msg'],
    prove: caddy,
  },
  {
    name: 'traefik',
    marks: [
      ['RequestMethod', 'DownstreamStatus'],
      ['RequestMethod', 'OriginStatus', 'RequestPath'],
    ],
    time: ['StartUTC', 'time'],
    level: ['level'],
    message: ['msg'],
    prove: traefik,
  },
  { name: 'cloudflare', marks: [['ClientRequestMethod', 'EdgeResponseStatus']], time: ['EdgeStartTimestamp'], prove: cloudflare },
  {
    name: 'nginx-json',
    marks: [
      ['upstream_response_time', 'status'],
      ['request_time', 'status', 'remote_addr'],
      ['time_iso8601', 'status'],
      ['request', 'status', 'remote_addr', 'body_bytes_sent'],
      ['request_method', 'request_uri', 'status', 'remote_addr'],
    ],
    time: ['time_iso8601', 'msec', 'time_local', '@timestamp', 'time', 'timestamp'],
    message: [],
    prove: nginx,
  },
  {
    name: 'api-gateway',
    marks: [
      ['requestId', 'httpMethod', 'status'],
      ['requestId', 'routeKey', 'status'],
      ['requestId', 'resourcePath', 'status'],
    ],
    never: ['level'],
    time: ['requestTimeEpoch', 'requestTime'],
    prove: apiGateway,
  },
  {
    name: 'datadog-attributes',
    marks: ['network.client.ip', 'phoenix.controller'].map((seen) => ['http.method:string', 'http.status_code', 'duration', seen]),
    prove: standardAttributes,
  },
  { name: 'lograge', marks: [['method', 'path', 'format', 'controller', 'action', 'status', 'duration']], prove: lograge },
  {
    name: 'access-json',
    marks: ACCESS.url.slice(0, 5).flatMap((url) => ACCESS.status.slice(0, 3).map((status) => ['method:string', url, status])),
    never: ['msg', 'message', 'event', 'level'],
    prove: access,
  },
];
