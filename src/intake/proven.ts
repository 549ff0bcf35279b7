/** What the format itself proves of a record, against what was read from its fields. */
import type { Event } from '../model/event.js';
import type { Exchange } from './exchanges/exchange.js';
import { routeOf } from './exchanges/route.js';
import type { Reading } from './reading.js';
import type { SourceRecord } from './records/format.js';

/** A log entry of a platform names the callee's answer; attempts are counted by the caller alone. */
export function seenByCaller(record: SourceRecord, reading: Reading): boolean {
  if (record.proven?.vantage !== 'target' || record.message === null || reading.slots.has('client')) return false;
  return reading.slots.has('attempt') || reading.slots.has('max_attempts');
}

/** Writes the proven fields over the others; empty ones prove nothing. */
export function overwrite(part: Event, proven: SourceRecord['proven']): Event {
  if (proven === undefined) return part;
  const whole = part as Record<string, unknown>;
  for (const field in proven) {
    const value = proven[field as keyof typeof proven];
    if (value !== null && value !== undefined) whole[field] = value;
  }
  return part;
}

/** What a format may prove of an exchange; most prove the level alone. */
const OF_EXCHANGE = ['method', 'path', 'route', 'target', 'status'] as const;

/** The exchange with what the format proves of it. */
export function withProven(exchange: Exchange, record: SourceRecord): Exchange {
  const proven = record.proven;
  if (proven === undefined || !OF_EXCHANGE.some((field) => proven[field] != null)) return exchange;
  const path = proven.path ?? exchange.path;
  return {
    ...exchange,
    method: proven.method ?? exchange.method,
    path,
    route: proven.route ?? provenRoute(exchange, proven.path ?? null),
    target: proven.target ?? exchange.target,
    status: proven.status ?? exchange.status,
    addressed: exchange.addressed || path !== null,
  };
}

/** The route by the path that the format proves; a template that the record itself states is surer than a guess from the path. */
function provenRoute(exchange: Exchange, path: string | null): string | null {
  if (path === null) return exchange.route;
  const stated = exchange.route !== null && exchange.path !== path && /[{:<]/.test(exchange.route);
  return stated ? exchange.route : routeOf(path);
}
