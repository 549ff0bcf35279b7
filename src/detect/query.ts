/** A rule's query and the rows that it gives: those that count, and those that an innocent explanation rules out. */
import type { LoadedRule } from '../model/rule.js';
import type { Store } from '../store/store.js';
import { nameRows } from './naming.js';
import type { RuleRow } from './rows.js';

export type Values = Readonly<Record<string, number>>;

/** A rule whose rows say themselves why they are no harm has this column; rows without a reason count. */
const RULED_OUT = /\bAS\s+ruled_out\b/i;

/** Rows behind findings, in an order that does not depend on the engine's threads. @throws Error with the engine's message. */
export async function countedRows(store: Store, loaded: LoadedRule, parameters: Values): Promise<readonly RuleRow[]> {
  return await named(store, loaded, select(loaded, RULED_OUT.test(loaded.sql) ? 'WHERE ruled_out IS NULL' : ''), parameters);
}

/** The same, and the rows that are ruled out as well. @throws Error with the engine's message. */
export async function allRows(store: Store, loaded: LoadedRule, parameters: Values): Promise<readonly RuleRow[]> {
  return await named(store, loaded, select(loaded, ''), parameters);
}

/** Rules that speak of who was called get a name for it where their own query knows none. */
async function named(store: Store, { rule }: LoadedRule, sql: string, parameters: Values): Promise<readonly RuleRow[]> {
  const rows = await store.rows(sql, parameters);
  return /\{(?:operation|target)\}/.test(rule.title) ? await nameRows(store, rows) : rows;
}

/** As a subquery it can be nothing but one SELECT. */
function select(loaded: LoadedRule, where: string): string {
  return `SELECT * FROM (\n${loaded.sql.trim().replace(/;$/, '')}\n) ${where} ORDER BY at_ms, event_1, *`;
}

/** Values of a rule's parameters: its defaults, kept within their bounds when overridden. */
export function valuesOf({ rule }: LoadedRule, given: Values = {}): Record<string, number> {
  return Object.fromEntries(
    Object.entries(rule.parameters).map(([name, p]) => [name, Math.min(p.max, Math.max(p.min, given[name] ?? p.default))]),
  );
}
