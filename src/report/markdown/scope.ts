/** Verdict, scope and blind spots, timeline, integration map. */
import type { Review } from '../../model/review.js';
import { count, formatDuration, formatNumber, formatShare } from '../../util/numbers.js';
import { formatSpan, formatTime } from '../../util/times.js';
import { cut, md, mdCode } from '../escape.js';
import { MOMENT_WORDS } from '../words.js';
import { blocks, bullets, table } from './text.js';

const MOST_OPERATIONS = 30;
const MOST_MOMENTS = 80;

export function verdict(review: Review): string {
  return blocks(
    bullets(review.verdict.map(md)),
    review.works.length > 0 ? blocks('**What was seen to work**', bullets(review.works.map(md))) : '',
  );
}

export function scope({ inputs, totals, span, blindSpots, rules }: Review): string {
  const when = span ? ` The log runs ${formatSpan(span.start, span.end)}.` : ' No record states a time.';
  const counted = `${count(totals.files, 'file')}, ${count(totals.records, 'record')}: ${count(totals.events, 'event')}, ${formatNumber(totals.malformed)} malformed, ${formatNumber(totals.skipped)} skipped.${when}`;
  const assumed = inputs.filter(({ zone }) => zone === 'assumed_utc').map(({ path }) => mdCode(path));
  const zone = assumed.length > 0 ? `Times without a zone were taken as UTC: ${assumed.join(', ')}.` : '';
  const files = table(
    ['File', 'Format', 'Records', 'Events', 'Malformed', 'Skipped'],
    inputs.map((input) => [
      mdCode(input.path),
      md(input.wrapper ? `${input.format} in ${input.wrapper}` : input.format),
      ...[input.records, input.events, input.malformed, input.skipped].map(formatNumber),
    ]),
    [2, 3, 4, 5],
  );
  const problems = inputs.flatMap(({ path, problems: found }) =>
    found.slice(0, 3).map(({ line, reason }) => `${mdCode(line === null ? path : `${path}:${line}`)}: ${md(reason)}`),
  );
  const blind = table(
    ['Could not be judged', 'To change that', 'Rule'],
    blindSpots.map(({ rule, what, close }) => [md(what), md(close), md(rule)]),
  );
  return blocks(
    counted,
    zone,
    files,
    problems.length > 0 ? blocks('**Not understood**', bullets(problems.slice(0, 20))) : '',
    '### Blind spots',
    blind || noBlindSpots(rules),
  );
}

function noBlindSpots(rules: Review['rules']): string {
  return rules.length > 0 ? `None: each of ${count(rules.length, 'rule')} could judge this input.` : 'No rule was run.';
}

export function timeline({ timeline: entries, lag }: Review): string {
  if (entries.length === 0) return 'The input holds no harm with a time, no alerts and no report.';
  const shown = entries.slice(0, MOST_MOMENTS);
  const rows = shown.map(({ at, kind, text, place, finding }) => [
    formatTime(at),
    MOMENT_WORDS[kind],
    `${md(cut(text, 200))}${finding ? ` (${finding})` : ''}`,
    place ? mdCode(place) : '',
  ]);
  const more = entries.length - shown.length;
  return blocks(
    lagText(lag),
    table(['Time', 'What', 'Text', 'Line'], rows),
    more > 0 ? `And ${count(more, 'entry', 'entries')} more in findings.json.` : '',
  );
}

function lagText({ firstHarm, firstAlert, firstNotice, minutes }: Review['lag']): string {
  if (firstHarm === null) return '';
  const parts = [
    `First harm ${formatTime(firstHarm)}`,
    firstAlert ? `first alert ${formatTime(firstAlert)}` : 'no alert after it',
    firstNotice ? `first note of a person ${formatTime(firstNotice)}` : 'no note of a person after it',
  ];
  return `${parts.join('; ')}.${minutes === null ? '' : ` Detection lag: **${formatDuration(minutes * 60_000)}**.`}`;
}

export function map({ facts }: Review): string {
  const { operations, systems } = facts;
  if (operations.length === 0) return 'The input shows no calls between systems.';
  const who = systems.map(
    ({ name, role, calls }) => `${md(name)} (${role === 'both' ? 'caller and target' : role}, ${count(calls, 'call')})`,
  );
  const busiest = [...operations].sort((a, b) => b.calls - a.calls).slice(0, MOST_OPERATIONS);
  const rows = busiest.map((operation) => [
    `${md(operation.source ?? '?')} → ${md(operation.target ?? '?')}`,
    mdCode(operation.operation),
    formatNumber(operation.calls),
    formatShare(operation.calls > 0 ? (operation.ok + operation.replayed) / operation.calls : 0),
    formatNumber(operation.throttled),
    operation.works > 0 ? formatNumber(operation.calls / operation.works) : '—',
    ...[operation.p50_ms, operation.p95_ms, operation.p99_ms].map((value) => (value === null ? '—' : formatDuration(value))),
  ]);
  const more = operations.length - busiest.length;
  return blocks(
    who.length > 0 ? `Systems: ${who.join(', ')}.` : '',
    table(
      ['Caller → target', 'Operation', 'Calls', 'Succeeded', 'Throttled', 'Calls per work', '50 %', '95 %', '99 %'],
      rows,
      [2, 3, 4, 5, 6, 7, 8],
    ),
    more > 0 ? `And ${count(more, 'operation')} more in findings.json.` : '',
  );
}
