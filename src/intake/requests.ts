/** Requests that were begun: some loggers name method and path on the first line of a request only. */
import type { Exchange } from './exchange.js';

/** What the line that began a request said of it. */
export type Begun = Pick<Exchange, 'method' | 'path' | 'route' | 'target'>;

const MAX_REQUESTS = 10_000;

/** Keeps what a line says of a request, under its id and under its address. */
export function remember(exchange: Exchange, id: string | null, requests: Map<string, Begun>): Exchange {
  if (exchange.method === null || exchange.path === null) return exchange;
  const begun: Begun = { method: exchange.method, path: exchange.path, route: exchange.route, target: exchange.target };
  if (id !== null) keep(requests, `id ${id}`, begun);
  keep(requests, addressKey(exchange), begun);
  return exchange;
}

function keep(requests: Map<string, Begun>, key: string, begun: Begun): void {
  if (requests.size >= MAX_REQUESTS) requests.delete(requests.keys().next().value as string);
  requests.set(key, begun);
}

function addressKey(exchange: Exchange): string {
  return `address ${exchange.target ?? ''} ${exchange.path}`;
}

/** Completes an answer by the request that it ends: found by the id, or by the address when only the method is missing. */
export function recall(exchange: Exchange, id: string | null, requests: ReadonlyMap<string, Begun>): Exchange {
  if (exchange.method !== null && exchange.path !== null) return exchange;
  const byId = id === null ? undefined : requests.get(`id ${id}`);
  const begun = byId ?? (exchange.path === null ? undefined : requests.get(addressKey(exchange)));
  if (begun === undefined) return exchange;
  return {
    ...exchange,
    method: exchange.method ?? begun.method,
    path: exchange.path ?? begun.path,
    route: exchange.route ?? begun.route,
    target: exchange.target ?? begun.target,
  };
}
