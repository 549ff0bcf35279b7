/** One finding in full for the terminal: what, why, proof, what was ruled out, and the lines of all sides in the order of time. */

import type { Finding } from '../model/finding.js';
import type { Review } from '../model/review.js';
import { legible } from '../util/masked.js';
import { count, formatNumber } from '../util/numbers.js';
import { formatSpan, formatTime, toRfc3339 } from '../util/times.js';
import { measureText } from '../util/units.js';
import { cut, terminal } from './escape.js';
import { type Paint, PLAIN, wrap } from './summary.js';
import { categoryWords, ruledOutWords, SEVERITY_WORDS, subjectWords } from './words.js';

/** A line of the input that belongs to the finding. */
export interface ExplainedLine {
  readonly file: string;
  readonly line: number;
  readonly atMs: number | null;
  readonly service: string | null;
  readonly vantage: string | null;
  /** The line itself, redacted. */
  readonly text: string;
}

const MOST_KEYS = 12;

/**
 * @param lines in the order of time; null when the inputs were not given, then the evidence alone is shown.
 */
export function renderExplanation(
  review: Review,
  finding: Finding,
  lines: readonly ExplainedLine[] | null,
  paint: Paint = PLAIN,
  width = 80,
): string {
  const texts = review.ruleTexts[finding.rule];
  const head = wrap(terminal(`${finding.id} · ${SEVERITY_WORDS[finding.severity]} · ${finding.title}`), width).map((line) =>
    paint.bold(line),
  );
  const parts = [
    head,
    facts(finding).flatMap((line) => wrap(terminal(line), width)),
    ...(texts ? [wrap(terminal(`Why it matters: ${texts.why}`), width)] : []),
    ruledOut(finding, width),
    keys(finding, width),
    timeLine(finding, lines, paint, width),
    claims(review, finding, width),
    ...(texts ? [wrap(terminal(`Fix: ${texts.remedy}.`.replace(/\.\.$/, '.')), width)] : []),
    ...(lines
      ? []
      : [wrap('Give the logs as well to see the lines around from all sides: caseharden explain FINDING findings.json PATH...', width)]),
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

function facts(finding: Finding): string[] {
  const measures = Object.entries(finding.measures).map(
    ([name, value]) => `${name.replace(/_(ms|seconds|minutes|hours)$/, '').replace(/_/g, ' ')} ${measureText(name, value)}`,
  );
  return [
    `${categoryWords(finding.category)}, confidence ${formatNumber(finding.confidence)}; rule ${finding.rule}, fingerprint ${finding.fingerprint}`,
    `Subject: ${subjectWords(finding.subject)}${finding.cause ? `; cause: ${cut(legible(finding.cause), 160)}` : ''}`,
    finding.window ? `When: ${formatSpan(finding.window.start, finding.window.end)}` : 'When: the input states no time',
    ...(measures.length > 0 ? [`Measured: ${measures.join(', ')}`] : []),
    ...(finding.causedBy.length > 0 ? [`Follows from ${finding.causedBy.join(', ')}`] : []),
    ...(finding.leadsTo.length > 0 ? [`Leads to ${finding.leadsTo.join(', ')}`] : []),
  ];
}

function ruledOut({ ruledOut: all }: Finding, width: number): string[] {
  if (all.length === 0) return [];
  return ['Innocent explanations:', ...all.flatMap((one) => indented(`- ${terminal(one.explanation)}: ${ruledOutWords(one)}`, width))];
}

function keys({ records }: Finding, width: number): string[] {
  if (records.keys.length === 0) return [];
  const more = records.total - Math.min(MOST_KEYS, records.keys.length);
  const shown = records.keys.slice(0, MOST_KEYS).map((key) => cut(terminal(key), 40));
  return wrap(`Records (${formatNumber(records.total)}): ${shown.join(', ')}${more > 0 ? `, and ${formatNumber(more)} more` : ''}`, width);
}

function timeLine(finding: Finding, lines: readonly ExplainedLine[] | null, paint: Paint, width: number): string[] {
  const own = new Map(finding.evidence.map((one) => [`${one.file}:${one.line}`, one]));
  const all: readonly ExplainedLine[] =
    lines ??
    finding.evidence.map(({ file, line, at, excerpt }) => ({
      file,
      line,
      atMs: at ? Date.parse(at) : null,
      service: null,
      vantage: null,
      text: excerpt,
    }));
  const sides = new Set(all.map(({ file }) => file)).size;
  const title = `Time line: ${count(all.length, 'line')} of ${count(sides, 'file')}; > marks evidence`;
  return [paint.bold(title), ...all.flatMap((line) => lineText(line, own.get(`${line.file}:${line.line}`)?.why ?? null, paint, width))];
}

/** When and where first, then what it shows, then the line itself. */
function lineText({ file, line, atMs, service, vantage, text }: ExplainedLine, why: string | null, paint: Paint, width: number): string[] {
  const time = atMs === null ? 'no time' : clock(atMs);
  const who = [service, vantage].filter((part) => part !== null).join(', ');
  const head = wrap(
    `${why === null ? ' ' : '>'} ${time}  ${terminal(file)}:${line}${who ? `  (${terminal(who)})` : ''}`.trimStart(),
    width - 2,
  );
  const marked = head.map((part, at) => (at === 0 && why === null ? `  ${part}` : at === 0 ? part : `  ${part}`));
  return [
    ...marked.map((part) => (why === null ? part : paint.bold(part))),
    ...(why ? wrap(terminal(why), width - 4).map((part) => `    ${part}`) : []),
    ...hardWrapped(terminal(text), width - 4).map((part) => paint.dim(`    ${part}`)),
  ];
}

function clock(ms: number): string {
  const iso = toRfc3339(ms);
  const fraction = /\.\d+/.exec(iso)?.[0] ?? '';
  return formatTime(iso).replace(/ UTC$/, `${fraction} UTC`);
}

function claims({ claims: all }: Review, { id }: Finding, width: number): string[] {
  const wrong = all.filter((claim) => claim.finding === id && claim.verdict === 'contradicted');
  if (wrong.length === 0) return [];
  return [
    'Contradicts the incident report:',
    ...wrong.flatMap(({ claim, place }) => indented(`- ${terminal(place)}: ${terminal(claim)}`, width)),
  ];
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line, at) => (at === 0 ? line : `  ${line}`));
}

/** A log line is broken where the width ends: its blanks tell nothing. */
function hardWrapped(text: string, width: number): string[] {
  const chars = [...text];
  return Array.from({ length: Math.ceil(chars.length / width) }, (_, at) => chars.slice(at * width, (at + 1) * width).join(''));
}
