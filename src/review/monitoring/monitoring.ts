/** Monitoring: alerts that would have caught the incident, what to measure, and what nothing could have shown. */
import type { Alert, Monitoring } from '../../model/alert.js';
import type { Review } from '../../model/review.js';
import type { Material } from '../material.js';
import { adviceOf, gapsOf } from './advice.js';
import { ruleAlerts } from './alerts.js';
import { datadogQuery } from './datadog.js';
import { existingAlerts } from './existing.js';
import { burnAlerts, levelsOf } from './levels.js';
import { parsePromql } from './promql/parse.js';
import { printPromql } from './promql/print.js';
import { sceneOf } from './scene.js';
import { thresholdOf } from './threshold.js';

/** First the alerts of the rules in the order of the findings, then those on metrics of the input, then those of service levels. */
export function monitoringOf(material: Material, lag: Review['lag']): { alerts: Alert[]; monitoring: Monitoring } {
  const scene = sceneOf(material, lag);
  const { alerts: own, leftOut } = ruleAlerts(material, scene);
  const existing = existingAlerts(material, scene, own);
  const levels = levelsOf(material, scene);
  const alerts = [...own, ...existing, ...burnAlerts(levels, material, scene, [...own, ...existing])].map(withQueries);
  const gaps = gapsOf(material, alerts, lag.firstAlert !== null);
  return { alerts, monitoring: { metrics: adviceOf(material), levels, leftOut: [...leftOut], gaps } };
}

/** What a chart and other monitors need of it. */
function withQueries(alert: Alert): Alert {
  const threshold = thresholdOf(parsePromql(alert.expr));
  return { ...alert, level: threshold && printPromql(threshold.level), datadog: datadogQuery(alert.expr) };
}

/** Name of the first alert for each finding. */
export function alertNames(alerts: readonly Alert[]): ReadonlyMap<string, string> {
  return new Map([...alerts].reverse().flatMap(({ name, findings }) => findings.map((id) => [id, name] as const)));
}
