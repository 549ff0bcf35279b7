/** Alerts on metrics that the input holds already: with their names and labels, nothing has to be emitted. */
import type { Alert } from '../../model/alert.js';
import type { Finding } from '../../model/finding.js';
import type { LevelRow } from '../../model/metric.js';
import { isSerious, type Material, subjectText } from '../material.js';
import { addressed, freeName } from './alerts.js';
import { tried } from './backtest.js';
import { camel, inText, quoted } from './expression.js';
import { durationText } from './promql/print.js';
import type { Series } from './promql/series.js';
import { levelSeries } from './recorded.js';
import { MINUTE } from './replay.js';
import { type Scene, windowOf } from './scene.js';

/** Only of these formats are names and labels those of Prometheus. */
const FORMATS = ['prometheus-query', 'prometheus-text'];
const COUNTER = /_(total|count)$/;
/** Names of what rises when something goes wrong. Others rise for good reasons as well. */
const TROUBLE =
  /(error|fail|timeout|timed_out|retr(y|ies)|throttl|rate_limit|reject|refus|drop|dead|dlq|lag|backlog|depth|pending|unsynced|missing|stuck|duplicate|circuit|breaker|age_seconds|given_up|discard|5xx|unavailable)/i;
const TROUBLE_VALUE = /^(5\d\d|429|5xx|err(or)?s?|fail(ed|ure|ures)?|timed?_?out|throttled|rejected|dropped|unavailable|dead)$/i;
/** More than these would be the same fault said again. */
const MOST = 3;
const FOR_MS = 2 * MINUTE;

interface Candidate {
  readonly metric: string;
  readonly title: string;
  readonly expr: string;
  readonly series: readonly Series[];
}

/** Earliest first. @param taken alerts whose names are taken. */
export function existingAlerts(material: Material, scene: Scene | null, taken: readonly Alert[]): Alert[] {
  if (!scene) return [];
  const rows = scene.recorded.samples.filter(({ file, metric }) => isPrometheus(file, metric, material));
  const found: Alert[] = [];
  for (const candidate of [...groupedBy(rows).values()].flatMap((own) => candidatesOf(own, scene))) {
    const alert = caughtBy(candidate, material, scene);
    if (alert)
      found.push({
        ...alert,
        name: freeName(alert.name, { subject: { source: null, target: null, operation: null } }, [...taken, ...found]),
      });
  }
  return found.sort((a, b) => (a.replay?.fires ?? '').localeCompare(b.replay?.fires ?? '')).slice(0, MOST);
}

function isPrometheus(file: string, metric: string, { inputs }: Material): boolean {
  const format = inputs.find(({ path }) => path === file)?.format ?? '';
  return FORMATS.includes(format) && /^[a-zA-Z_:][\w:]*$/.test(metric) && !/^ALERTS/.test(metric);
}

function groupedBy(rows: readonly LevelRow[]): Map<string, LevelRow[]> {
  const groups = new Map<string, LevelRow[]>();
  for (const row of rows) groups.set(row.metric, [...(groups.get(row.metric) ?? []), row]);
  return groups;
}

function candidatesOf(rows: readonly LevelRow[], { span }: Scene): Candidate[] {
  const metric = rows[0]?.metric ?? '';
  const series = levelSeries(rows, span, ({ labels }) => ({ metric, labels: textLabels(labels) }));
  const window = durationText(Math.max(5 * MINUTE, 4 * usualStep(series)));
  const bad = troubleValues(series);
  const title = metric.replace(/_/g, ' ').replace(/ total$/, '');
  const counts = COUNTER.test(metric);
  if (bad) {
    const matcher = `${bad.label}=~"${bad.values.map((value) => quoted(value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))).join('|')}"`;
    const side = (selector: string) => (counts ? `sum(rate(${selector}[${window}]))` : `sum(${selector})`);
    const expr = `${side(`${metric}{${matcher}}`)} > 0.05 * ${side(metric)}`;
    return [{ metric, title: `the share of ${title} with ${bad.label} ${bad.values.join(', ')}`, expr, series }];
  }
  if (!TROUBLE.test(metric)) return [];
  const expr = counts ? `sum(rate(${metric}[${window}])) > 0` : `max(${metric}) > 0`;
  return [{ metric, title: counts ? `the rate of ${title}` : title, expr, series }];
}

function textLabels(labels: string | null): Record<string, string> {
  const value: unknown = labels === null ? {} : JSON.parse(labels);
  const entries = Object.entries(value as Record<string, unknown>).filter(
    ([name, one]) => /^[a-zA-Z_]\w*$/.test(name) && one !== null && one !== '',
  );
  return Object.fromEntries(entries.map(([name, one]) => [name, String(one)]));
}

function usualStep(series: readonly Series[]): number {
  const steps = series.flatMap(({ times }) => times.slice(1, 50).map((at, index) => at - (times[index] ?? 0))).sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? MINUTE;
}

/** A label of which some values tell of trouble and others do not. */
function troubleValues(series: readonly Series[]): { readonly label: string; readonly values: readonly string[] } | null {
  const labels = [...new Set(series.flatMap((one) => Object.keys(one.labels)))];
  for (const label of labels) {
    const values = [...new Set(series.flatMap((one) => one.labels[label] ?? []))];
    const bad = values.filter((value) => TROUBLE_VALUE.test(value)).sort();
    if (bad.length > 0 && bad.length < values.length) return { label, values: bad };
  }
  return null;
}

/** The alert for the findings in whose windows it fires; null where it fires in none, or in vain. */
function caughtBy({ metric, title, expr, series }: Candidate, material: Material, scene: Scene): Alert | null {
  const caught = material.findings
    .filter((finding) => isSerious(finding) && finding.category !== 'alert_gap')
    .flatMap((finding) => {
      const [own] = windowOf(finding);
      if (!own) return [];
      const verdict = tried({ expr, forMs: FOR_MS, series, ...scene, own });
      return verdict.caught && verdict.replay.falseAlarms === 0 ? [{ finding, verdict }] : [];
    });
  const [first] = caught;
  if (!first) return null;
  const { finding, verdict } = first;
  return {
    name: `${camel(metric.replace(/_total$/, ''))}High`,
    finding: finding.id,
    findings: caught.map((one) => one.finding.id),
    kind: 'existing',
    metric: `${metric}, which this input holds.`,
    metrics: [metric],
    expr: verdict.expr,
    for: durationText(verdict.forMs),
    summary: inText(`${capital(title)} is high`),
    description: inText(describe(finding)),
    ...addressed(finding, material),
    level: null,
    datadog: null,
    threshold: verdict.threshold,
    replay: verdict.replay,
    test: verdict.test,
  };
}

const describe = (finding: Finding): string =>
  `It rose when this happened: ${finding.title.replace(/\.?$/, '.')} Look at ${subjectText(finding.subject)}, and begin with the runbook.`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
