/** What a rule needs of the input, and what is missing: the blind spots. */
import type { LoadedRule, Rule, RuleOutcome } from '../model/rule.js';
import type { Store } from '../store/store.js';

type Need = Rule['requires'][number];

/** Views whose rows name the system that was called, so that a rule can be blind for one of them and not for another. */
const BY_TARGET = ['calls', 'attempts', 'observations'];

/** A system with fewer calls than this says little by what its lines lack. */
const LEAST_CALLS = 5;

/**
 * The requirements that the input does not meet: for all of it (`targets` is empty), or for some of the systems
 * called. None when the rule can judge everything.
 */
export async function missing(store: Store, { rule }: LoadedRule): Promise<RuleOutcome['blind']> {
  const blind: RuleOutcome['blind'] = [];
  for (const need of rule.requires) {
    const rows = await store.rows(`SELECT 1 AS one FROM "${need.view}" WHERE ${conditionOf(need)} LIMIT 1`);
    const targets = rows.length === 0 ? [] : await targetsWithout(store, need);
    if (rows.length === 0 || targets.length > 0) blind.push({ what: need.blind, close: need.close, targets });
  }
  return blind;
}

const conditionOf = (need: Need): string =>
  [...need.columns.map((column) => `"${column}" IS NOT NULL`), ...(need.where ? [`(${need.where})`] : [])].join(' AND ') || 'true';

/** Systems that are called, and of which no row of the view holds what is needed. */
async function targetsWithout(store: Store, need: Need): Promise<string[]> {
  if (!BY_TARGET.includes(need.view)) return [];
  const rows = await store.rows(
    `SELECT target FROM "${need.view}" WHERE target IS NOT NULL GROUP BY target
     HAVING count(*) >= ${LEAST_CALLS} AND count(*) FILTER (WHERE ${conditionOf(need)}) = 0 ORDER BY target`,
  );
  return rows.map(({ target }) => String(target));
}
