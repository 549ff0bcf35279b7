/**
 * Names for rows whose rule knows none: an engineer who reads such a line still says which call, job or part of
 * a program it is about, by the lines of the same request or record, or by who wrote it.
 */
import { workName, workOfThread } from '../model/work-name.js';
import type { Store } from '../store/store.js';
import { groupBy } from '../util/groups.js';
import { spread } from './evidence.js';
import type { RuleRow } from './rows.js';

/** Rows of one subject that are looked at; more would not change which name most of them have. */
const MOST_LOOKED_AT = 200;
/** A name holds for the rows when half of them have one of its kind, and most of these the same. */
const LEAST_NAMED = 0.5;
const LEAST_ALIKE = 0.6;

/**
 * What may name a line, the surest first: its own operation, that of the exchange or request it belongs to, its queue or
 * type of job, the write that its record goes through,
 * the only write that a server answered at that moment, the method alone. Where the target is unknown, too, it goes by what
 * wrote the line, or by what kind of thing was worked on.
 */
const KINDS = ['own', 'line', 'request', 'topic', 'record', 'moment', 'method', 'folder', 'logger', 'worker', 'thing'] as const;
type Kind = (typeof KINDS)[number];
const WRITERS: ReadonlySet<Kind> = new Set<Kind>(['folder', 'logger', 'worker', 'thing']);

const CANDIDATES = (ids: readonly number[]) => `
WITH picked AS (
  SELECT id, file, coalesce(operation, route) AS operation, at_ms, signal, method, topic, logger, worker, record_field, service, trace_id, request_id, correlation_id, event_key, lower(ltrim(record_key, '#')) AS key
  FROM events WHERE id IN (${ids.join(', ')})
),
ties AS (
  SELECT id, service, unnest(['r' || request_id, 't' || trace_id, 'c' || correlation_id]) AS tie FROM picked
),
tied AS (
  SELECT service, operation, unnest(['r' || request_id, 't' || trace_id, 'c' || correlation_id]) AS tie
  FROM observations WHERE operation IS NOT NULL
)
SELECT id, 'own' AS kind, operation AS name FROM picked WHERE operation IS NOT NULL
UNION ALL
SELECT p.id, 'line', l.operation FROM picked p JOIN line_operations l ON l.id = p.id WHERE l.operation IS NOT NULL
UNION ALL
-- Its own service knows the request by the name that it serves; others know theirs.
SELECT t.id, 'request', coalesce(mode(o.operation) FILTER (WHERE o.service = t.service), mode(o.operation))
FROM ties t JOIN tied o ON o.tie = t.tie GROUP BY t.id
UNION ALL
SELECT p.id, 'topic', coalesce(p.topic, t.topic) FROM picked p LEFT JOIN event_topics t ON t.event_key = p.event_key
WHERE coalesce(p.topic, t.topic) IS NOT NULL
UNION ALL
-- What failed for the record and was tried again, before what went well once.
SELECT p.id, 'record', coalesce(mode(r.operation) FILTER (WHERE r.rank <= 2), mode(r.operation))
FROM picked p JOIN record_operations r ON r.key = p.key AND r.is_write GROUP BY p.id
UNION ALL
SELECT p.id, 'moment', min(o.operation)
FROM picked p JOIN observations o ON o.is_write AND o.seen_from <> 'caller' AND o.kind = 'exchange' AND o.operation IS NOT NULL
  AND o.outcome IN ('ok', 'replayed') AND p.signal = 'succeeded'
  AND p.at_ms BETWEEN coalesce(o.start_ms, o.at_ms) - 1100 AND coalesce(o.end_ms, o.at_ms) + 1100
GROUP BY p.id HAVING count(DISTINCT o.operation) = 1
UNION ALL
-- Schedulers keep the logs of each task in folders that name it: dag_id=nightly/run_id=7/task_id=push_orders/attempt=1.log
SELECT id, 'folder', regexp_extract(file, '(?:^|/)(?:task|job|step|activity|queue|topic)(?:_(?:id|name|type))?=([^/]+)/', 1) FROM picked
WHERE regexp_matches(file, '(?:^|/)(?:task|job|step|activity|queue|topic)(?:_(?:id|name|type))?=[^/]*[A-Za-z]{3}[^/]*/')
UNION ALL
SELECT id, 'method', method FROM picked WHERE method IS NOT NULL
UNION ALL
SELECT id, 'thing', record_field FROM picked WHERE record_field IS NOT NULL
UNION ALL
SELECT id, 'logger', logger FROM picked WHERE logger IS NOT NULL AND logger IS DISTINCT FROM service
UNION ALL
SELECT id, 'worker', worker FROM picked WHERE worker IS NOT NULL AND worker IS DISTINCT FROM service`;

