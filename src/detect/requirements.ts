/** What a rule needs of the input, and what is missing: the blind spots. */
import type { LoadedRule, RuleOutcome } from '../model/rule.js';
import type { Store } from '../store/store.js';

/** The requirements that the input does not meet; none when the rule can judge. */
export async function missing(store: Store, { rule }: LoadedRule): Promise<RuleOutcome['blind']> {
  const blind: RuleOutcome['blind'] = [];
  for (const need of rule.requires) {
    const conditions = [...need.columns.map((column) => `"${column}" IS NOT NULL`), ...(need.where ? [`(${need.where})`] : [])];
    const rows = await store.rows(`SELECT 1 AS one FROM "${need.view}" WHERE ${conditions.join(' AND ') || 'true'} LIMIT 1`);
    if (rows.length === 0) blind.push({ what: need.blind, close: need.close });
  }
  return blind;
}
