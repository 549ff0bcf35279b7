/** Items of a batch that was answered with errors: each failed item is an event of its own. */

import type { Part } from '../assemble.js';
import { templateOf } from '../messages/template.js';
import type { Reading } from '../reading.js';
import type { BodyFacts } from './body.js';

/** Most items that one record is split into. */
const MAX_ITEMS = 1000;

/** Events of the items that the body of an answer judges; none when all of them are well. */
export function itemsOf(main: Part, body: BodyFacts | null, reading: Reading): Part[] {
  if (main.kind !== 'exchange' || body === null || body.outcome === 'ok') return [];
  const failed = body.items.filter((item) => !item.ok && item.key !== null);
  const field = reading.lists[0]?.node.key?.name.replace(/s$/, '') ?? null;
  return failed.slice(0, MAX_ITEMS).map((item) => ({
    kind: 'item',
    at_ms: main.at_ms ?? null,
    start_ms: main.start_ms ?? null,
    end_ms: main.end_ms ?? null,
    vantage: main.vantage ?? null,
    level: main.level ?? null,
    service: main.service ?? null,
    logger: main.logger ?? null,
    target: main.target ?? null,
    method: main.method ?? null,
    path: main.path ?? null,
    route: main.route ?? null,
    operation: main.operation ?? null,
    status: item.status ?? main.status ?? null,
    attempt: main.attempt ?? null,
    batch_id: main.batch_id ?? null,
    request_id: main.request_id ?? null,
    correlation_id: main.correlation_id ?? null,
    job_id: main.job_id ?? null,
    code: item.code,
    error: item.message === null ? null : templateOf(item.message),
    body_outcome: 'error',
    record_key: item.key,
    record_field: field ?? item.field,
  }));
}