/** The rows, each with an operation where anything names one. */
export async function nameRows(store: Store, rows: readonly RuleRow[]): Promise<readonly RuleRow[]> {
  const unnamed = rows.filter(({ operation }) => typeof operation !== 'string' || operation === '');
  const groups = groupBy(unnamed, (row) => JSON.stringify([row.source ?? null, row.target ?? null, row.cause ?? null]));
  const names = new Map<RuleRow, string>();
  for (const group of groups.values()) {
    const name = await nameOf(store, group);
    if (name !== null) for (const row of group) names.set(row, name);
  }
  return names.size === 0 ? rows : rows.map((row) => (names.has(row) ? { ...row, operation: names.get(row) } : row));
}

async function nameOf(store: Store, rows: readonly RuleRow[]): Promise<string | null> {
  // The first line of evidence that there is: work that was never tried has no failed attempt.
  const lineOf = ({ event_1, event_2, event_3 }: RuleRow) => [event_1, event_2, event_3].find((id): id is number => typeof id === 'number');
  const ids = [...new Set(spread(rows, MOST_LOOKED_AT).flatMap((row) => lineOf(row) ?? []))];
  if (ids.length === 0) return null;
  const candidates = await store.rows(CANDIDATES(ids));
  const called = rows.every((row) => row.target === null || row.target === undefined);
  for (const kind of KINDS) {
    if (WRITERS.has(kind) && !called) break;
    const names = candidates.filter((one) => one.kind === kind).map((one) => nameFrom(kind, String(one.name)));
    const name = commonest(names.filter((one): one is string => one !== null));
    if (name !== null && name.times >= LEAST_NAMED * ids.length && name.times >= LEAST_ALIKE * names.length) return name.value;
  }
  return null;
}

function commonest(names: readonly string[]): { readonly value: string; readonly times: number } | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first === undefined ? null : { value: first[0], times: first[1] };
}

/** Names of fields that say of a record that it is one, and not of what kind. */
const ANY_RECORD =
  /^(?:record|item|entity|object|thing|entry|row|line|element|resource|key|id|ref|reference|uid|guid|uuid|name|number|no|nr|external|internal|source|target|message|msg|batch|event|job|task|request|data|value|document|doc|subject)$/i;
const END_OF_FIELD = /[-_. ]?(?:ids?|no|nr|num|number|keys?|ref|reference|code|uid|uuid|guid|name)$/i;

/** `order_no`, `orderId` → `order`; null for what says of no kind of record. */
function thingFrom(field: string): string | null {
  const thing = (field.split(/[.$[\]]+/).at(-1) ?? field).replace(/(?<=[a-z])(?=[A-Z])/g, '_').replace(END_OF_FIELD, '');
  return ANY_RECORD.test(thing) || !/^\p{L}[\p{L}_ -]{2,40}$/u.test(thing) ? null : thing;
}

/** A name as it is shown: a class without its package, a thread without its number; null for what names no work. */
function nameFrom(kind: Kind, name: string): string | null {
  if (!WRITERS.has(kind)) return name;
  if (kind === 'thing') return thingFrom(name);
  return kind === 'logger' ? workName(name) : workOfThread(name);
}
