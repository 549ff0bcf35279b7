/** Monitoring: alerts that would have caught the incident, what to measure, and what nothing could have shown. */
import type { Alert, Monitoring } from '../../model/alert.js';
import type { Review } from '../../model/review.js';
import type { Material } from '../material.js';
import { ruleAlerts } from './alerts.js';
import { sceneOf } from './scene.js';

/** Alerts in the order of the findings. */
export function monitoringOf(material: Material, lag: Review['lag']): { alerts: Alert[]; monitoring: Monitoring } {
  const scene = sceneOf(material, lag);
  const { alerts, leftOut } = ruleAlerts(material, scene);
  return { alerts: [...alerts], monitoring: { metrics: [], levels: [], leftOut: [...leftOut], gaps: [] } };
}

/** Name of the first alert for each finding. */
export function alertNames(alerts: readonly Alert[]): ReadonlyMap<string, string> {
  return new Map([...alerts].reverse().flatMap(({ name, findings }) => findings.map((id) => [id, name] as const)));
}
