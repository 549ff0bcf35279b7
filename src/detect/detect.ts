/** Rules over the store: facts in, detections out. No severity, no ranking, no words of its own. */
import type { Detection } from '../model/finding.js';
import type { LoadedRule, RuleOutcome } from '../model/rule.js';
import { thresholdHolds } from '../model/threshold.js';
import type { Store } from '../store/store.js';
import { evidenceOf } from './evidence.js';
import { measure } from './measures.js';
import { missing } from './requirements.js';
import { groupRows, type RowGroup, type RuleRow } from './rows.js';

export interface DetectOptions {
  /** Parameter values that differ from the rule's defaults, by rule id. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface Detected {
  readonly detections: readonly Detection[];
  readonly outcomes: readonly RuleOutcome[];
}

/** Keys listed in one finding; the total is always told. */
const MOST_KEYS = 10_000;

/** Runs every rule. A rule that fails is an outcome of its own and never stops the others. */
export async function detect(store: Store, rules: readonly LoadedRule[], options: DetectOptions = {}): Promise<Detected> {
  const detections: Detection[] = [];
  const outcomes: RuleOutcome[] = [];
  for (const loaded of rules) {
    const { found, outcome } = await runRule(store, loaded, parametersOf(loaded, options));
    detections.push(...found);
    outcomes.push(outcome);
  }
  return { detections, outcomes };
}

/** Values of a rule's parameters: its defaults, kept within their bounds when overridden. */
function parametersOf({ id, rule }: LoadedRule, options: DetectOptions): Record<string, number> {
  const given = options.parameters?.[id] ?? {};
  return Object.fromEntries(
    Object.entries(rule.parameters).map(([name, p]) => [name, Math.min(p.max, Math.max(p.min, given[name] ?? p.default))]),
  );
}

async function runRule(
  store: Store,
  loaded: LoadedRule,
  parameters: Record<string, number>,
): Promise<{ found: Detection[]; outcome: RuleOutcome }> {
  const outcome = { rule: loaded.id, findings: 0, blind: [], error: null, parameters };
  try {
    const blind = await missing(store, loaded);
    if (blind.length > 0) return { found: [], outcome: { ...outcome, outcome: 'not_judged', blind } };
    // As a subquery it can be nothing but one SELECT. The order is total, so that output does not depend on the engine's threads.
    const rows: readonly RuleRow[] = await store.rows(
      `SELECT * FROM (\n${loaded.sql.trim().replace(/;$/, '')}\n) ORDER BY at_ms, event_1, *`,
      parameters,
    );
    const found = await gather(store, loaded, rows, parameters);
    return { found, outcome: { ...outcome, outcome: found.length > 0 ? 'found' : 'clear', findings: found.length } };
  } catch (error) {
    return { found: [], outcome: { ...outcome, outcome: 'error', error: (error as Error).message.split('\n')[0] ?? 'failed' } };
  }
}

async function gather(
  store: Store,
  loaded: LoadedRule,
  rows: readonly RuleRow[],
  parameters: Record<string, number>,
): Promise<Detection[]> {
  const found: Detection[] = [];
  for (const group of groupRows(rows)) {
    const measures = measure(loaded.rule, group.rows);
    if (loaded.rule.when.every((threshold) => thresholdHolds(threshold, measures, parameters))) {
      found.push(await toDetection(store, loaded, group, measures));
    }
  }
  return found;
}

async function toDetection(store: Store, loaded: LoadedRule, group: RowGroup, measures: Record<string, number>): Promise<Detection> {
  const keys = [...new Set(group.rows.map((row) => row.record_key).filter((key): key is string => typeof key === 'string'))];
  const certainties = group.rows.map((row) => row.certainty).filter((value): value is number => typeof value === 'number');
  return {
    rule: loaded.id,
    category: loaded.rule.category,
    subject: { source: group.source, target: group.target, operation: group.operation },
    cause: group.cause,
    window: windowOf(group.rows),
    measures,
    keys: keys.slice(0, MOST_KEYS),
    key_total: keys.length,
    evidence: await evidenceOf(store, group.rows),
    ruled_out: loaded.rule.rules_out.map((check) => ruledOut(check, group.rows)),
    certainty: certainties.length > 0 ? certainties.reduce((a, b) => a + b, 0) / certainties.length : 0.9,
  };
}

function windowOf(rows: readonly RuleRow[]): Detection['window'] {
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    if (typeof row.at_ms === 'number') start = Math.min(start, row.at_ms);
    const last = row.end_ms ?? row.at_ms;
    if (typeof last === 'number') end = Math.max(end, last);
  }
  return Number.isFinite(start) && Number.isFinite(end) ? { start_ms: start, end_ms: end } : null;
}

function ruledOut(check: { column: string; explanation: string }, rows: readonly RuleRow[]): Detection['ruled_out'][number] {
  const checked = rows.filter((row) => row[check.column] === true).length;
  return { explanation: check.explanation, result: checked > 0 ? 'ruled_out' : 'not_checkable', checked, total: rows.length };
}
