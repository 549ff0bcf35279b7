/** Claims about when and how long: the start and end of the fault, the alert, the time until somebody was told. */
import type { Category, Finding } from '../../model/finding.js';
import type { Review } from '../../model/review.js';
import { formatDuration } from '../../util/numbers.js';
import { formatTime, toRfc3339 } from '../../util/times.js';
import { type Material, subjectText } from '../material.js';
import { byFinding, type Judgement, meant, notCheckable } from './ground.js';
import type { Statement } from './statement.js';

/** Faults that have a beginning and an end in the calls themselves. */
const OUTAGES: readonly Category[] = [
  'missing_circuit_breaker',
  'retry_storm',
  'auth_expiry',
  'permission_failure',
  'rate_limit_saturation',
];
/** Faults that begin and end with records. */
const LASTING: readonly Category[] = [
  ...OUTAGES,
  'unsynced_record',
  'dead_letter_growth',
  'duplicate_write',
  'validation_failure',
  'contract_drift',
];
const MINUTE = 60_000;
/** A claim and a log of other days speak of different things. */
const DAY_MS = 86_400_000;

/** People write whole minutes and round to five; clocks differ a little; "about" is more. */
function slack(at: number, { approximate }: Statement): number {
  if (approximate) return 10 * MINUTE;
  return at % (5 * MINUTE) === 0 ? 3 * MINUTE : 2 * MINUTE;
}

/** Judgements on the times of a statement; none when it states none that could be set against the logs. */
export function timeJudgements(statement: Statement, material: Material, lag: Review['lag']): Judgement[] {
  const { times, state, tells, span } = statement;
  const [first, second] = times;
  const waited = alertDelay(statement, lag, material);
  if (waited) return [waited];
  if (first === undefined) return lasted(statement, material);
  if (state === 'alert') return [alertAt(statement, first, material)];
  const named = state === 'said' && namesAlert(statement, material) ? alertAt(statement, first, material) : null;
  if (named?.verdict === 'confirmed') return [named];
  if (state === 'notice' || state === 'detected') return [notCheckable('When people took notice stands in the report alone.')];
  if (span && second !== undefined && (tells('failing') || tells('lasting') || state !== 'said'))
    return [began(statement, first, material), ended(statement, second, material)];
  if (state === 'started' && (tells('failing') || /^(impact|start|begin)/i.test(statement.text)))
    return [began(statement, first, material)];
  if (state === 'said' && tells('failing') && tells('begins') && !tells('alerting')) return [began(statement, first, material)];
  if (state === 'resolved' || (['said', 'mitigated'].includes(state) && tells('ends') && !tells('alerting')))
    return [ended(statement, first, material)];
  return [notCheckable('The logs do not tell of this.')];
}

/** Wrong only when the fault was on before: a finding that covers the moment, and none that begins there. */
function began(statement: Statement, at: number, material: Material): Judgement {
  const found = meant(statement, LASTING, material).filter(({ window }) => window !== null);
  const here = found.find((finding) => Math.abs(begin(finding) - at) <= slack(at, statement));
  if (here) return byFinding('confirmed', `harm began ${time(begin(here))} (${here.id})`, here);
  const before = earliest(found.filter((finding) => begin(finding) < at - slack(at, statement) && end(finding) > at));
  if (before && at - begin(before) < DAY_MS)
    return byFinding(
      'contradicted',
      `harm began ${time(begin(before))}, ${formatDuration(at - begin(before))} earlier (${before.id})`,
      before,
    );
  const after = earliest(found.filter((finding) => begin(finding) > at));
  return notCheckable(
    after ? `The first harm after it is seen ${time(begin(after))} (${after.id}).` : 'No harm with a beginning was found.',
  );
}

/** Wrong only when calls went on failing after it, without an end in between. */
function ended(statement: Statement, at: number, material: Material): Judgement {
  const found = meant(statement, OUTAGES, material).filter(({ window }) => window !== null);
  const targets = new Set(found.map(({ subject }) => subject.target));
  const on = [...found]
    .filter((finding) => begin(finding) < at && end(finding) > at + slack(at, statement))
    .sort((a, b) => end(b) - end(a))[0];
  if (on && end(on) - at < DAY_MS && stillFailing(on, at, material))
    return byFinding(
      'contradicted',
      `calls of ${subjectText(on.subject)} went on failing until ${time(end(on))}, ${formatDuration(end(on) - at)} longer (${on.id})`,
      on,
    );
  if (on || (targets.size > 1 && found.some((finding) => end(finding) > at))) return notCheckable('Not all that failed belongs to it.');
  const over = [...found].filter((finding) => end(finding) <= at + slack(at, statement)).sort((a, b) => end(b) - end(a))[0];
  if (over) return byFinding('confirmed', `the last call that failed ended ${time(end(over))} (${over.id})`, over);
  return notCheckable('No outage with an end was found.');
}

