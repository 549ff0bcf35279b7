/** Alerts of Prometheus, Alertmanager and Grafana. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at } from '../json/value.js';
import { type AlertState, alertRecord } from './alert.js';
import type { DocumentShape } from './json-document.js';

/** `/api/v1/alerts`: pending and firing alerts with the time since when. */
function promAlert(alert: Value, document: Located): SourceRecord {
  const one = asObject(alert);
  const labels = asObject(one.labels);
  const state = one.state === 'pending' ? 'pending' : 'firing';
  return alertRecord(document.lineOf(alert), {
    title: asText(labels.alertname),
    summary: annotation(one),
    labels,
    service: asText(labels.service ?? labels.job),
    states: [{ state, time: one.activeAt }],
    value: asNumber(one.value),
  });
}

const annotation = (alert: JsonObject): string | null =>
  asText(at(alert, 'annotations.summary')) ?? asText(at(alert, 'annotations.description')) ?? asText(at(alert, 'annotations.message'));

function* alerts(document: Located): Generator<ReadResult> {
  for (const alert of asList(at(document.value, 'data.alerts'))) yield promAlert(alert, document);
}

/** `/api/v1/rules`: a group of rules is one record; the alerts that its rules have active are events of it. */
function* rules(document: Located): Generator<ReadResult> {
  for (const group of asList(at(document.value, 'data.groups'))) {
    const rules = asList(asObject(group).rules).map(asObject);
    const active = rules.flatMap((rule) => asList(rule.alerts)).map((alert) => promAlert(alert, document));
    const names = rules.filter((rule) => rule.type === 'alerting' || rule.alerts !== undefined).map((rule) => asText(rule.name));
    yield {
      line: document.lineOf(group),
      time: null,
      message: null,
      fields: { group: asObject(group).name ?? null, rules: names },
      proven: { kind: 'statement' },
      ...(active.length > 0 ? { also: active.flatMap((record) => (record.proven ? [record.proven] : [])) } : {}),
    };
  }
}

/** An alert of Alertmanager's webhook or API: it started, and may have ended. */
function managed(alert: Value, document: Located): SourceRecord {
  const one = asObject(alert);
  const labels = asObject(one.labels);
  const status = asText(one.status) ?? asText(at(one, 'status.state'));
  const ended: AlertState[] = status === 'resolved' ? [{ state: 'resolved', time: one.endsAt }] : [];
  return alertRecord(document.lineOf(alert), {
    title: asText(labels.alertname),
    summary: annotation(one),
    labels,
    service: asText(labels.service ?? labels.job),
    states: [{ state: 'firing', time: one.startsAt }, ...ended],
  });
}

const managedList = (value: Value): readonly Value[] => asList(Array.isArray(value) ? value : (at(value, 'alerts') ?? at(value, 'data')));

function* alertmanager(document: Located): Generator<ReadResult> {
  for (const alert of managedList(document.value)) yield managed(alert, document);
}

const isManaged = (value: Value): boolean => {
  const first = managedList(value)[0];
  return at(first, 'labels') !== undefined && at(first, 'startsAt') !== undefined;
};

/** Grafana's annotations: every change of an alert's state is one record. */
function* grafanaAnnotations(document: Located): Generator<ReadResult> {
  for (const entry of asList(document.value)) {
    const one = asObject(entry);
    const firing = /alert|firing|no.?data|error/i.test(asText(one.newState) ?? '') && !/ok|normal/i.test(asText(one.newState) ?? '');
    const facts = { title: asText(one.alertName), summary: asText(one.text), labels: {}, service: null };
    yield alertRecord(document.lineOf(entry), { ...facts, states: [{ state: firing ? 'firing' : 'resolved', time: one.time }] });
  }
}

export const prometheusAlertShapes: readonly DocumentShape[] = [
  {
    name: 'prometheus-alerts',
    fits: (value) => (Array.isArray(at(value, 'data.alerts')) ? 'alerts of the Prometheus API' : null),
    read: alerts,
  },
  {
    name: 'prometheus-rules',
    fits: (value) => (Array.isArray(at(value, 'data.groups')) ? 'rule groups of the Prometheus API' : null),
    read: rules,
  },
  {
    name: 'alertmanager',
    fits: (value) =>
      isManaged(value) || (at(value, 'receiver') !== undefined && at(value, 'groupLabels') !== undefined)
        ? 'alerts of Alertmanager with labels and startsAt'
        : null,
    read: alertmanager,
  },
  {
    name: 'grafana-annotations',
    fits: (value) =>
      at(asList(value)[0], 'newState') !== undefined && at(asList(value)[0], 'time') !== undefined ? 'alert annotations of Grafana' : null,
    read: grafanaAnnotations,
  },
];
