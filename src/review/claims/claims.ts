/** The incident report against the evidence: each claim with a time or an amount is confirmed, contradicted, or cannot be checked. */
import type { Claim, Review } from '../../model/review.js';
import type { Material } from '../material.js';
import { amountJudgements } from './amounts.js';
import { backoffJudgement } from './backoff.js';
import { type Judgement, notCheckable } from './ground.js';
import { type Statement, statementOf } from './statement.js';
import { timeJudgements } from './times.js';

/**
 * Claims in the order of the report. Only what the evidence shows plainly contradicts one: a wrong
 * "contradicted" costs more trust than ten claims that are left open.
 */
export function claimsOf(material: Material, lag: Review['lag']): Claim[] {
  const { start_ms, end_ms, claims } = material.facts;
  const span = start_ms === null || end_ms === null ? null : { start: start_ms, end: end_ms };
  const judged = claims.flatMap((claim): Claim[] => {
    const statement = statementOf(claim, span);
    const judgement = judgementOf(statement, material, lag);
    return judgement ? [{ claim: claim.text, place: statement.place, ...judgement }] : [];
  });
  return judged.filter(({ claim, place }, at) => judged.findIndex((one) => one.claim === claim && one.place === place) === at);
}

/** Null for a sentence that claims nothing: "None.", "All times are UTC". */
function judgementOf(statement: Statement, material: Material, lag: Review['lag']): Judgement | null {
  const judgements = [
    ...amountJudgements(statement, material),
    ...timeJudgements(statement, material, lag),
    ...backoffJudgement(statement, material),
  ];
  if (judgements.length === 0) return null;
  return statement.tells('unsure') ? notCheckable('The report itself is not sure of it.') : combined(judgements);
}

/** One wrong part makes a claim wrong; otherwise what is confirmed is told before what is open. */
function combined(judgements: readonly Judgement[]): Judgement {
  const of = (verdict: Claim['verdict']) => judgements.filter((one) => one.verdict === verdict);
  const chosen = [of('contradicted'), of('confirmed'), of('not_checkable')].find((some) => some.length > 0) ?? [];
  const evidence = [
    ...new Set(chosen.map((one) => one.evidence.replace(/\.$/, '').replace(/^(No|The|When|Not)\b/, (word) => word.toLowerCase()))),
  ].join('; ');
  return {
    verdict: chosen[0]?.verdict ?? 'not_checkable',
    evidence: `${evidence.charAt(0).toUpperCase()}${evidence.slice(1)}`,
    places: [...new Set(chosen.flatMap(({ places }) => places))],
    finding: chosen[0]?.finding ?? null,
  };
}
