/** One line of time: harm as the log shows it, alerts, and what the incident report says. */
import type { Category, Finding } from '../model/finding.js';
import type { Contradiction, Review, TimelineEntry } from '../model/review.js';
import { formatDuration } from '../util/numbers.js';
import { formatTime, toRfc3339 } from '../util/times.js';
import { isSerious, type Material, subjectText } from './material.js';

/** That nobody was told is a finding of its own, but not the harm that somebody should have been told of. */
const GAPS: readonly Category[] = ['alert_gap', 'observability_gap'];

/** Entries in the order of time; entries without a time are left out. Info findings and gaps are no harm. */
export function timelineOf({ findings, facts }: Material): TimelineEntry[] {
  const harm = findings.filter(({ severity, category }) => severity !== 'info' && !GAPS.includes(category)).flatMap(harmEntries);
  const moments = facts.moments.map((moment) => ({
    at: toRfc3339(moment.at_ms),
    kind: moment.kind,
    text: moment.state ? `${moment.text} (${moment.state})` : moment.text,
    place: `${moment.file}:${moment.line}`,
    finding: null,
  }));
  const order = ['harm_begins', 'alert', 'note', 'harm_ends'];
  return [...harm, ...moments].sort(
    (a, b) =>
      Date.parse(a.at) - Date.parse(b.at) ||
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  );
}

function harmEntries(finding: Finding): TimelineEntry[] {
  if (!finding.window) return [];
  const place = (entry: Finding['evidence'][number] | undefined) => (entry ? `${entry.file}:${entry.line}` : null);
  const { title: text } = finding;
  const ended = `${finding.category.replace(/_/g, ' ')}: ${subjectText(finding.subject)}`;
  const begins: TimelineEntry = {
    at: finding.window.start,
    kind: 'harm_begins',
    text,
    place: place(finding.evidence[0]),
    finding: finding.id,
  };
  if (finding.window.start === finding.window.end) return [begins];
  return [begins, { at: finding.window.end, kind: 'harm_ends', text: ended, place: place(finding.evidence.at(-1)), finding: finding.id }];
}

/**
 * First evidence of serious harm, first alert and first human notice from then on, and the minutes
 * between. A note counts as a notice only when it says so: "14:00 deploy of 4.2" and "14:02 errors
 * begin" were written later and told nobody. What came before the harm did not tell of it either.
 */
export function lagOf({ findings, facts }: Material): Review['lag'] {
  const starts = findings.filter(isHarm).flatMap(({ window }) => (window ? [Date.parse(window.start)] : []));
  if (starts.length === 0) return { firstHarm: null, firstAlert: null, firstNotice: null, minutes: null };
  const harm = Math.min(...starts);
  const first = (tells: (moment: Moment) => boolean) =>
    Math.min(...facts.moments.filter((moment) => moment.at_ms >= harm && tells(moment)).map(({ at_ms }) => at_ms));
  const [alert, notice] = [first(fires), first(tellsPeople)];
  const told = Math.min(alert, notice);
  return {
    firstHarm: toRfc3339(harm),
    firstAlert: Number.isFinite(alert) ? toRfc3339(alert) : null,
    firstNotice: Number.isFinite(notice) ? toRfc3339(notice) : null,
    minutes: Number.isFinite(told) ? Math.round((told - harm) / 6_000) / 10 : null,
  };
}

type Moment = Material['facts']['moments'][number];

function isHarm(finding: Finding): boolean {
  return isSerious(finding) && !GAPS.includes(finding.category);
}

/** An alert that waits or has ended tells nobody that harm began. */
function fires({ kind, state }: Moment): boolean {
  return kind === 'alert' && !/^(resolved|recovered|closed|ok|inactive|pending)$/i.test(state ?? '');
}

function tellsPeople({ kind, state }: Moment): boolean {
  return kind === 'note' && /^(alert|notice|detected)$/.test(state ?? '');
}

/** Reports round to minutes and clocks differ: five minutes apart are no contradiction. A day apart speak of something else. */
const APART = { least: 300_000, most: 86_400_000 };

/** Where the report says that harm began later, or ended earlier, than the log shows. */
export function contradictionsOf({ findings, facts }: Material): Contradiction[] {
  const harm = findings.filter(isHarm).filter(({ window }) => window !== null);
  const notes = (state: string) => facts.moments.filter((moment) => moment.kind === 'note' && moment.state === state);
  const [started, resolved] = [notes('started')[0], notes('resolved').at(-1)];
  const earliest = [...harm].sort((a, b) => begin(a) - begin(b))[0];
  const latest = [...harm].sort((a, b) => end(b) - end(a))[0];
  return [
    ...(started && earliest && isApart(started.at_ms - begin(earliest))
      ? [contradiction(started, 'harm began', begin(earliest), earliest)]
      : []),
    ...(resolved && latest && begin(latest) < resolved.at_ms && isApart(end(latest) - resolved.at_ms)
      ? [contradiction(resolved, 'harm went on until', end(latest), latest)]
      : []),
  ];
}

function contradiction(moment: Moment, what: string, at_ms: number, finding: Finding): Contradiction {
  const minutes = formatDuration(Math.abs(moment.at_ms - at_ms));
  return {
    claim: `${formatTime(toRfc3339(moment.at_ms))}: ${moment.text}`,
    place: `${moment.file}:${moment.line}`,
    evidence: `${what} ${formatTime(toRfc3339(at_ms))}, ${minutes} ${at_ms < moment.at_ms ? 'earlier' : 'later'}`,
    finding: finding.id,
  };
}

function isApart(ms: number): boolean {
  return ms > APART.least && ms < APART.most;
}

function begin({ window }: Finding): number {
  return window ? Date.parse(window.start) : Number.NaN;
}

function end({ window }: Finding): number {
  return window ? Date.parse(window.end) : Number.NaN;
}
