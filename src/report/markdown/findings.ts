/** Findings by cause chain, root first. */
import type { Finding } from '../../model/finding.js';
import type { Review } from '../../model/review.js';
import { count, formatNumber } from '../../util/numbers.js';
import { formatSpan } from '../../util/times.js';
import { measureText } from '../../util/units.js';
import { cut, md, mdCode, mdFence } from '../escape.js';
import { categoryWords, firstKeys, ruledOutWords, SEVERITY_WORDS, subjectWords } from '../words.js';
import { blocks, bullets, prose, sentence, table } from './text.js';

const MOST_KEYS = 20;

export function findings(review: Review): string {
  if (review.findings.length === 0) return noFindings(review.rules);
  const overview = table(
    ['Id', 'Severity', 'Finding', 'Records', 'Confidence', 'Follows from'],
    review.findings.map(({ id, severity, title, records, confidence, causedBy }) => [
      id,
      SEVERITY_WORDS[severity],
      md(title),
      records.total > 0 ? formatNumber(records.total) : '—',
      formatNumber(confidence),
      causedBy.join(', ') || '—',
    ]),
    [3, 4],
  );
  const byId = new Map(review.findings.map((finding) => [finding.id, finding]));
  return blocks(
    overview,
    ...review.chains.map((chain) =>
      chainText(
        chain.flatMap((id) => byId.get(id) ?? []),
        review,
      ),
    ),
  );
}

function noFindings(rules: Review['rules']): string {
  const clear = rules.filter(({ outcome }) => outcome === 'clear').length;
  return clear > 0
    ? `None. ${count(clear, 'rule')} looked at the input and ${clear === 1 ? 'was' : 'were'} clear.`
    : 'None, since no rule could judge this input.';
}

function chainText(chain: readonly Finding[], review: Review): string {
  const head =
    chain.length > 1 ? `**Chain:** ${chain.map(({ id, category }) => `${id} ${categoryWords(category).toLowerCase()}`).join(' → ')}` : '';
  return blocks(head, ...chain.map((finding) => findingText(finding, review)));
}

function findingText(finding: Finding, { ruleTexts, tickets }: Review): string {
  const text = ruleTexts[finding.rule];
  const ticket = tickets.find((one) => one.finding === finding.id);
  return blocks(
    `### ${finding.id} ${md(finding.title)}`,
    facts(finding),
    text ? `**Why it matters.** ${sentence(text.why)}` : '',
    blocks('**Evidence**', evidence(finding)),
    finding.ruledOut.length > 0
      ? blocks('**Innocent explanations**', bullets(finding.ruledOut.map((one) => `${md(one.explanation)}: ${ruledOutWords(one)}`)))
      : '',
    keys(finding),
    ticket ? blocks(`**Fix.** ${md(ticket.summary)} (ticket ${mdCode(ticket.key)})`, prose(ticket.change)) : '',
  );
}

function facts(finding: Finding): string {
  const measures = Object.entries(finding.measures).map(
    ([name, value]) => `${md(name.replace(/_(ms|seconds|minutes|hours)$/, '').replace(/_/g, ' '))} ${measureText(name, value)}`,
  );
  return bullets([
    `${SEVERITY_WORDS[finding.severity]} · ${categoryWords(finding.category)} · confidence ${formatNumber(finding.confidence)}`,
    `Subject: ${md(subjectWords(finding.subject))}${finding.cause ? `; cause: ${md(cut(finding.cause, 160))}` : ''}`,
    finding.window ? `When: ${formatSpan(finding.window.start, finding.window.end)}` : 'When: the input states no time',
    ...(measures.length > 0 ? [`Measured: ${measures.join(', ')}`] : []),
    ...(finding.causedBy.length > 0 ? [`Follows from ${finding.causedBy.join(', ')}`] : []),
    ...(finding.leadsTo.length > 0 ? [`Leads to ${finding.leadsTo.join(', ')}`] : []),
    `Rule ${mdCode(finding.rule)}, fingerprint ${mdCode(finding.fingerprint)}`,
  ]);
}

function evidence({ evidence: lines }: Finding): string {
  return blocks(
    ...lines.map(({ file, line, why, excerpt }) =>
      blocks(`${mdCode(`${file}:${line}`)} — ${md(why)}`, excerpt === '' ? '' : mdFence(excerpt, 'text')),
    ),
  );
}

function keys({ records }: Finding): string {
  const { shown, more } = firstKeys(records.keys, records.total, MOST_KEYS);
  if (shown.length === 0) return '';
  return `**Records (${formatNumber(records.total)}).** ${shown.map((key) => mdCode(key, 60)).join(', ')}${more > 0 ? ` and ${formatNumber(more)} more in findings.json` : ''}`;
}
