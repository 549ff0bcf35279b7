/** The terminal summary: verdict, findings, blind spots, files, next step. At most 80 columns. */

import type { Severity } from '../model/finding.js';
import { REPAIR_FILES } from '../model/repair.js';
import type { Review } from '../model/review.js';
import { groupBy } from '../util/groups.js';
import { count, formatNumber } from '../util/numbers.js';
import { cut, terminal } from './escape.js';
import { SEVERITY_WORDS } from './words.js';

/** Colours are handed in: the terminal belongs to the command line. */
export type Paint = Readonly<Record<Severity | 'bold' | 'dim' | 'good', (text: string) => string>>;

/** No colours at all. */
export const PLAIN: Paint = { critical: same, high: same, medium: same, low: same, info: same, bold: same, dim: same, good: same };

const WIDTH = 80;
/** All of it must fit one screen. */
const MOST_FINDINGS = 8;
const MOST_SPOTS = 2;

/**
 * @param out the output folder as the user named it; null when nothing was written.
 * @param files paths below it.
 */
export function renderSummary(review: Review, paint: Paint = PLAIN, out: string | null = null, files: readonly string[] = []): string {
  const sections = [
    verdict(review, paint),
    findings(review, paint),
    suppressed(review, paint),
    unread(review, paint),
    spots(review, paint),
    written(review, out, files, paint),
    next(review, out, files, paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdict({ verdict: lines, worst }: Review, paint: Paint): string[] {
  const serious = worst === 'critical' || worst === 'high' || worst === 'medium';
  return lines.flatMap((line, at) => wrap(terminal(line)).map((part) => (at > 0 ? part : serious ? paint.bold(part) : paint.good(part))));
}

function findings({ findings: all }: Review, paint: Paint): string[] {
  const lines = all.slice(0, MOST_FINDINGS).flatMap(({ id, severity, title, causedBy }) => {
    const head = `${SEVERITY_WORDS[severity].toLowerCase().padEnd(8)} ${id}  `;
    const after = causedBy.length > 0 ? ` (follows from ${causedBy.join(', ')})` : '';
    const [first = '', ...more] = wrap(terminal(title) + after, WIDTH - head.length);
    return [paint[severity](head) + first, ...more.map((part) => ' '.repeat(head.length) + part)];
  });
  const left = all.length - MOST_FINDINGS;
  return left > 0 ? [...lines, paint.dim(`and ${formatNumber(left)} more in review.md`)] : lines;
}

function suppressed({ suppressed: hidden, expired }: Review, paint: Paint): string[] {
  const over = expired.map(({ meant, until, place, findings: back }) => {
    const again =
      back.length > 0 ? `${back.join(', ')} ${back.length === 1 ? 'counts' : 'count'} again` : 'nothing of it is found any more';
    return `Suppression over since ${until}: ${terminal(meant)} (${terminal(place)}); ${again}.`;
  });
  const ends = hidden.map(({ suppression }) => suppression.until).sort()[0];
  const kept = hidden.length > 0 ? [`${count(hidden.length, 'finding')} suppressed; the first comes back after ${ends}.`] : [];
  return [
    ...kept.flatMap((line) => wrap(line)).map((line) => paint.dim(line)),
    ...over.flatMap((line) => wrap(line)).map((line) => paint.medium(line)),
  ];
}

function unread({ inputs, totals }: Review, paint: Paint): string[] {
  const dead = inputs.filter(({ format }) => format === 'unreadable');
  const lost =
    totals.malformed > 0
      ? [`${count(totals.malformed, 'record')} of ${formatNumber(totals.records)} could not be read; review.md says which.`]
      : [];
  return [...dead.flatMap(({ path, reason }) => wrap(`Not read: ${terminal(path)}: ${terminal(reason)}`)), ...lost].map((line) =>
    paint.medium(line),
  );
}

function spots({ blindSpots }: Review, paint: Paint): string[] {
  if (blindSpots.length === 0) return [];
  const lines = blindSpots.slice(0, MOST_SPOTS).flatMap(({ what, close }) => {
    const [first = '', ...more] = wrap(`${terminal(what)} ${terminal(close)}`, WIDTH - 2);
    return [`- ${first}`, ...more.map((part) => `  ${part}`)];
  });
  const left = blindSpots.length - MOST_SPOTS;
  return [
    paint.bold(`Could not be judged (${formatNumber(blindSpots.length)}):`),
    ...lines,
    ...(left > 0 ? [paint.dim(`- and ${formatNumber(left)} more in review.md`)] : []),
  ];
}

function written({ repairs }: Review, out: string | null, files: readonly string[], paint: Paint): string[] {
  if (out === null) return [];
  return [paint.bold(`Written to ${terminal(out)}:`), ...listed(files, repairs)];
}

/** A folder with many files is one line; of the lists of records only those that list any. */
function listed(files: readonly string[], repairs: Review['repairs']): string[] {
  const rows = new Map<string, number>(REPAIR_FILES.map(({ file, part }) => [file, repairs[part].length]));
  const told = files.filter((name) => rows.get(name) !== 0);
  const folders = groupBy(told, (file) => (file.includes('/') && !rows.has(file) ? `${file.split('/')[0]}/` : file));
  return [...folders].flatMap(([folder, own]) => {
    if (own.length > 3) return [`  ${folder} (${own.length} files)`];
    return own.map((file) => `  ${file}${rows.has(file) ? ` (${count(rows.get(file) ?? 0, 'row')})` : ''}`);
  });
}

/** What to read, then what to look into; the runbook names the lists of records. */
function next({ findings: [first] }: Review, out: string | null, files: readonly string[], paint: Paint): string[] {
  if (out === null || !files.includes('review.html')) return [];
  const folder = terminal(out).replace(/\/+$/, '');
  const open = paint.bold(`Next: open ${folder}/review.html`);
  return first ? [open, ...wrap(`Lines of one finding, from all sides: caseharden explain ${first.id} ${folder} LOGS`)] : [open];
}

/** Lines of at most `width` columns; a longer word stands on its own line, cut. */
export function wrap(text: string, width = WIDTH): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + 1 + [...word].length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(cut(word, width));
  }
  return lines;
}

function same(text: string): string {
  return text;
}
