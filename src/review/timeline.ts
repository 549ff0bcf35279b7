/** One line of time: harm as the log shows it, alerts, and what the incident report says. */
import type { Finding } from '../model/finding.js';
import type { Review, TimelineEntry } from '../model/review.js';
import { toRfc3339 } from '../util/times.js';
import { isSerious, type Material, subjectText } from './material.js';

/** Entries in the order of time; entries without a time are left out. Info findings are no harm. */
export function timelineOf({ findings, facts }: Material): TimelineEntry[] {
  const harm = findings.filter(({ severity }) => severity !== 'info').flatMap(harmEntries);
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
 * between. A post-mortem begins its story before anybody knew ("09:00 deploy of 4.2"), so a note
 * counts as a notice only from the first harm on. What came before the harm did not tell of it.
 */
export function lagOf({ findings, facts }: Material): Review['lag'] {
  const starts = findings.filter(isSerious).flatMap(({ window }) => (window ? [Date.parse(window.start)] : []));
  if (starts.length === 0) return { firstHarm: null, firstAlert: null, firstNotice: null, minutes: null };
  const harm = Math.min(...starts);
  const first = (kind: 'alert' | 'note') =>
    facts.moments.filter((moment) => moment.kind === kind && moment.at_ms >= harm && !isOver(moment.state)).map(({ at_ms }) => at_ms);
  const [alerts, notes] = [first('alert'), first('note')];
  const told = Math.min(...alerts, ...notes);
  return {
    firstHarm: toRfc3339(harm),
    firstAlert: alerts.length > 0 ? toRfc3339(Math.min(...alerts)) : null,
    firstNotice: notes.length > 0 ? toRfc3339(Math.min(...notes)) : null,
    minutes: Number.isFinite(told) ? Math.round((told - harm) / 6_000) / 10 : null,
  };
}

/** That an alert ended tells nobody that harm began. */
function isOver(state: string | null): boolean {
  return /^(resolved|recovered|closed|ok|inactive)$/i.test(state ?? '');
}
