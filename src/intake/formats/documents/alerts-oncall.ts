/** Incidents and alerts of on-call services and cloud monitors: PagerDuty, Opsgenie, CloudWatch, Datadog. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import type { Located } from '../json/located.js';
import { asList, asObject, asText, at, tryParse } from '../json/value.js';
import { type AlertFacts, type AlertState, alertRecord, apiTime } from './alert.js';
import type { DocumentShape } from './json-document.js';

type Reader = (item: JsonObject) => AlertFacts;

/** A document that is a list of alerts, each read the same way. */
function listOf(
  name: string,
  words: string,
  list: (value: Value) => readonly Value[],
  isOne: (item: Value | undefined) => boolean,
  facts: Reader,
): DocumentShape {
  function* read(document: Located): Generator<ReadResult> {
    for (const item of list(document.value)) yield record(item, document);
  }
  const record = (item: Value, document: Located): SourceRecord => alertRecord(document.lineOf(item), facts(asObject(item)));
  return { name, fits: (value) => (isOne(list(value)[0]) ? words : null), read };
}

const below =
  (...paths: readonly string[]) =>
  (value: Value): readonly Value[] =>
    Array.isArray(value) ? value : asList(paths.map((path) => at(value, path)).find(Array.isArray));
const has =
  (...keys: readonly string[]) =>
  (item: Value | undefined): boolean =>
    keys.every((key) => at(item, key) !== undefined);
const states = (fired: Value | undefined, acknowledged: Value | undefined, resolved: Value | undefined): readonly AlertState[] => [
  { state: 'firing', time: fired },
  ...(acknowledged == null ? [] : [{ state: 'acknowledged' as const, time: acknowledged }]),
  ...(resolved == null ? [] : [{ state: 'resolved' as const, time: resolved }]),
];

const pagerduty: Reader = (one) => {
  const done = one.status === 'resolved';
  return {
    title: asText(one.title) ?? asText(one.summary) ?? asText(one.description),
    summary: asText(one.description),
    labels: {
      ...(one.urgency === undefined ? {} : { urgency: one.urgency }),
      ...(asText(at(one, 'priority.summary')) === null ? {} : { priority: at(one, 'priority.summary') as Value }),
    },
    service: asText(at(one, 'service.summary')) ?? asText(at(one, 'service.name')),
    states: states(
      one.created_at,
      at(asList(one.acknowledgements)[0], 'at'),
      one.resolved_at ?? (done ? one.last_status_change_at : undefined),
    ),
  };
};

const LOG_ENTRY: Readonly<Record<string, AlertState['state']>> = {
  trigger_log_entry: 'firing',
  acknowledge_log_entry: 'acknowledged',
  resolve_log_entry: 'resolved',
};
const pagerdutyLog: Reader = (one) => ({
  title: asText(at(one, 'incident.summary')) ?? asText(one.summary),
  summary: asText(one.summary),
  labels: {},
  service: asText(at(one, 'service.summary')),
  states: [{ state: LOG_ENTRY[asText(one.type)?.replace('_reference', '') ?? ''] ?? 'pending', time: one.created_at }],
});

/** Opsgenie counts the time to acknowledgement and to closing in milliseconds from the creation. */
const opsgenie: Reader = (one) => {
  const created = apiTime(one.createdAt);
  const after = (value: Value | undefined): number | undefined =>
    typeof value === 'number' && created !== null ? created + value : undefined;
  const closed = one.status === 'closed' ? (after(at(one, 'report.closeTime')) ?? one.updatedAt) : undefined;
  return {
    title: asText(one.message),
    summary: asText(one.description),
    labels: { ...(one.priority === undefined ? {} : { priority: one.priority }) },
    service: asText(one.source) ?? asText(one.entity),
    states: states(one.createdAt, after(at(one, 'report.ackTime')), closed),
  };
};

const ACTIONS: Readonly<Record<string, AlertState['state']>> = { Acknowledge: 'acknowledged', Close: 'resolved' };

/** A webhook tells of one action on the alert. */
const opsgeniePosted: Reader = (posted) => {
  const one = asObject(posted.alert);
  const state = ACTIONS[asText(posted.action) ?? ''] ?? 'firing';
  return {
    title: asText(one.message),
    summary: asText(one.description),
    labels: { ...(one.priority === undefined ? {} : { priority: one.priority }) },
    service: asText(one.source) ?? asText(one.entity),
    states: [{ state, time: state === 'firing' ? one.createdAt : (one.updatedAt ?? one.createdAt) }],
  };
};

const cloudwatch: Reader = (one) => ({
  title: asText(one.AlarmName),
  summary: asText(one.NewStateReason) ?? asText(one.StateReason) ?? asText(one.HistorySummary),
  labels: {},
  service: asText(one.Namespace) ?? asText(at(one, 'Trigger.Namespace')),
  states: [
    {
      state: cloudwatchState(one),
      time: one.StateChangeTime ?? one.StateUpdatedTimestamp ?? one.StateTransitionedTimestamp ?? one.Timestamp,
    },
  ],
});

