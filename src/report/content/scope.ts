/** Verdict, scope and blind spots, timeline, integration map. */

import type { Review } from '../../model/review.js';
import { count, formatDuration, formatNumber, formatShare } from '../../util/numbers.js';
import { formatSpan, formatTime } from '../../util/times.js';
import { cut } from '../escape.js';
import { MOMENT_WORDS } from '../words.js';
import { type Block, codes, fold, heading, type Line, list, type Span, table, text } from './blocks.js';
import { clockDoubts } from './clocks.js';

const MOST_OPERATIONS = 30;
const MOST_MOMENTS = 80;
const MOST_PROBLEMS = 20;
const MOST_CLAIMS = 40;

export function verdict(review: Review): Block[] {
  return [...list(review.verdict), ...(review.works.length > 0 ? [heading('What was seen to work'), ...list(review.works)] : [])];
}

export function scope(review: Review): Block[] {
  const { inputs, totals, span, blindSpots, rules } = review;
  const when = span ? `The log runs ${formatSpan(span.start, span.end)}.` : 'No record states a time.';
  const counts = `${count(totals.files, 'file')}, ${count(totals.records, 'record')}: ${count(totals.events, 'event')}, ${formatNumber(totals.malformed)} malformed, ${formatNumber(totals.skipped)} skipped.`;
  const blind = table(
    'Blind spots',
    ['Could not be judged', 'To change that', 'Rule'],
    blindSpots.map(({ rule, what, close }) => [what, close, { code: rule }]),
  );
  return [
    text(`${counts} ${when}`),
    ...clockDoubts(review),
    ...files(inputs),
    ...problems(inputs),
    ...kept(review.facts.cut),
    heading('Blind spots'),
    ...(blind.length > 0
      ? blind
      : [text(rules.length > 0 ? `None: no rule of ${formatNumber(rules.length)} lacked what it needs.` : 'No rule was run.')]),
  ];
}

function files(inputs: Review['inputs']): Block[] {
  const rows = inputs.map((input): Line[] => [
    { code: input.path },
    input.wrapper ? `${input.format} in ${input.wrapper}` : input.format,
    ...[input.records, input.events, input.malformed, input.skipped].map(formatNumber),
  ]);
  return table('Inputs', ['File', 'Format', 'Records', 'Events', 'Malformed', 'Skipped'], rows, [2, 3, 4, 5]);
}

function problems(inputs: Review['inputs']): Block[] {
  const lines = inputs.flatMap(({ path, problems: found }) =>
    found.slice(0, 3).map(({ line, reason }): Line => [{ code: line === null ? path : `${path}:${line}` }, `: ${reason}`]),
  );
  return fold('Not understood', list(lines.slice(0, MOST_PROBLEMS)));
}

const LIST_WORDS: Readonly<Record<string, string>> = {
  operations: 'operations, those with the most calls',
  errors: 'kinds of errors, those of the most calls',
  moments: 'alerts and notes, the earliest',
  claims: 'claims of reports, the first',
  systems: 'systems, those with the most calls',
  waits: 'operations with waits, those with the most',
  recoveries: 'operations that recovered, those of the most work',
};

/** Findings are judged on the whole input; only lists about it are cut. */
function kept(cutLists: Review['facts']['cut']): Block[] {
  if (cutLists.length === 0) return [];
  const lines = cutLists.map(
    ({ list, kept: shown, total }) => `${formatNumber(shown)} of ${formatNumber(total)} ${LIST_WORDS[list] ?? list}`,
  );
  return [text('Findings are judged on the whole input. Lists about the input are kept in part:'), ...list(lines)];
}

export function timeline({ timeline: entries, lag, claims, facts }: Review): Block[] {
  if (entries.length === 0) return [text('The input holds no harm with a time, no alerts and no report.')];
  const rows = entries
    .slice(0, MOST_MOMENTS)
    .map(({ at, kind, text: words, place, finding }): Line[] => [
      formatTime(at),
      { state: kind === 'harm_begins' ? 'bad' : kind === 'alert' ? 'warn' : 'unknown', text: MOMENT_WORDS[kind] },
      finding ? [cut(words, 200), ' (', { finding }, ')'] : cut(words, 200),
      place ? { code: place } : '',
    ]);
  const more = entries.length - rows.length;
  return [
    ...lagText(lag, facts),
    ...checked(claims),
    ...table('Timeline', ['Time', 'What', 'Text', 'Line'], rows),
    ...(more > 0 ? [text(`And ${count(more, 'entry', 'entries')} more in findings.json.`)] : []),
  ];
}

