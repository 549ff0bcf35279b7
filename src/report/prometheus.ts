/** monitoring/prometheus-rules.yml: the alerts as a rule file that promtool accepts. */
import type { Review } from '../model/review.js';
import { toYaml } from '../util/yaml.js';
import { oneLine, visible } from './escape.js';

/** One group; without alerts a file with no groups, which is valid as well. */
export function renderPrometheusRules({ alerts, tool }: Review): string {
  const rules = alerts.map((alert) => ({
    alert: alert.name,
    expr: visible(alert.expr).trim(),
    for: alert.for,
    labels: Object.fromEntries(Object.entries(alert.labels).map(([name, value]) => [name, oneLine(value)])),
    annotations: {
      summary: oneLine(alert.summary),
      description: oneLine(alert.description),
      metric: oneLine(alert.metric),
      finding: alert.finding,
    },
  }));
  const head = `# Written by ${tool.name} ${tool.version}. Thresholds come from the audited input; the metric each alert needs is named in its annotation.\n`;
  return head + toYaml({ groups: rules.length > 0 ? [{ name: 'caseharden', rules }] : [] });
}
