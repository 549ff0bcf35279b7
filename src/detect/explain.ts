/** How close the input came to a finding of one rule: by the same query, measures and thresholds that make findings. */
import type { Subject } from '../model/finding.js';
import type { LoadedRule, RuleOutcome } from '../model/rule.js';
import { thresholdHolds } from '../model/threshold.js';
import type { Store } from '../store/store.js';
import { groupBy } from '../util/groups.js';
import { fillTemplate } from '../util/template.js';
import { measure } from './measures.js';
import { allRows, type Values, valuesOf } from './query.js';
import { holdings, missing } from './requirements.js';
import { groupRows, type RowGroup, type RuleRow } from './rows.js';

/** Rows of one subject that one innocent explanation rules out. */
export interface RuledOutRows {
  readonly reason: string;
  readonly rows: number;
  readonly records: number;
  readonly measures: Values;
}

export interface Bound {
  readonly measure: string;
  /** Null where the rows give no such number. */
  readonly value: number | null;
  readonly needs: string;
  readonly holds: boolean;
}

export interface SubjectExplained {
  readonly subject: Subject;
  readonly cause: string | null;
  /** Rows that count. */
  readonly rows: number;
  readonly measures: Values;
  readonly bounds: readonly Bound[];
  readonly ruledOut: readonly RuledOutRows[];
  readonly found: boolean;
}

export interface Explanation {
  readonly blind: RuleOutcome['blind'];
  readonly subjects: readonly SubjectExplained[];
}

/** @throws Error with the engine's message when the rule's query fails. */
export async function explain(store: Store, loaded: LoadedRule, given: Values = {}): Promise<Explanation> {
  const blind = await missing(store, loaded, await holdings(store, [loaded]));
  if (blind.some(({ targets }) => targets.length === 0)) return { blind, subjects: [] };
  const parameters = valuesOf(loaded, given);
  const groups = groupRows(await allRows(store, loaded, parameters));
  return { blind, subjects: groups.map((group) => explainGroup(loaded, group, parameters)).sort(closestFirst) };
}

function explainGroup(loaded: LoadedRule, group: RowGroup, parameters: Values): SubjectExplained {
  const counted = group.rows.filter((row) => reasonOf(row) === null);
  const measures = counted.length > 0 ? measure(loaded.rule, counted) : {};
  const bounds = counted.length > 0 ? boundsOf(loaded, measures, parameters) : [];
  return {
    subject: { source: group.source, target: group.target, operation: group.operation },
    cause: group.cause,
    rows: counted.length,
    measures,
    bounds,
    ruledOut: ruledOutOf(loaded, group.rows, parameters),
    found: counted.length > 0 && bounds.every(({ holds }) => holds),
  };
}

const reasonOf = (row: RuleRow): string | null => (typeof row.ruled_out === 'string' ? row.ruled_out : null);

function boundsOf({ rule }: LoadedRule, measures: Values, parameters: Values): Bound[] {
  return rule.when.map((threshold) => ({
    measure: threshold.measure,
    value: measures[threshold.measure] ?? null,
    needs: [said('at least', threshold.at_least, parameters), said('at most', threshold.at_most, parameters)].filter(Boolean).join(', '),
    holds: thresholdHolds(threshold, measures, parameters),
  }));
}

function said(words: string, bound: number | string | undefined, parameters: Values): string {
  if (bound === undefined) return '';
  return typeof bound === 'number' ? `${words} ${bound}` : `${words} ${parameters[bound]} (${bound})`;
}

/** Reasons in the order of their rows, the most frequent first; `{parameter}` in a reason is its value. */
function ruledOutOf({ rule }: LoadedRule, rows: readonly RuleRow[], parameters: Values): RuledOutRows[] {
  return [...groupBy(rows, reasonOf)]
    .flatMap(([reason, some]) => (reason === null ? [] : [[reason, some] as const]))
    .map(([reason, some]) => ({
      reason: fillTemplate(reason, (name) => (parameters[name] === undefined ? null : `${parameters[name]} (${name})`)),
      rows: some.length,
      records: new Set(some.map(({ record_key }) => record_key).filter((key) => typeof key === 'string')).size,
      measures: measure(rule, some),
    }))
    .sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
}

/** Findings first, then what has rows that count, then what was ruled out whole, the larger first. */
function closestFirst(a: SubjectExplained, b: SubjectExplained): number {
  const all = ({ rows, ruledOut }: SubjectExplained) => rows + ruledOut.reduce((sum, part) => sum + part.rows, 0);
  return Number(b.found) - Number(a.found) || b.rows - a.rows || all(b) - all(a);
}
