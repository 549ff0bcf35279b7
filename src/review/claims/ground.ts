/** What a claim is set against: the findings that it can mean, and what was looked for without a find. */
import type { Category, Finding } from '../../model/finding.js';
import type { Claim } from '../../model/review.js';
import { isSerious, type Material } from '../material.js';
import { alike, type Statement, wordsOf } from './statement.js';

/** How one part of a claim stands. */
export type Judgement = Pick<Claim, 'verdict' | 'evidence' | 'places' | 'finding'>;

export const notCheckable = (why: string): Judgement => ({ verdict: 'not_checkable', evidence: why, places: [], finding: null });

/** A judgement that rests on a finding, with the lines that show it: the first one and the last one. */
export function byFinding(verdict: 'confirmed' | 'contradicted', evidence: string, finding: Finding): Judgement {
  const places = [finding.evidence[0], finding.evidence.at(-1)].flatMap((line) => (line ? [`${line.file}:${line.line}`] : []));
  return { verdict, evidence, places: [...new Set(places)], finding: finding.id };
}

/** A weaker proof must not call anybody wrong. */
const SURE = 0.7;

/**
 * Findings of these categories that the claim can mean. When its words name an operation or a system of
 * the input, only those at it; a claim about orders is not contradicted by lost e-mails.
 */
export function meant({ text }: Pick<Statement, 'text'>, categories: readonly Category[], material: Material): Finding[] {
  const said = wordsOf(text);
  const found = material.findings.filter(
    (finding) => categories.includes(finding.category) && isSerious(finding) && finding.confidence >= SURE,
  );
  const names = (finding: Finding) => wordsOf(`${finding.subject.operation ?? ''} ${finding.subject.target ?? ''}`);
  const known = [
    ...material.facts.operations.map(({ operation, target }) => wordsOf(`${operation} ${target ?? ''}`)),
    ...material.findings.map(names),
  ];
  const named = said.filter((word) => known.some((words) => words.some((name) => alike(word, name))));
  if (named.length === 0) return found;
  const at = found.filter((finding) => names(finding).some((name) => named.some((word) => alike(word, name))));
  // Where only one system does this kind of harm, a word that happens to name another one tells nothing.
  return at.length > 0 ? at : found.filter(({ subject }) => subject.operation === null);
}

/** Whether all rules of a category judged this input and found nothing; and if not, what kept them from it. */
export function cleared(category: Category, { outcomes, rules }: Material): { readonly clear: boolean; readonly why: string } {
  const own = outcomes.filter(({ rule }) => rules.find(({ id }) => id === rule)?.rule.category === category);
  const blind = own.flatMap((outcome) => outcome.blind.map(({ what }) => what));
  const clear = own.length > 0 && own.every(({ outcome }) => outcome === 'clear') && blind.length === 0;
  return { clear, why: blind[0] ?? 'No rule could judge this.' };
}