function cloudwatchState(one: JsonObject): AlertState['state'] {
  const value = asText(one.NewStateValue) ?? asText(one.StateValue) ?? / to (\w+)/.exec(asText(one.HistorySummary) ?? '')?.[1] ?? '';
  return value === 'ALARM' ? 'firing' : value === 'OK' ? 'resolved' : 'pending';
}

const datadog: Reader = (one) => ({
  title: asText(one.title) ?? asText(one.name),
  summary: asText(one.text) ?? asText(one.message),
  labels: {},
  service: null,
  states: [
    {
      state:
        /^(success|ok|info)$/i.test(asText(one.alert_type) ?? '') || /^\[?recovered/i.test(asText(one.title) ?? '') ? 'resolved' : 'firing',
      time: one.date_happened,
    },
  ],
});

/** Monitors with their state as it is; when they entered it, only their groups say. */
const datadogMonitor: Reader = (one) => ({
  title: asText(one.name),
  summary: asText(one.message),
  labels: {},
  service: null,
  states: [
    {
      state: /^(ok|skipped|ignored|unknown)$/i.test(asText(one.overall_state) ?? '') ? 'resolved' : 'firing',
      time: one.overall_state_modified,
    },
  ],
});

/** An alarm as a topic delivers it: JSON in the text of a notification. */
const notified = (item: Value | undefined): Value =>
  tryParse(asText(at(item, 'Sns.Message')) ?? asText(at(item, 'Message')) ?? '') ?? item ?? null;

const one = (value: Value): readonly Value[] => [value];

/** One alert as alerting services post it to a webhook, without Alertmanager's list. */
const posted: Reader = (alert) => ({
  title: asText(at(alert, 'commonLabels.alertname')) ?? asText(alert.title),
  summary: asText(at(alert, 'commonAnnotations.summary')) ?? asText(alert.message),
  labels: asObject(alert.commonLabels),
  service: asText(at(alert, 'commonLabels.service')),
  states: [
    {
      state: /ok|resolved|normal/i.test(asText(alert.state ?? alert.status) ?? '') ? 'resolved' : 'firing',
      time: alert.startsAt ?? alert.firedAt ?? alert.createdAt ?? at(alert, 'commonAnnotations.startsAt'),
    },
  ],
});

export const onCallShapes: readonly DocumentShape[] = [
  listOf(
    'pagerduty',
    'incidents of PagerDuty',
    below('incidents'),
    // A shortened list leaves the number out, and still says how urgent an incident is.
    (item) => has('incident_number', 'created_at')(item) || has('title', 'status', 'urgency', 'created_at')(item),
    pagerduty,
  ),
  listOf(
    'pagerduty',
    'an incident of PagerDuty',
    (value) => one(at(value, 'event.data') ?? at(value, 'incident') ?? null),
    (item) => has('title', 'status', 'created_at')(item) || has('incident_number', 'created_at')(item),
    pagerduty,
  ),
  listOf(
    'pagerduty-log',
    'log entries of PagerDuty',
    below('log_entries'),
    (item) => /_log_entry/.test(asText(at(item, 'type')) ?? ''),
    pagerdutyLog,
  ),
  listOf(
    'opsgenie',
    'alerts of Opsgenie',
    below('data', 'alerts'),
    (item) => has('message', 'createdAt')(item) && (has('tinyId')(item) || has('alias', 'priority')(item)),
    opsgenie,
  ),
  listOf(
    'opsgenie',
    'an alert of Opsgenie as posted',
    one,
    (item) => has('alert', 'action')(item) && at(item, 'alert.alertId') !== undefined,
    opsgeniePosted,
  ),
  listOf(
    'cloudwatch-alarms',
    'alarms of CloudWatch',
    below('MetricAlarms', 'AlarmHistoryItems', 'CompositeAlarms'),
    (item) => has('AlarmName')(item),
    cloudwatch,
  ),
  listOf('cloudwatch-alarms', 'an alarm notification of CloudWatch', one, has('AlarmName', 'NewStateValue'), cloudwatch),
  listOf(
    'cloudwatch-alarms',
    'alarm notifications of CloudWatch',
    (value) => (at(value, 'Records') === undefined ? [value] : asList(at(value, 'Records'))),
    (item) => has('AlarmName', 'NewStateValue')(notified(item)),
    (item) => cloudwatch(asObject(notified(item))),
  ),
  listOf('datadog-monitors', 'monitors of Datadog', below('monitors'), has('overall_state', 'query'), datadogMonitor),
  listOf('alert-payload', 'an alert as it was posted to a webhook', one, has('commonLabels', 'title'), posted),
  listOf('datadog-events', 'events of Datadog', below('events'), has('date_happened', 'alert_type'), datadog),
];
