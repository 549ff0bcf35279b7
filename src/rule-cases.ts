/** Runs rules on their own cases: the events of a case through the store and the one rule. */
import { detect } from './detect/detect.js';
import type { Detection } from './model/finding.js';
import type { LoadedRule, RuleCase, RuleOutcome } from './model/rule.js';
import { caseEvents } from './rulepack/case-events.js';
import { loadCases } from './rulepack/load.js';
import { loadTaxonomy } from './rulepack/taxonomy.js';
import { openStore } from './store/store.js';
import { TAXONOMY } from './util/version.js';

export interface CaseResult {
  readonly rule: string;
  readonly name: string;
  /** What differs from what the case expects; empty when nothing does. */
  readonly wrong: readonly string[];
}

const OUTCOME = { finding: 'found', clear: 'clear', not_judged: 'not_judged' } as const;
/** Two numbers are the same when they differ by less than this share. */
const TOLERANCE = 1e-6;

/**
 * Runs all cases of a rule.
 * @throws Error with one sentence when cases.yaml is missing or does not fit.
 */
export async function runCases(rule: LoadedRule): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const ruleCase of loadCases(rule)) results.push({ rule: rule.id, name: ruleCase.name, wrong: await runCase(rule, ruleCase) });
  return results;
}

async function runCase(rule: LoadedRule, ruleCase: RuleCase): Promise<string[]> {
  const store = await openStore();
  try {
    await store.load(caseEvents(ruleCase));
    await store.build(loadTaxonomy(TAXONOMY));
    const { detections, outcomes } = await detect(store, [rule], { parameters: { [rule.id]: ruleCase.parameters ?? {} } });
    return differences(ruleCase, detections, outcomes[0]);
  } catch (error) {
    return [(error as Error).message];
  } finally {
    store.close();
  }
}

function differences(ruleCase: RuleCase, detections: readonly Detection[], outcome: RuleOutcome | undefined): string[] {
  const expected = OUTCOME[ruleCase.expect];
  if (outcome?.outcome !== expected) return [`expected ${expected}, got ${outcome?.outcome}${outcome?.error ? `: ${outcome.error}` : ''}`];
  if (expected !== 'found') return [];
  const many = ruleCase.findings ?? 1;
  if (detections.length !== many) return [`expected ${many} findings, got ${detections.length}`];
  const tries = detections.map((detection) => against(ruleCase, detection));
  return tries.sort((a, b) => a.length - b.length)[0] ?? [];
}

/** What one finding has other than the case expects. */
function against(ruleCase: RuleCase, detection: Detection): string[] {
  const wrong: string[] = [];
  const operation = detection.subject.operation;
  if (ruleCase.operation !== undefined && operation !== ruleCase.operation)
    wrong.push(`operation is ${operation}, expected ${ruleCase.operation}`);
  for (const [name, value] of Object.entries(ruleCase.measures ?? {})) {
    const got = detection.measures[name];
    if (got === undefined || Math.abs(got - value) > TOLERANCE * Math.max(1, Math.abs(value)))
      wrong.push(`${name} is ${got}, expected ${value}`);
  }
  const [keys, expected] = [detection.keys, ruleCase.keys].map((list) => [...(list ?? [])].sort().join(', '));
  if (ruleCase.keys && keys !== expected) wrong.push(`keys are ${keys}, expected ${expected}`);
  return wrong;
}