/** Half of the calls to the target, from that moment to the end of the finding, must have failed. */
function stillFailing(finding: Finding, at: number, { facts }: Material): boolean {
  const after = facts.buckets.filter(
    ({ at_ms, target }) => target === finding.subject.target && at_ms + facts.bucket_ms > at && at_ms <= end(finding),
  );
  const calls = after.reduce((sum, bucket) => sum + bucket.calls, 0);
  return calls > 0 && after.reduce((sum, bucket) => sum + bucket.failed, 0) * 2 >= calls;
}

/** "The problem lasted about two hours": wrong when a fault went on for much longer, and none for so long. */
function lasted(statement: Statement, material: Material): Judgement[] {
  const claimed = statement.amounts.find(({ ms }) => ms !== null)?.ms ?? null;
  if (claimed === null) return [];
  if (!statement.tells('failing') && !statement.tells('lasting')) return [notCheckable('The logs do not tell of this.')];
  const found = meant(statement, LASTING, material).filter(({ window, severity }) => window !== null && severity !== 'medium');
  const long = (finding: Finding) => end(finding) - begin(finding);
  const margin = Math.max(2 * MINUTE, claimed * (statement.approximate ? 0.5 : 0.2));
  const here = found.find((finding) => Math.abs(long(finding) - claimed) <= margin);
  if (here) return [byFinding('confirmed', `${formatDuration(long(here))} (${here.id})`, here)];
  const longest = [...found].sort((a, b) => long(b) - long(a))[0];
  if (!longest) return [notCheckable('No fault with a beginning and an end was found.')];
  if (long(longest) > claimed + margin)
    return [
      byFinding(
        'contradicted',
        `harm went on for ${formatDuration(long(longest))}, from ${time(begin(longest))} to ${time(end(longest))} (${longest.id})`,
        longest,
      ),
    ];
  return [notCheckable(`The input shows no more than ${formatDuration(long(longest))} of it (${longest.id}).`)];
}

/** Whatever the language: an alert that is on record, by a name that no sentence holds by chance. Whether it fired or ended is not told, so it proves no claim wrong. */
function namesAlert({ text }: Statement, { facts }: Material): boolean {
  const names = facts.moments
    .filter(({ kind, text: name }) => kind === 'alert' && /^[A-Z]\w*[a-z][A-Z]\w+$/.test(name))
    .map((one) => one.text);
  return names.some((name) => text.split(/\W+/).includes(name));
}

/** An alert is confirmed by its own record; wrong when an alert of that name is there, but at another time. */
function alertAt(statement: Statement, at: number, { facts }: Material): Judgement {
  const alerts = facts.moments.filter(({ kind, state }) => kind === 'alert' && !/resolved|inactive|ok/i.test(state ?? ''));
  const found = (one: (typeof alerts)[number], verdict: 'confirmed' | 'contradicted'): Judgement => ({
    verdict,
    evidence: `the alert "${one.text}" is on record ${time(one.at_ms)}`,
    places: [`${one.file}:${one.line}`],
    finding: null,
  });
  const near = alerts.find((one) => Math.abs(one.at_ms - at) <= slack(at, statement));
  if (near) return found(near, 'confirmed');
  const [named] = alerts.filter((one) => one.text.length > 5 && statement.text.toLowerCase().includes(one.text.toLowerCase()));
  if (named && Math.abs(named.at_ms - at) < DAY_MS) return found(named, 'contradicted');
  return notCheckable(alerts.length > 0 ? 'No alert of the input is of that time or name.' : 'The input holds no record of alerts.');
}

/** "The alert fired within three minutes": set against the first harm and the first alert. */
function alertDelay(statement: Statement, { firstHarm, firstAlert }: Review['lag'], { facts }: Material): Judgement | null {
  const claimed = statement.amounts.find(({ ms }) => ms !== null)?.ms ?? null;
  if (claimed === null || !statement.tells('alerting') || statement.times.length > 0) return null;
  if (firstHarm === null || firstAlert === null) return notCheckable('The input shows no alert after the first harm.');
  const delay = Date.parse(firstAlert) - Date.parse(firstHarm);
  const place = facts.moments.find(({ at_ms, kind }) => kind === 'alert' && toRfc3339(at_ms) === firstAlert);
  const evidence = `the first alert came ${formatDuration(delay)} after the first harm`;
  const places = place ? [`${place.file}:${place.line}`] : [];
  if (delay <= claimed + 2 * MINUTE) return { verdict: 'confirmed', evidence, places, finding: null };
  return delay > claimed * 1.5 + 2 * MINUTE && delay < DAY_MS
    ? { verdict: 'contradicted', evidence, places, finding: null }
    : notCheckable(`${evidence}.`);
}

function earliest(findings: readonly Finding[]): Finding | undefined {
  return [...findings].sort((a, b) => begin(a) - begin(b))[0];
}

const begin = ({ window }: Finding): number => (window ? Date.parse(window.start) : Number.NaN);
const end = ({ window }: Finding): number => (window ? Date.parse(window.end) : Number.NaN);
const time = (ms: number): string => formatTime(toRfc3339(ms));
