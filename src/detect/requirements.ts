/** What rules need of the input, what is missing of it (the blind spots), and whether there is anything for their queries to find. */
import type { LoadedRule, Rule, RuleOutcome } from '../model/rule.js';
import type { Row, Store } from '../store/store.js';
import { groupBy } from '../util/groups.js';
import { BUILT_IN_RULES } from '../util/version.js';

/** Columns that must be filled in a row of a view, and a condition on it. */
type Need = Pick<Rule['requires'][number], 'view' | 'where'> & { readonly columns?: readonly string[] };

/** What the input holds of a need. */
interface Held {
  /** True when some row has what is needed. */
  readonly met: boolean;
  /** Systems that are called, and of which no row has it. */
  readonly without: readonly string[];
}

/** What the input holds of needs, by their conditions. */
export type HeldNeeds = ReadonlyMap<string, Held>;

/** Views whose rows name the system that was called, so that a rule can be blind for one of them and not for another. */
const BY_TARGET = ['calls', 'attempts', 'observations'];

/** A system with fewer calls than this says little by what its lines lack. */
const LEAST_CALLS = 5;

/**
 * The requirements that the input does not meet: for all of it (`targets` is empty), or for some of the systems
 * called. None when the rule can judge everything. @throws Error with the engine's message when a condition is wrong.
 */
export async function missing(store: Store, { rule }: LoadedRule, held: HeldNeeds): Promise<RuleOutcome['blind']> {
  const blind: RuleOutcome['blind'] = [];
  for (const need of rule.requires) {
    const { met, without } = await heldOf(store, need, held);
    if (!met || without.length > 0) blind.push({ what: need.blind, close: need.close, targets: met ? [...without] : [] });
  }
  return blind;
}

/**
 * Whether the input has a row that the harm may come from. A query over a dozen views takes longer to plan than a small input to
 * read; most inputs have no row at all for most rules. @throws Error with the engine's message when a condition is wrong.
 */
export async function mayArise(store: Store, { rule }: LoadedRule, held: HeldNeeds): Promise<boolean> {
  for (const need of rule.only_where) if ((await heldOf(store, need, held)).met) return true;
  return rule.only_where.length === 0;
}

const heldOf = async (store: Store, need: Need, held: HeldNeeds): Promise<Held> =>
  held.get(keyOf(need)) ?? (await ask(store, need.view, [need])).get(keyOf(need))!;

/**
 * Looks for what the built-in rules need, with one query for each view: a query of its own for each need takes longer
 * to plan than to run. Those of other packs are asked for one by one, when they are needed: in one query with others,
 * a condition of a stranger could answer for them.
 */
export async function holdings(store: Store, rules: readonly LoadedRule[]): Promise<HeldNeeds> {
  const own = rules.filter(({ folder }) => folder.startsWith(BUILT_IN_RULES));
  const needs = new Map(
    own.flatMap(({ rule }) => [...rule.requires, ...rule.only_where].map((need: Need) => [keyOf(need), need] as const)),
  );
  const views = [...groupBy([...needs.values()], ({ view }) => view)];
  const held = await Promise.all(views.map(([view, some]) => ask(store, view, some)));
  return new Map(held.flatMap((some) => [...some]));
}

const keyOf = (need: Need): string => `${need.view} ${conditionOf(need)}`;

const conditionOf = (need: Need): string =>
  [...(need.columns ?? []).map((column) => `"${column}" IS NOT NULL`), ...(need.where ? [`(${need.where})`] : [])].join(' AND ') || 'true';

async function ask(store: Store, view: string, needs: readonly Need[]): Promise<HeldNeeds> {
  return BY_TARGET.includes(view) ? await askByTarget(store, view, needs) : await askAtAll(store, view, needs);
}

/** Each search ends with the first row that it finds. */
async function askAtAll(store: Store, view: string, needs: readonly Need[]): Promise<HeldNeeds> {
  const rows = await store.rows(
    needs.map((need, at) => `(SELECT ${at} AS need FROM "${view}" WHERE ${conditionOf(need)} LIMIT 1)`).join(' UNION ALL '),
  );
  const met = new Set(rows.map(({ need }) => need));
  return new Map(needs.map((need, at) => [keyOf(need), { met: met.has(at), without: [] }]));
}

async function askByTarget(store: Store, view: string, needs: readonly Need[]): Promise<HeldNeeds> {
  const rows = await store.rows(
    `SELECT target, count(*) AS calls, ${needs.map((_, at) => `count(*) FILTER (WHERE n${at}) AS n${at}`).join(', ')}
     FROM (SELECT target, ${needs.map((need, at) => `${conditionOf(need)} AS n${at}`).join(', ')} FROM "${view}")
     GROUP BY target ORDER BY target`,
  );
  const lacks = (at: number) => (row: Row) => row.target !== null && Number(row.calls) >= LEAST_CALLS && row[`n${at}`] === 0;
  return new Map(
    needs.map((need, at) => [
      keyOf(need),
      { met: rows.some((row) => row[`n${at}`] !== 0), without: rows.filter(lacks(at)).map(({ target }) => String(target)) },
    ]),
  );
}
