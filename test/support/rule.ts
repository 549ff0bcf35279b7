/** A small rule over the views, for tests of detect. */
import type { LoadedRule, Rule } from '../../src/model/rule.js';
import { aRule } from '../builders/review.js';

/** One row per failed call, unless another query is given. */
export const FAILED_CALLS = `
  SELECT source, target, operation, at_ms, end_ms, record_key, 1 AS failures, duration_ms, id AS event_1, 'failed' AS why_1
  FROM calls WHERE status >= 500`;

/** A loaded rule whose measure `failures` counts rows; anything else of it can be replaced. */
export function ruleOver(sql: string = FAILED_CALLS, over: Partial<Rule> = {}): LoadedRule {
  const made = aRule({
    name: 'failed-calls',
    requires: [],
    measures: { failures: { aggregate: 'rows', doc: 'Calls that failed.' } },
    severity: { base: 'low', raise: [], lower: [] },
    ...over,
  });
  return { ...made, id: `own/${made.rule.name}`, pack: 'own', sql };
}
