/** What an event is known by: the name of its operation, and its place in a trace. */
import type { Event } from '../../model/event.js';
import { messageTypeIn } from '../bodies/hl7.js';
import { nameBehind } from '../exchanges/endpoint.js';
import type { Exchange } from '../exchanges/exchange.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { textAt } from '../slot-values.js';

/** METHOD and route, or the name of the RPC, job, topic or queue; null where nothing names it. */
export function operationOf(
  exchange: Exchange,
  reading: Reading,
  record: SourceRecord,
  kind: Event['kind'],
  topic: string | null,
): string | null {
  const rpc = textAt(reading, 'operation');
  if (exchange.route !== null && exchange.method !== null)
    return `${exchange.method} ${exchange.route}${nameBehind(exchange.route, reading) ?? ''}`;
  if (rpc !== null && (kind === 'exchange' || kind === 'job')) return rpc;
  if (kind === 'delivery' && exchange.route !== null) return `POST ${exchange.route}`;
  if (reading.message?.acknowledged != null)
    return (
      reading.message.acknowledged.document ?? messageTypeIn(record.message ?? '') ?? textAt(reading, 'worker') ?? textAt(reading, 'logger')
    );
  // An answer to a delivered event that names no route is known by the event's type.
  if (kind === 'job' || kind === 'delivery' || (kind === 'exchange' && exchange.route === null && reading.slots.has('event_key')))
    return topic;
  return null;
}

/** An identifier of a run has a digit; `task_id=send_file` of a scheduler names the task, whichever its run. */
export function jobOf(reading: Reading): { readonly id: string | null; readonly name: string | null } {
  const stated = textAt(reading, 'job_id');
  return stated !== null && /^[A-Za-z][A-Za-z._-]{3,}$/.test(stated) ? { id: null, name: stated } : { id: stated, name: null };
}

/** Trace ids stand alone or inside a W3C traceparent. */
export function traceOf(reading: Reading, field: string, part: number): string | null {
  const own = textAt(reading, field);
  if (own !== null) return own.startsWith('projects/') ? (own.split('/').at(-1) ?? own) : own;
  return textAt(reading, 'traceparent')?.split('-')[part] ?? null;
}

/** `stockLevelSet A-7 HTTP 200`: a line about an answer that begins with a name in the form of a function names what was called. */
export function calledIn(message: string | null): string | null {
  return message === null ? null : (/^([a-z]{2,}(?:[A-Z][a-z]+)+)(?=[\s(:])/.exec(message)?.[1] ?? null);
}
