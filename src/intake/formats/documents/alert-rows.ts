/** Alerts that were exported as a table, a row each. */

import type { SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { alertRecord } from './alert.js';
import { byName } from './names.js';

/** Columns that tell when an alert began: such a row is the whole alert, whatever became of it. */
const BEGAN = ['startsat', 'firedat', 'triggeredat', 'createdon', 'createdat', 'activeat', 'starttime', 'startedat'];

const ALERT = {
  title: [
    'alertname',
    'problem',
    'alert',
    'alerttitle',
    'monitorname',
    'alarmname',
    'monitor',
    'description',
    'title',
    'summary',
    'message',
  ],
  start: [...BEGAN, 'time', 'timestamp', 'datetime', 'date'],
  end: ['endsat', 'recoverytime', 'resolvedat', 'resolvedon', 'closedat', 'endtime'],
  acknowledged: ['acknowledgedat', 'acknowledgedon', 'firstacknowledgedat'],
  state: ['state', 'status', 'newstate', 'event'],
};

/** How a monitor begins the title of each of its events: `[Triggered] …`, `[Recovered on host:a] …`. */
const MARKED = /^\[(?:(?:re-)?triggered|recovered|warn(?:ing)?|no data|firing|resolved|alert|ok|monitor)\b/i;

/** Whether the rows are alerts; `some` are the first of them. */
export function areAlerts(names: ReadonlySet<string>, some: readonly JsonObject[]): boolean {
  const any = (list: readonly string[]): boolean => list.some((name) => names.has(name));
  if (!any(ALERT.start)) return false;
  return (
    any(['alertname', 'alert', 'monitorname', 'alarmname', 'incidentnumber', 'tinyid']) ||
    (any(ALERT.title) && any(ALERT.state) && areUrgent(some)) ||
    // Problems of hosts, and monitors that go down and up.
    (names.has('problem') && any(['severity', 'host', 'recoverytime']) && any(ALERT.state)) ||
    (names.has('monitor') && some.length > 0 && some.every((row) => /^(?:up|down)$/i.test(String(byName(row)(ALERT.state))))) ||
    (names.has('title') && some.length > 0 && some.every((row) => MARKED.test(String(byName(row)(['title'])))))
  );
}

/** Priorities as those who are on call give them: P1 to P5. */
function areUrgent(some: readonly JsonObject[]): boolean {
  const urgency = some.map((row) => byName(row)(['priority', 'urgency']));
  return urgency.length > 0 && urgency.every((one) => /^P[0-5]$/i.test(String(one)));
}

/** The whole alert, whatever became of it. */
export function alertRow(row: JsonObject, line: number): SourceRecord {
  const get = byName(row);
  const title = String(get(ALERT.title) ?? '');
  const closed =
    /^(ok|up|resolved|normal|closed|recovered)$/i.test(String(get(ALERT.state) ?? '')) || /^\[(?:recovered|resolved|ok)\b/i.test(title);
  const end = get(ALERT.end) ?? (closed ? get(['updatedat', 'lastupdatedat', 'updatedon']) : undefined);
  const over = closed && end === undefined && get(BEGAN) === undefined;
  const facts = { title, summary: null, labels: {}, service: null };
  const ends = end === undefined ? [] : [{ state: 'resolved' as const, time: end }];
  const acknowledged = get(ALERT.acknowledged) === undefined ? [] : [{ state: 'acknowledged' as const, time: get(ALERT.acknowledged) }];
  return alertRecord(
    line,
    { ...facts, states: [{ state: over ? 'resolved' : 'firing', time: get(ALERT.start) }, ...acknowledged, ...ends] },
    row,
  );
}
