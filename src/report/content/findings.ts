/** Findings by cause chain, root first. */

import type { Finding } from '../../model/finding.js';
import type { Review } from '../../model/review.js';
import { legible } from '../../util/masked.js';
import { count, formatNumber } from '../../util/numbers.js';
import { formatSpan } from '../../util/times.js';
import { measureText } from '../../util/units.js';
import { cut } from '../escape.js';
import { categoryWords, firstKeys, ruledOutWords, SEVERITY_WORDS, subjectWords } from '../words.js';
import { type Block, code, codes, fold, type Line, list, prose, refs, sentence, table, text } from './blocks.js';
import { suppressedBlocks } from './suppressed.js';

const MOST_KEYS = 20;

export function findings(review: Review): Block[] {
  if (review.findings.length === 0) return [text(noFindings(review.rules)), ...suppressedBlocks(review)];
  const overview = review.findings.map(({ id, severity, title, records, confidence, causedBy }): Line[] => [
    { finding: id },
    { state: severity, text: SEVERITY_WORDS[severity] },
    title,
    records.total > 0 ? formatNumber(records.total) : '—',
    formatNumber(confidence),
    refs(causedBy),
  ]);
  const byId = new Map(review.findings.map((finding) => [finding.id, finding]));
  return [
    ...table('Findings', ['Id', 'Severity', 'Finding', 'Records', 'Confidence', 'Follows from'], overview, [3, 4]),
    ...review.chains.flatMap((chain) =>
      chainBlocks(
        chain.flatMap((id) => byId.get(id) ?? []),
        review,
      ),
    ),
    ...suppressedBlocks(review),
  ];
}

function noFindings(rules: Review['rules']): string {
  const clear = rules.filter(({ outcome }) => outcome === 'clear').length;
  return clear > 0
    ? `None. ${count(clear, 'rule')} looked at the input and ${clear === 1 ? 'was' : 'were'} clear.`
    : 'None, since no rule could judge this input.';
}

function chainBlocks(chain: readonly Finding[], review: Review): Block[] {
  const told = chain.map((finding): Block => ({ kind: 'finding', finding, blocks: findingBlocks(finding, review) }));
  if (chain.length < 2) return told;
  const paths = pathsOf(chain).map((path) =>
    path.flatMap(
      ({ id, category }, at): Line => [...(at > 0 ? [' → '] : []), { finding: id }, ` ${categoryWords(category).toLowerCase()}`],
    ),
  );
  const title = paths.length > 1 ? 'What follows from what, roots first: ' : 'One chain, root first: ';
  return [text({ strong: title }, ...paths.flatMap((path, at) => (at > 0 ? ['; ', ...path] : path))), ...told];
}

/** The links between the findings as paths from cause to consequence: each link once, so that no arrow is drawn where none is. */
function pathsOf(chain: readonly Finding[]): Finding[][] {
  const left = new Map(chain.map((finding) => [finding, chain.filter(({ causedBy }) => causedBy.includes(finding.id))]));
  const paths: Finding[][] = [];
  for (const start of chain) {
    while ((left.get(start) ?? []).length > 0) {
      const path = [start];
      for (let next = left.get(start)?.shift(); next !== undefined; next = left.get(next)?.shift()) path.push(next);
      paths.push(path);
    }
  }
  return paths;
}

function findingBlocks(finding: Finding, review: Review): Block[] {
  const { ruleTexts, tickets } = review;
  const why = ruleTexts[finding.rule]?.why;
  const ticket = tickets.find((one) => one.findings.includes(finding.id));
  return [
    ...list(facts(finding)),
    ...(why ? [text({ strong: 'Why it matters. ' }, ...sentence(why))] : []),
    ...fold(`Evidence (${count(finding.evidence.length, 'line')})`, evidence(finding)),
    ...fold('Innocent explanations', list(finding.ruledOut.map((one) => `${one.explanation}: ${ruledOutWords(one)}`)), true),
    ...keys(finding),
    ...(ticket ? fold(`Fix: ${ticket.summary}`, change(ticket, finding, review), true) : []),
  ];
}

/** A ticket for several findings tells its change once. */
function change(ticket: Review['tickets'][number], { id }: Finding, { findings: all }: Review): Block[] {
  const told = ticket.finding !== id && all.some((finding) => finding.id === ticket.finding);
  return told ? [text('The change stands with ', { finding: ticket.finding }, '.')] : prose(ticket.change);
}

function facts(finding: Finding): Line[] {
  const measures = Object.entries(finding.measures).map(
    ([name, value]) => `${name.replace(/_(ms|seconds|minutes|hours)$/, '').replace(/_/g, ' ')} ${measureText(name, value)}`,
  );
  return [
    `${categoryWords(finding.category)}, confidence ${formatNumber(finding.confidence)}`,
    `Subject: ${subjectWords(finding.subject)}${finding.cause ? `; cause: ${cut(legible(finding.cause), 160)}` : ''}`,
    finding.window ? `When: ${formatSpan(finding.window.start, finding.window.end)}` : 'When: the input states no time',
    ...(measures.length > 0 ? [`Measured: ${measures.join(', ')}`] : []),
    ...(finding.causedBy.length > 0 ? [['Follows from ', ...refs(finding.causedBy)]] : []),
    ...(finding.leadsTo.length > 0 ? [['Leads to ', ...refs(finding.leadsTo)]] : []),
    ['Rule ', { code: finding.rule }, ', fingerprint ', { code: finding.fingerprint }],
  ];
}

function evidence({ evidence: lines }: Finding): Block[] {
  return lines.flatMap(({ file, line, why, excerpt }) => [
    text({ code: `${file}:${line}` }, ` — ${why}`),
    ...(excerpt === '' ? [] : [code(excerpt)]),
  ]);
}

function keys({ records }: Finding): Block[] {
  const { shown, more } = firstKeys(records.keys, records.total, MOST_KEYS);
  if (shown.length === 0) return [];
  const left = more > 0 ? ` and ${formatNumber(more)} more in findings.json` : '';
  return [text({ strong: `Records (${formatNumber(records.total)}). ` }, ...codes(shown.map((key) => cut(key, 60))), left)];
}
