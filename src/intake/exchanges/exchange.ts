/** The exchange that a record tells of: method, address, status, who called whom. */
import type { Event } from '../../model/event.js';
import { memo, memoOfMessages } from '../../util/memo.js';
import { requestIn } from '../messages/message-request.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { parseAddress, routeOf } from './route.js';

/** The address side of an event. */
export interface Exchange {
  readonly method: string | null;
  readonly path: string | null;
  readonly route: string | null;
  readonly host: string | null;
  readonly target: string | null;
  readonly status: number | null;
  /** True when the record states an address of its own, not just a status. */
  readonly addressed: boolean;
}

const POSTED = /\/graphql(?:\.json)?\/?$|\/soap(?:\/|$)|\.asmx$|\/xmlrpc$|\/json-?rpc$/i;
const IP = /^(?:\d{1,3}\.){3}\d{1,3}$|^\[|^localhost$|^::1$/;

/** The text at a field, or null. */
export function textAt(reading: Reading, field: string): string | null {
  const value = reading.slots.get(field)?.value;
  return typeof value === 'string' ? value : null;
}

/** The number at a field, or null. */
export function numberAt(reading: Reading, field: string): number | null {
  const value = reading.slots.get(field)?.value;
  return typeof value === 'number' ? value : null;
}

/** Puts method, path, route, target and status together from fields and message; fields win. */
export function exchangeOf(reading: Reading): Exchange {
  const facts = reading.message;
  const failed = reading.slots.has('url') || facts?.address != null ? null : inError(reading);
  const rawUrl = textAt(reading, 'url') ?? textAt(reading, 'path') ?? facts?.address ?? failed?.address ?? null;
  const address = rawUrl === null ? null : parseAddress(rawUrl);
  const stated = textAt(reading, 'path');
  const path = stated !== null && address?.host == null ? (parseAddress(stated)?.path ?? stated) : (address?.path ?? null);
  const proven = textAt(reading, 'route');
  const route = path === null ? proven : proven !== null && proven !== path && /[{:<*(]/.test(proven) ? proven : routeOf(path);
  const host = address?.host ?? textAt(reading, 'host') ?? hostInError(reading);
  return {
    // GraphQL and SOAP are posted, whatever they do.
    method: textAt(reading, 'method') ?? facts?.method ?? failed?.method ?? (path !== null && POSTED.test(path) ? 'POST' : null),
    path: path ?? proven,
    route,
    host,
    target: targetOf(host, namedTarget(reading), facts?.target ?? null),
    // Numbers in an acknowledgement of HL7 are conditions of its own.
    status: facts?.acknowledged != null ? null : (numberAt(reading, 'status') ?? facts?.status ?? null),
    addressed: path !== null || proven !== null,
  };
}

/** The request that only the error text names. */
function inError(reading: Reading): { readonly method: string; readonly address: string } | null {
  const error = textAt(reading, 'error');
  return error?.includes('/') ? requestIn(error) : null;
}

/** `HTTPSConnectionPool(host='erp.test', port=443): …`: the libraries of Python name the host in the error only. */
function hostInError(reading: Reading): string | null {
  const error = textAt(reading, 'error');
  return error === null ? null : (/Connection(?:Pool)?\(host=['"]([\w.-]+)['"]/.exec(error)?.[1]?.toLowerCase() ?? null);
}

/** The servers behind a proxy by their addresses are no name of the system that they make up. */
function namedTarget(reading: Reading): string | null {
  const named = textAt(reading, 'target');
  return named === null || (/upstream|backend/.test(reading.slots.get('target')!.node.name) && SERVERS.test(named)) ? null : named;
}

const SERVERS = /^(?:(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:]+\]):\d+(?:(?:\s*,\s*|\s+:\s+)\S+:\d+)*$/i;

/** `zones.test:443`: the name of a host as clients of gRPC dial it. */
const PORT = /(?<=^(?:dns:\/{2,3}|passthrough:\/{2,3})?[a-z][\w-]*(?:\.[\w-]+)*):\d{2,5}$/i;

/** A host name says most; an address of the own machine or net says less than any name. */
function targetOf(host: string | null, named: string | null, said: string | null): string | null {
  if (host !== null && !IP.test(host)) return host;
  return named?.replace(PORT, '') ?? said ?? (host === null || host === '' ? null : host.replace(/^\[|\]$/g, ''));
}

const PROBE_PATH =
  /^\/(?:[\w-]+\/)?(?:health(?:z|check|_check)?|live(?:z|ness)?|ready(?:z|ness)?|ping|status|metrics|_health|heartbeat|actuator(?:\/\w+)?|alive|up|internal\/health|-\/(?:healthy|ready))\/?$/i;
const PROBE_CLIENT =
  /kube-probe|HealthChecker|Prometheus\/|GoogleHC|Uptime|Pingdom|StatusCake|Blackbox|Datadog Agent|Consul Health|Zabbix|Nagios|check_http/i;

const isProbeClient = memo((client) => PROBE_CLIENT.test(client));

/** Health checks and metric scrapes are no work. */
export function isProbe(method: string | null, path: string | null, client: string | null): boolean {
  if (client !== null && isProbeClient(client)) return true;
  return path !== null && (method === null || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') && PROBE_PATH.test(path);
}

const PRODUCT = /^([A-Za-z][\w .-]*?)(?:\/[\w.+-]+)?(?:[ (;,].*)?$/;

/** The product of a user agent: `billing-sync/2.1 (axios)` is billing-sync. */
export function productOf(agent: string | null): string | null {
  return agent === null ? null : knownProduct(agent);
}

const knownProduct = memo((agent) => (PRODUCT.exec(agent.trim())?.[1] ?? agent).slice(0, 60));

const CALLER_WORDS =
  /\b(?:outbound|outgoing|upstream|client|call(?:ed|ing)? to|sync|push|export|retry|retrying|dispatch|deliver|publish|connector|adapter|gateway client|poller|worker|agent)\b/i;
const TARGET_WORDS =
  /\b(?:incoming|inbound|request completed|request errored|request aborted|handled|served|access log|http request|responded|completed \d{3}|^http$|^request$)\b/i;

const BARE_REQUEST = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ \d{3}\b/;
/** `200 OK: GET - /orders in 12ms`, as the servers of Ktor write it. */
const SERVED = /^\d{3} [A-Z][\w ]*: (?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) - \//;
/** Of the hook of one system, without a host: who sends to hooks of others names theirs. */
const HOOK_PATH = /\/(?:web)?hooks?\/[a-z]|\/callbacks?\/[a-z]|\/[a-z]+\/(?:webhook|callback)\/?$/i;

/** A receiver speaks of what it did with a delivery; the sender speaks of sending it. */
const RECEIVER_WORDS =
  /\b(?:webhook|hook|callback|notification)s? (?:was |is )?(?:answered|acknowledged|ack(?:ed)?|responded|replied|handled)\b|\bclients? (?:has |had |was |is )?(?:went away|gone|left|hung up|gave up|disconnected|closed)\b/i;

/** Whom a delivery came in at; of one that was sent, the sender says "accepted" too, and names where it went. */
const ARRIVAL_WORDS =
  /\b(?:webhook|hook|callback|notification|deliver(?:y|ie)|event)s? (?:was |were |is |has been )?(?:accepted|arrived|received)\b|\b(?:received|accepted) (?:a |an |the )?(?:webhook|hook|callback|notification|delivery|event)\b/i;

/** A request line as servers and proxies write it, behind an address or a time; libraries of callers put the host before it. */
const SERVED_LINE = /(?<!:\/\/\S+ ?)"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S* HTTP\/\d(?:\.\d)?" \d{3}\b/;

/** A controller and its action are parts of a server: `method=POST path=/orders controller=OrdersController action=create status=201`. */
const HANDLED_BY = /\bcontroller=\S+ action=\S+/;

/** What the words of a message say of who wrote it: a proxy, or how much speaks for the caller and for the target. */
interface Voice {
  readonly proxy: boolean;
  readonly caller: number;
  readonly target: number;
  readonly bare: boolean;
  readonly arrival: boolean;
}

function readVoice(message: string): Voice {
  return {
    // The error logs of proxies name the client on one side and the upstream on the other.
    proxy: /\bupstream\b/.test(message) && (/\bclient: /.test(message) || SERVED_LINE.test(message)),
    caller: (CALLER_WORDS.test(message) ? 1 : 0) + (/(?:->|→|=>|<--|returned|responded with|failed with)\s/.test(message) ? 1 : 0),
    target:
      (TARGET_WORDS.test(message) ? 2 : 0) +
      (RECEIVER_WORDS.test(message) || SERVED.test(message) || SERVED_LINE.test(message) || HANDLED_BY.test(message) ? 4 : 0),
    bare: BARE_REQUEST.test(message),
    arrival: ARRIVAL_WORDS.test(message),
  };
}

const SILENT: Voice = { proxy: false, caller: 0, target: 0, bare: false, arrival: false };
const knownVoice = memoOfMessages(readVoice);

const voiceOf = (message: string | null): Voice => (message === null ? SILENT : knownVoice(message));

/** How much the fields of a record say that a caller wrote it. */
export function callerEvidence(reading: Reading): number {
  const slots = reading.slots;
  let caller = 0;
  if (reading.message?.address?.includes('://')) caller += 4;
  if (inError(reading) !== null) caller += 4;
  for (const field of ['attempt', 'retry', 'max_attempts', 'wait', 'timeout', 'retry_after']) if (slots.has(field)) caller += 2;
  if (reading.message?.attempt != null || reading.message?.wait != null) caller += 2;
  if (reading.message?.target != null || slots.has('target')) caller += 2;
  return caller;
}

/**
 * From where the exchange was seen; null when nothing tells.
 * @param outbound True when the file as a whole is a caller's.
 */
export function vantageOf(
  reading: Reading,
  exchange: Exchange,
  message: string | null,
  logger: string | null,
  outbound = false,
): Event['vantage'] {
  const slots = reading.slots;
  const voice = voiceOf(message);
  if (voice.proxy) return 'proxy';
  let caller = callerEvidence(reading) + voice.caller;
  if (exchange.host !== null && textAt(reading, 'url')?.includes('://')) caller += 4;
  if (logger !== null && /client|sync|connector|push|export|outbound|dispatch|gateway/i.test(logger)) caller += 1;
  if (reading.keys.length > 0) caller += 1;
  let target = voice.target;
  if (slots.has('client_address')) target += 4;
  if (slots.has('client')) target += 3;
  if (voice.arrival && exchange.host === null && !slots.has('target') && !slots.has('attempt')) target += 3;
  if (slots.get('url')?.node.path.startsWith('req') && exchange.host === null) target += 1;
  if (exchange.addressed && exchange.host === null && caller === 0) target += 1;
  if (exchange.method === 'POST' && exchange.host === null && exchange.path !== null && HOOK_PATH.test(exchange.path)) target += 2;
  // A bare request line is how servers log, also one that calls others.
  if (outbound && target <= 1 && !voice.bare) caller += 2;
  if (caller === target) return null;
  return caller > target ? 'caller' : 'target';
}

/** In lists of jobs the name is that of the job. */
export function serviceOf(reading: Reading, record: SourceRecord): string | null {
  const slot = reading.slots.get('service');
  if (slot === undefined) return null;
  const named = slot.node.segments.at(-1)?.toLowerCase() === 'name';
  return named && record.proven?.kind === 'job' ? null : (slot.value as string);
}
