/** The Review: everything that any output says, put together from findings, rules and facts. */
import type { Review } from '../model/review.js';
import type { Rule } from '../model/rule.js';
import { toRfc3339 } from '../util/times.js';
import { blindSpotsOf } from './blind-spots.js';
import { chainsOf } from './chains.js';
import { claimsOf } from './claims/claims.js';
import { controlsOf } from './controls/controls.js';
import { errorsOf } from './errors.js';
import { expectationsOf } from './integrations/expectations.js';
import type { Material } from './material.js';
import { alertNames, monitoringOf } from './monitoring/monitoring.js';
import { policiesOf } from './policies/policies.js';
import { repairsOf } from './repairs/repairs.js';
import { textForAll } from './rule-text.js';
import { runbookOf } from './runbook/runbook.js';
import { testsOf } from './tests.js';
import { ticketsOf } from './tickets/tickets.js';
import { lagOf, timelineOf } from './timeline.js';
import { verdictOf } from './verdict.js';
import { worksOf } from './works.js';

export type { Material } from './material.js';

/**
 * Builds the Review. Pure: the same material gives the same Review.
 * @throws Error when a finding names a rule that is not among `rules`: a fault of the program.
 */
export function buildReview(material: Material): Review {
  const { findings, facts } = material;
  const span = facts.start_ms === null || facts.end_ms === null ? null : { start: toRfc3339(facts.start_ms), end: toRfc3339(facts.end_ms) };
  const lag = lagOf(material);
  const claims = claimsOf(material, lag);
  const blindSpots = blindSpotsOf(material);
  const chains = chainsOf(findings);
  const repairs = repairsOf(findings);
  const controls = controlsOf(material, lag);
  const { alerts, monitoring } = monitoringOf(material, lag);
  return {
    schemaVersion: '1',
    tool: { name: 'caseharden', version: material.version },
    verdict: verdictOf(material, { span, lag, blindSpots, claims }),
    worst: findings[0]?.severity ?? null,
    span,
    inputs: [...material.inputs],
    totals: material.totals,
    blindSpots,
    findings: findings.map(({ places: _, ...finding }) => finding),
    suppressed: [...(material.suppressed ?? [])],
    expired: [...(material.expired ?? [])],
    chains,
    timeline: timelineOf(material),
    lag,
    claims,
    controls,
    errors: errorsOf(facts),
    expectations: expectationsOf(material, controls),
    policies: policiesOf(material),
    works: worksOf(material, controls),
    tickets: ticketsOf(material, alertNames(alerts)),
    alerts,
    monitoring,
    tests: testsOf(material),
    runbook: runbookOf(material, chains, repairs),
    repairs,
    rules: material.outcomes.map((outcome) => ({ ...outcome, ...categoryOf(outcome.rule, material) })),
    ruleTexts: ruleTextsOf(material),
    facts,
  };
}

function categoryOf(id: string, { rules }: Material): Partial<Review['rules'][number]> {
  const category = rules.find((loaded) => loaded.id === id)?.rule.category;
  return category === undefined ? {} : { category };
}

function ruleTextsOf({ findings: open, suppressed = [], rules }: Material): Review['ruleTexts'] {
  const findings = [...open, ...suppressed];
  const texts = rules.flatMap(({ id, rule }) => {
    const found = findings.filter((finding) => finding.rule === id);
    if (found.length === 0) return [];
    const text = (template: string) => textForAll(found, template);
    const { change, summary } = rule.remedy;
    return [
      [
        id,
        {
          finds: text(rule.finds),
          why: text(rule.why),
          change: text(change),
          remedy: text(summary),
          mistakes: rule.mistakes.map(text),
          counted: countedOf(rule),
        },
      ] as const,
    ];
  });
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Measures that grow with the traffic: sums and counts, but no times and no ratios. */
function countedOf({ measures }: Rule): string[] {
  return Object.entries(measures).flatMap(([name, { aggregate }]) =>
    ['sum', 'rows', 'keys', 'distinct'].includes(aggregate) && !/_(ms|seconds|minutes|hours)$/.test(name) ? [name] : [],
  );
}
