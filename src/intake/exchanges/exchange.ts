/** The exchange that a record tells of: method, address, status. */
import { requestIn } from '../messages/message-request.js';
import type { Reading } from '../reading.js';
import { numberAt, textAt } from '../slot-values.js';
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

/** Puts method, path, route, target and status together from fields and message; fields win. */
export function exchangeOf(reading: Reading): Exchange {
  const facts = reading.message;
  const failed = reading.slots.has('url') || facts?.address != null ? null : requestInError(reading);
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
export function requestInError(reading: Reading): { readonly method: string; readonly address: string } | null {
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
