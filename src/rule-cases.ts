/** Runs the test cases that stand beside a rule: events in, finding or none out. */

import { detect } from './detect/detect.js';
import { explain } from './detect/explain.js';
import { holdings, mayArise } from './detect/requirements.js';
import type { Detection } from './model/finding.js';
import type { LoadedRule, RuleCase } from './model/rule.js';
import type { TaxonomyEntry } from './model/taxonomy.js';
import { caseEvents } from './rulepack/case-events.js';
import { openStore, type Store } from './store/store.js';

export interface CaseResult {
  readonly rule: string;
  readonly name: string;
  /** What differs from what the case expects, one sentence each; none when it passes. */
  readonly failures: readonly string[];
}

/** Runs one case in a store of its own. */
export async function runCase(rule: LoadedRule, ruleCase: RuleCase, taxonomy: readonly TaxonomyEntry[]): Promise<CaseResult> {
  try {
    const store = await openCase(ruleCase, taxonomy);
    try {
      return await judgeCase(store, rule, ruleCase);
    } finally {
      store.close();
    }
  } catch (error) {
    return { rule: rule.id, name: ruleCase.name, failures: [(error as Error).message] };
  }
}

/**
 * A store that holds the events of a case, ready for rules. Whoever opens it closes it.
 * @throws Error with one sentence when an event does not fit the schema.
 */
export async function openCase(ruleCase: RuleCase, taxonomy: readonly TaxonomyEntry[]): Promise<Store> {
  const events = caseEvents(ruleCase);
  const store = await openStore();
  await store.load(events);
  await store.build(taxonomy, { flows: ruleCase.flows });
  return store;
}

/** Compares what the rule makes of a case's events with what the case expects. */
export async function judgeCase(store: Store, rule: LoadedRule, ruleCase: RuleCase): Promise<CaseResult> {
  const { detections, outcomes } = await detect(store, [rule], { parameters: { [rule.id]: ruleCase.parameters ?? {} } });
  const outcome = outcomes[0];
  const got = outcome?.outcome === 'found' ? 'finding' : (outcome?.outcome ?? 'error');
  const failures =
    got === ruleCase.expect
      ? [...compare(ruleCase, detections), ...(await unreasoned(store, rule, ruleCase)), ...(await unasked(store, rule, ruleCase))]
      : [
          `expected ${ruleCase.expect}, got ${got}${outcome?.error ? `: ${outcome.error}` : ''}${await nearest(store, rule, ruleCase, got)}`,
        ];
  return { rule: rule.id, name: ruleCase.name, failures };
}

/** A reason that the case expects and that no row is ruled out with. */
async function unreasoned(store: Store, rule: LoadedRule, { reason, parameters }: RuleCase): Promise<string[]> {
  if (reason === undefined) return [];
  const { subjects } = await explain(store, rule, parameters);
  const given = subjects.flatMap(({ ruledOut }) => ruledOut.map((one) => one.reason));
  return given.some((text) => text.includes(reason)) ? [] : [`reason: expected ${reason}, got ${given.join('; ') || 'none'}`];
}

/** Rows of a query that is not asked, since `only_where` holds nowhere: it must hold for all that the query may find. */
async function unasked(store: Store, rule: LoadedRule, { parameters }: RuleCase): Promise<string[]> {
  if (await mayArise(store, rule, await holdings(store, [rule]))) return [];
  const { subjects } = await explain(store, rule, parameters);
  return subjects.length === 0
    ? []
    : [`only_where: no row of the input meets it, but the query finds rows about ${subjects.length} subjects`];
}

/** Why there is no finding where one was expected: what is missing, else what the closest subject lacks. */
async function nearest(store: Store, rule: LoadedRule, ruleCase: RuleCase, got: string): Promise<string> {
  if (ruleCase.expect !== 'finding' || got === 'error') return '';
  const { blind, subjects } = await explain(store, rule, ruleCase.parameters);
  if (blind[0]) return `; not judged: ${blind[0].what} ${blind[0].close}`;
  const [closest] = subjects;
  if (!closest) return '; the query gives no row';
  const reasons = [
    ...closest.bounds
      .filter(({ holds }) => !holds)
      .map(({ measure, value, needs }) => `${measure} is ${value ?? 'unknown'}, needs ${needs}`),
    ...closest.ruledOut.map(({ reason, rows }) => `${rows} ruled out: ${reason}`),
  ];
  return `; closest: ${closest.subject.operation ?? 'the input'}: ${reasons.join('; ')}`;
}

function compare(ruleCase: RuleCase, detections: readonly Detection[]): string[] {
  const failures: string[] = [];
  if (ruleCase.expect !== 'finding') return failures;
  const wanted = ruleCase.findings ?? 1;
  if (detections.length !== wanted) failures.push(`expected ${wanted} findings, got ${detections.length}`);
  const fits = detections.some((d) => differences(ruleCase, d).length === 0);
  if (!fits) failures.push(...detections.slice(0, 1).flatMap((d) => differences(ruleCase, d)));
  return failures;
}

function differences(ruleCase: RuleCase, detection: Detection): string[] {
  const failures: string[] = [];
  for (const [name, value] of Object.entries(ruleCase.measures ?? {})) {
    if (detection.measures[name] !== value) failures.push(`measure ${name}: expected ${value}, got ${detection.measures[name]}`);
  }
  const keys = [...(ruleCase.keys ?? detection.keys)].sort().join(' ');
  if (ruleCase.why !== undefined && !detection.evidence.some(({ why }) => why.includes(ruleCase.why ?? '')))
    failures.push(`why: expected ${ruleCase.why}, got ${detection.evidence.map(({ why }) => why).join('; ')}`);
  if (keys !== [...detection.keys].sort().join(' ')) failures.push(`keys: expected ${keys}, got ${[...detection.keys].sort().join(' ')}`);
  if (ruleCase.operation !== undefined && ruleCase.operation !== detection.subject.operation) {
    failures.push(`operation: expected ${ruleCase.operation}, got ${detection.subject.operation}`);
  }
  return failures;
}
