/** One line of time: harm as the log shows it, alerts, and what the incident report says. */
import type { Facts } from '../model/facts.js';
import type { Category, Finding } from '../model/finding.js';
import type { Review, TimelineEntry } from '../model/review.js';
import { toRfc3339 } from '../util/times.js';
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

type Moment = Facts['moments'][number];

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

function isHarm(finding: Finding): boolean {
  return isSerious(finding) && !GAPS.includes(finding.category);
}

/** An alert that waits or has ended tells nobody that harm began. */
export function fires({ kind, state }: Moment): boolean {
  return kind === 'alert' && !/^(resolved|recovered|closed|ok|inactive|pending)$/i.test(state ?? '');
}

function tellsPeople({ kind, state }: Moment): boolean {
  return kind === 'note' && /^(alert|notice|detected)$/.test(state ?? '');
}
