/** What to measure: for every finding the metrics of its control, for every flow the metrics that any integration needs. */
import type { Alert, MetricAdvice, MonitoringGap } from '../../model/alert.js';
import type { Finding } from '../../model/finding.js';
import { isSerious, type Material, ruleOf, subjectText } from '../material.js';
import { metricCatalogue } from './catalogue.js';

/** What tells of any flow whether it works: calls with their outcome, repeats, duration. */
const ALWAYS = ['integration_requests_total', 'integration_retries_total', 'integration_request_duration_seconds'];
const MOST_FLOWS = 20;

/** In the order of the catalogue; those that nothing here needs are left out. */
export function adviceOf({ findings, rules, facts }: Material): MetricAdvice[] {
  const { metrics, controls } = metricCatalogue();
  const flows = [...facts.operations].sort((a, b) => b.calls - a.calls).slice(0, MOST_FLOWS);
  return metrics.flatMap(({ replay: _, after_ms: __, ...metric }) => {
    const own = findings.filter((finding) => needs(finding, metric.prometheus, rules, controls));
    const always = ALWAYS.includes(metric.prometheus) ? flows.map(({ operation }) => operation) : [];
    const named = [...new Set([...own.flatMap(({ subject }) => subject.operation ?? []), ...always])];
    if (own.length === 0 && named.length === 0) return [];
    return [{ ...metric, flows: named, findings: own.map(({ id }) => id) }];
  });
}

function needs(finding: Finding, name: string, rules: Material['rules'], controls: Readonly<Record<string, readonly string[]>>): boolean {
  const { alert, remedy } = ruleOf(finding, rules);
  return controls[remedy.control]?.includes(name) === true || alert?.expr.includes(name) === true;
}

/** Harm that no alert of the input speaks of and no metric of the input shows, and fields that the log lacks. */
export function gapsOf({ findings, outcomes, recorded, rules }: Material, alerts: readonly Alert[], told: boolean): MonitoringGap[] {
  const measured = new Set([...(recorded?.samples ?? []), ...(recorded?.depths ?? [])].map(({ file }) => file));
  const unseen = findings.filter(
    (finding) => isSerious(finding) && finding.category !== 'alert_gap' && !isShown(finding, alerts, measured),
  );
  const metrics = (recorded?.samples.length ?? 0) > 0;
  const blind = new Map(outcomes.flatMap(({ blind: all }) => all.map((one) => [`${one.what} ${one.close}`, one] as const)));
  return [
    ...unseen.map((finding): MonitoringGap => {
      const alert = alerts.find((one) => one.findings.includes(finding.id));
      const metric = alert?.metrics.join(', ') ?? ruleOf(finding, rules).alert?.metric ?? null;
      return {
        what: `${finding.category.replace(/_/g, ' ')}: ${subjectText(finding.subject)}`,
        because: `${metrics ? 'No metric of this input shows it' : 'This input holds no metric'}${told ? '' : ', and it holds no alert'}.`,
        finding: finding.id,
        severity: finding.severity,
        close: metric === null ? 'Emit what tells of it, and alert on it.' : `Emit ${metric}`,
      };
    }),
    ...[...blind.values()].map(({ what, close }): MonitoringGap => ({ what, because: null, finding: null, severity: null, close })),
  ];
}

/** A metric of the input proves it, or an alert on such a metric could have told. */
function isShown({ id, evidence }: Finding, alerts: readonly Alert[], measured: ReadonlySet<string>): boolean {
  if (evidence.some(({ file }) => measured.has(file))) return true;
  return alerts.some(({ kind, findings }) => kind === 'existing' && findings.includes(id));
}
