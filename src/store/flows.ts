/** Flows that the configuration expects: which lines begin one, which end one, and how long it took. */
import { readFileSync } from 'node:fs';
import { milliseconds } from '../model/duration.js';
import type { Flow, FlowExclusion, FlowSide } from '../model/flow.js';
import { namePattern } from '../model/name-pattern.js';
import type { Unmatched } from '../model/unmatched.js';
import { globPattern } from '../util/glob.js';
import type { Engine } from './engine.js';

const LINES = new URL('./flows/lines.sql', import.meta.url);

/** An effect may be stamped before the event that asked for it by as much as clocks and rounding to seconds differ. */
const EARLY_MS = 1_000;

/** Fills `flow_records`; gives the entries that fit no line. */
export async function settleFlows(engine: Engine, flows: readonly Flow[]): Promise<Unmatched[]> {
  const unmatched: Unmatched[] = [];
  if (flows.length > 0) await engine.run(readFileSync(LINES, 'utf8'));
  for (const [at, flow] of flows.entries()) {
    await engine.run(fill(flow));
    unmatched.push(...(await unmatchedOf(engine, flow, at)));
  }
  return unmatched;
}

function fill(flow: Flow): string {
  const excluded = flow.exclude.length > 0 ? flow.exclude.map((one) => `(${exclusion(one)})`).join(' OR ') : 'false';
  return `
    CREATE OR REPLACE TEMP TABLE flow_begins AS
      SELECT id, at_ms, ${keyOf(flow)} AS key, record_key, operation, coalesce(source, service, stream_name) AS system, coalesce(${excluded}, false) AS excluded
      FROM flow_lines WHERE ${side(flow.source, 'source')};
    CREATE OR REPLACE TEMP TABLE flow_ends AS
      SELECT id, at_ms, ${keyOf(flow)} AS key, operation, source, coalesce(target, service, stream_name) AS system, stream
      FROM flow_lines WHERE ${side(flow.target, 'target')} AND ${effect(flow.target)};
    INSERT INTO flow_records
    WITH seen AS (
      SELECT mode(operation) AS operation, mode(source) AS source, mode(system) AS target,
        (SELECT max(e.at_ms) FROM events e WHERE e.stream IN (SELECT stream FROM flow_ends)) AS end_ms
      FROM flow_ends
    ),
    met AS (
      SELECT b.id, min(coalesce(e.at_ms, b.at_ms)) AS arrived_ms, min_by(e.id, coalesce(e.at_ms, b.at_ms)) AS arrived_id
      FROM flow_begins b JOIN flow_ends e ON e.key = b.key AND e.id <> b.id AND (e.at_ms IS NULL OR b.at_ms IS NULL OR e.at_ms >= b.at_ms - ${EARLY_MS})
      GROUP BY b.id
    )
    SELECT ${literal(flow.name)}, b.key, b.record_key, coalesce(s.source, ${literal(nameOr(flow.source))}, b.system), coalesce(${literal(nameOr(flow.target))}, s.target),
      coalesce(s.operation, ${literal(flow.name)}), b.at_ms, b.id, m.arrived_ms, m.arrived_id, m.id IS NOT NULL, ${milliseconds(flow.within)},
      coalesce(s.end_ms, (SELECT max(at_ms) FROM events WHERE kind <> 'note')), b.excluded
    FROM flow_begins b CROSS JOIN seen s LEFT JOIN met m ON m.id = b.id
    WHERE b.key IS NOT NULL;`;
}

/** A name without a pattern is the name that findings are to use. */
const nameOr = ({ system }: FlowSide): string | null => (system === undefined || system.includes('*') ? null : system);

function keyOf({ key }: Flow): string {
  if (key === undefined) return 'key';
  const path = literal(`$."${key.replace(/"/g, '')}"`);
  return `lower(ltrim(coalesce(ids ->> ${path}, labels ->> ${path}), '#'))`;
}

function side({ system, operation, topic, file, message }: FlowSide, which: 'source' | 'target'): string {
  // The target of a write is no source, though the line speaks of it.
  const called = which === 'source' ? 'CASE WHEN is_write THEN NULL ELSE target END' : 'target';
  const wrote = which === 'source' ? ['source', 'service'] : ['CASE WHEN target IS NULL OR target = service THEN service END'];
  return [
    ...(system === undefined ? [] : [`(${[called, ...wrote, 'stream_name'].map((column) => fits(column, system)).join(' OR ')})`]),
    ...(operation === undefined ? [] : [fits('operation', operation)]),
    ...(topic === undefined ? [] : [fits('topic', topic)]),
    ...(file === undefined ? [] : [matches('file', globPattern(file))]),
    ...(message === undefined ? [] : [fits('message', message)]),
  ].join(' AND ');
}

/** A line that says no more than that work goes on is an effect only where the configuration names that very line. */
function effect({ topic, message }: FlowSide): string {
  const named = topic !== undefined || message !== undefined;
  return `step IN ('done', 'row', 'settled'${named ? ", 'received', 'mentioned', 'read'" : ''})`;
}

function exclusion({ key, state, operation, columns }: FlowExclusion): string {
  return [
    ...(key === undefined ? [] : [fits('record_key', key)]),
    ...(state === undefined ? [] : [fits('state', state)]),
    ...(operation === undefined ? [] : [fits('operation', operation)]),
    ...Object.entries(columns ?? {}).map(([name, value]) => fits(`(labels ->> ${literal(`$."${name.replace(/"/g, '')}"`)})`, value)),
  ].join(' AND ');
}

const fits = (column: string, pattern: string): string => matches(column, namePattern(pattern));

/** False, not null, where the column is null. */
function matches(column: string, pattern: RegExp): string {
  return `coalesce(regexp_matches(${column}, ${literal(pattern.source)}, ${literal(pattern.flags)}), false)`;
}

const literal = (text: string | null): string => (text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`);

async function unmatchedOf(engine: Engine, flow: Flow, at: number): Promise<Unmatched[]> {
  const count = async (sql: string) => Number((await engine.rows(`SELECT count(*) AS n FROM ${sql}`))[0]?.n);
  const unmatched: Unmatched[] = [];
  for (const which of ['source', 'target'] as const) {
    const table = which === 'source' ? 'flow_begins' : 'flow_ends';
    if ((await count(table)) === 0)
      unmatched.push({
        path: ['flows', at, which],
        message: `the ${which} of ${flow.name} fits no line with a record key; compare it with what \`caseharden events\` writes`,
      });
    else if ((await count(`${table} WHERE key IS NOT NULL`)) === 0)
      unmatched.push({
        path: ['flows', at, 'key'],
        message: `${flow.name}: no line of its ${which} has a field ${flow.key}; take it out, and the key that the audit finds is used`,
      });
  }
  for (const [nth, one] of flow.exclude.entries())
    if ((await count(`flow_lines WHERE ${side(flow.source, 'source')} AND ${exclusion(one)}`)) === 0)
      unmatched.push({ path: ['flows', at, 'exclude', nth], message: `fits no source event of ${flow.name}; mend it or take it out` });
  return unmatched;
}
