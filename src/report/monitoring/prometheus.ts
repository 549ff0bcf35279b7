/** monitoring/prometheus-rules.yml and prometheus-tests.yml: the alerts as rules that promtool accepts, and the tests that prove them. */
import type { Alert } from '../../model/alert.js';
import type { Review } from '../../model/review.js';
import { toYaml } from '../../util/yaml.js';
import { oneLine, visible } from '../escape.js';

type Shown = Pick<Review, 'alerts' | 'tool'>;

/** One group; without alerts a file with no groups, which is valid as well. */
export function renderPrometheusRules({ alerts, tool }: Shown): string {
  const rules = alerts.map((alert) => ({
    alert: alert.name,
    expr: visible(alert.expr).trim(),
    for: alert.for,
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
  }));
  const head = `# Written by ${tool.name} ${tool.version}. Each of these would have caught the audited incident; prometheus-tests.yml proves it:
# promtool check rules prometheus-rules.yml && promtool test rules prometheus-tests.yml
`;
  return head + toYaml({ groups: rules.length > 0 ? [{ name: 'caseharden', rules }] : [] });
}

function labelsOf(alert: Alert): Record<string, string> {
  return Object.fromEntries(Object.entries(alert.labels).map(([name, value]) => [name, oneLine(value)]));
}

function annotationsOf(alert: Alert): Record<string, string> {
  const { threshold, replay } = alert;
  return {
    summary: oneLine(alert.summary),
    description: oneLine(alert.description),
    ...(alert.runbook === '' ? {} : { runbook_url: alert.runbook }),
    metric: oneLine(alert.metric),
    finding: alert.findings.join(', ') || alert.finding,
    ...(threshold === null ? {} : { threshold: oneLine(threshold.basis) }),
    ...(replay === null
      ? {}
      : { replay: `Fires ${replay.fires} on the audited input, ${replay.afterHarmMinutes} min after the harm began` }),
  };
}

/**
 * One test for each alert: the series of the incident around its first firing, a minute at which it must be silent and
 * the minute at which it must fire. Scrapes lie at the half minute, so that it makes no difference whether a range
 * holds its own edge: versions of Prometheus disagree there.
 */
export function renderPrometheusTests({ alerts, tool }: Shown): string {
  const tests = alerts.flatMap((alert) => {
    const { test } = alert;
    if (test === null) return [];
    return [
      {
        name: `${alert.name} on the audited incident, from ${test.from}`,
        interval: '30s',
        input_series: test.series.map(({ series, values }) => ({ series: visible(series), values: valuesText(values) })),
        ...(isTemplate(alert) || test.labels.some(isHidden)
          ? { promql_expr_test: firingCount(alert, test) }
          : { alert_rule_test: [...silent(alert, test.silentMinute), firing(alert, test)] }),
      },
    ];
  });
  const head = `# Written by ${tool.name} ${tool.version}: what the audited input would have shown to the rules beside this file.\n`;
  return head + toYaml({ rule_files: ['prometheus-rules.yml'], evaluation_interval: '1m', tests });
}

/** Characters that nobody sees are written in another way, which a label of a test cannot be. */
function isHidden(labels: Readonly<Record<string, string>>): boolean {
  return Object.values(labels).some((value) => visible(value) !== value || /[\\\n]/.test(value));
}

/** Prometheus fills `{{ … }}` with values of its own; a test would have to foresee the text. */
function isTemplate(alert: Alert): boolean {
  return JSON.stringify([labelsOf(alert), annotationsOf(alert)]).includes('{{');
}

/** How many series fire, whatever their texts say. */
function firingCount({ name }: Alert, { silentMinute, firesMinute, labels }: NonNullable<Alert['test']>): object[] {
  const expr = `count(ALERTS{alertname="${name}", alertstate="firing"})`;
  return [
    ...(silentMinute === null ? [] : [{ expr, eval_time: `${silentMinute}m`, exp_samples: [] }]),
    { expr, eval_time: `${firesMinute}m`, exp_samples: [{ labels: '{}', value: labels.length }] },
  ];
}

function silent({ name }: Alert, minute: number | null): object[] {
  return minute === null ? [] : [{ eval_time: `${minute}m`, alertname: name, exp_alerts: [] }];
}

function firing(alert: Alert, { firesMinute, labels }: NonNullable<Alert['test']>): object {
  const own = labelsOf(alert);
  const exp_alerts = labels.map((of) => ({ exp_labels: { ...of, ...own }, exp_annotations: annotationsOf(alert) }));
  return { eval_time: `${firesMinute}m`, alertname: alert.name, exp_alerts };
}

/** `_ 0 _ 0 _ 3`: nothing at the whole minute, the value at the half one. */
function valuesText(values: string): string {
  return values
    .split(' ')
    .map((value) => `_ ${value}`)
    .join(' ');
}