const VERDICTS = {
  contradicted: { state: 'bad', text: 'Contradicted' },
  confirmed: { state: 'good', text: 'Confirmed' },
  not_checkable: { state: 'unknown', text: 'Not checkable' },
} as const;

/** What is wrong first: it is what a reader of the report must know. */
function checked(claims: Review['claims']): Block[] {
  if (claims.length === 0) return [];
  const order = Object.keys(VERDICTS);
  const rows = [...claims]
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .slice(0, MOST_CLAIMS)
    .map(({ claim, place, verdict, evidence, places }): Line[] => [
      cut(claim, 240),
      { code: place },
      VERDICTS[verdict],
      places.length > 0 ? [`${evidence}: `, ...codes(places)] : evidence,
    ]);
  const of = (verdict: string) => claims.filter((claim) => claim.verdict === verdict).length;
  const more = claims.length - rows.length;
  return [
    heading('What the report says, and what the logs show'),
    text(
      `${count(claims.length, 'claim')} with a time or an amount: ${formatNumber(of('contradicted'))} contradicted, ${formatNumber(of('confirmed'))} confirmed, ${formatNumber(of('not_checkable'))} not checkable.`,
    ),
    ...table('Claims of the report', ['The report says', 'Line', 'Verdict', 'The input shows'], rows),
    ...(more > 0 ? [text(`And ${count(more, 'claim')} more in findings.json.`)] : []),
    heading('All moments'),
  ];
}

function lagText({ firstHarm, firstAlert, firstNotice, minutes }: Review['lag'], { moments, cut: cutLists }: Review['facts']): Block[] {
  if (firstHarm === null) return [];
  if (moments.length === 0) return [text(`First harm ${formatTime(firstHarm)}. The input holds no alerts and no report of that time.`)];
  const after = cutLists.some(({ list }) => list === 'moments')
    ? `among the first ${formatNumber(moments.length)} alerts and notes`
    : 'after it';
  const alert = firstAlert ? `first alert ${formatTime(firstAlert)}` : `no alert ${after}`;
  const notice = firstNotice ? `first notice in a report ${formatTime(firstNotice)}` : `no notice in a report ${after}`;
  const lag: Span[] = minutes === null ? [] : [' Detection lag: ', { strong: formatDuration(minutes * 60_000) }, '.'];
  return [text(`First harm ${formatTime(firstHarm)}; ${alert}; ${notice}.`, ...lag)];
}

export function map({ facts }: Review): Block[] {
  const { operations, systems, aliases } = facts;
  if (operations.length === 0) return [text('The input shows no calls between systems.')];
  const who = systems.map(({ name, role, calls }) => `${name} (${role === 'both' ? 'caller and target' : role}, ${count(calls, 'call')})`);
  const busiest = [...operations].sort((a, b) => b.calls - a.calls).slice(0, MOST_OPERATIONS);
  const more = operations.length - busiest.length;
  return [
    ...(who.length > 0 ? [text(`Systems: ${who.join(', ')}.`)] : []),
    ...list(aliases.map(aliasLine)),
    ...table(
      'Operations',
      ['Caller → target', 'Operation', 'Calls', 'Succeeded', 'Throttled', 'Calls per work', '50 %', '95 %', '99 %'],
      busiest.map(operationRow),
      [2, 3, 4, 5, 6, 7, 8],
    ),
    ...(more > 0 ? [text(`And ${count(more, 'operation')} more in findings.json.`)] : []),
  ];
}

function aliasLine({ system, names, calls }: Review['facts']['aliases'][number]): Line {
  return [{ code: system }, ' also goes by ', ...codes(names), `: ${count(calls, 'call')} seen from both sides under the two names.`];
}

/** Where more work was taken than the calls that are told of, and none of these went well, its good ends go by another name. */
function shareOfGood({ calls, ok, replayed, taken }: Review['facts']['operations'][number]): string {
  const good = ok + replayed;
  return good === 0 && taken > calls ? '—' : formatShare(calls > 0 ? good / calls : 0);
}

/** Who calls whom, as far as the input names them. */
const wayWords = ({ source, target }: Review['facts']['operations'][number]): string =>
  source === null && target === null ? 'not named' : `${source ?? ''} → ${target ?? ''}`.trim();

function operationRow(operation: Review['facts']['operations'][number]): Line[] {
  return [
    wayWords(operation),
    { code: operation.operation },
    formatNumber(operation.calls),
    shareOfGood(operation),
    formatNumber(operation.throttled),
    operation.works > 0 ? formatNumber(operation.calls / operation.works) : '—',
    ...[operation.p50_ms, operation.p95_ms, operation.p99_ms].map((value) => (value === null ? '—' : formatDuration(value))),
  ];
}
