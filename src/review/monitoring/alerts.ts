/** Alerts that would have told of each fault: those of the rules that, replayed on the input, fire within the harm. */
import type { Alert, Monitoring } from '../../model/alert.js';
import type { Finding } from '../../model/finding.js';
import { ownerOf } from '../../model/owner.js';
import type { Rule } from '../../model/rule.js';
import { type Material, ruleOf } from '../material.js';
import { tried } from './backtest.js';
import { metricCatalogue } from './catalogue.js';
import { camel, fillExpression, fillText } from './expression.js';
import { durationMs, parsePromql } from './promql/parse.js';
import { durationText } from './promql/print.js';
import { type Expr, selectorsOf } from './promql/tree.js';
import { seriesFor } from './recorded.js';
import { type Scene, windowOf } from './scene.js';

type Suggested = NonNullable<Rule['alert']>;
export type LeftOut = Monitoring['leftOut'][number];

export interface RuleAlerts {
  readonly alerts: readonly Alert[];
  readonly leftOut: readonly LeftOut[];
}

/** No two with the same name, nor with the same expression. */
export function ruleAlerts(material: Material, scene: Scene | null): RuleAlerts {
  const alerts: Alert[] = [];
  const leftOut: LeftOut[] = [];
  for (const finding of material.findings) {
    const suggested = ruleOf(finding, material.rules).alert;
    if (!suggested || finding.severity === 'info') continue;
    const same = alerts.findIndex(({ expr }) => expr === fillExpression(suggested.expr, finding));
    const known = alerts[same];
    if (known) {
      alerts[same] = { ...known, findings: [...known.findings, finding.id] };
      continue;
    }
    const alert = alertOf(finding, suggested, material, scene);
    if ('reason' in alert) leftOut.push(alert);
    else alerts.push({ ...alert, name: freeName(alert.name, finding, alerts) });
  }
  return { alerts, leftOut };
}

function alertOf(finding: Finding, suggested: Suggested, material: Material, scene: Scene | null): Alert | LeftOut {
  const out = (reason: string): LeftOut => ({ name: suggested.name, finding: finding.id, reason });
  const [own] = windowOf(finding);
  if (!scene || !own) return out('The input gives the harm no time, so it cannot be replayed.');
  const expr = fillExpression(suggested.expr, finding);
  const parsed = understood(expr);
  if (typeof parsed === 'string') return out(`It cannot be replayed: ${parsed}.`);
  const series = seriesFor(parsed, finding, harmTimes(finding, material), scene);
  const lasting = lasts(parsed) ? { from: own.from, to: scene.span.to } : own;
  const verdict = tried({ expr, forMs: durationMs(suggested.for), series, ...scene, harm: [...scene.harm, lasting], own: lasting });
  if (!verdict.caught) return out(verdict.reason);
  const names = [...new Set(selectorsOf(parsed).flatMap(({ metric }) => metric ?? []))];
  return {
    name: suggested.name,
    finding: finding.id,
    findings: [finding.id],
    kind: 'rule',
    metric: fillText(suggested.metric, finding),
    metrics: names,
    expr: verdict.expr,
    for: verdict.forMs === durationMs(suggested.for) ? suggested.for : durationText(verdict.forMs),
    summary: fillText(suggested.summary, finding),
    description: fillText(suggested.description, finding),
    ...addressed(finding, material),
    level: null,
    datadog: null,
    threshold: verdict.threshold,
    replay: verdict.replay,
    test: verdict.test,
  };
}

/** Who is told, and where to read what to do. */
export function addressed(finding: Finding, { owners = {} }: Material): Pick<Alert, 'severity' | 'labels' | 'runbook'> {
  const severity = finding.severity === 'critical' || finding.severity === 'high' ? 'page' : 'ticket';
  const team = ownerOf(owners, finding.subject)?.owner.team;
  const labels = { severity, category: finding.category, fingerprint: finding.fingerprint, ...(team === undefined ? {} : { team }) };
  return { severity, labels, runbook: 'review.html#runbook' };
}

/** What is counted as a level, records that are missing for instance, stays harm until somebody mends it. */
function lasts(expr: Expr): boolean {
  const names = selectorsOf(expr).map(({ metric }) => metric);
  return metricCatalogue().metrics.some(({ prometheus, replay }) => replay === 'harm_level' && names.includes(prometheus));
}

function understood(expr: string): ReturnType<typeof parsePromql> | string {
  try {
    return parsePromql(expr);
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** When each piece of the harm was done, as far as detection knows. */
function harmTimes({ rule, subject, cause }: Finding, { detections = [] }: Material): number[] {
  const fits = (a: string | null, b: string | null) => a === null || a === b;
  return detections
    .filter(
      (one) =>
        one.rule === rule &&
        fits(one.subject.source, subject.source) &&
        fits(one.subject.target, subject.target) &&
        fits(one.subject.operation, subject.operation) &&
        fits(one.cause, cause),
    )
    .flatMap(({ harm }) => harm);
}

/** The rule's name; where it is taken, with the target or operation, and at last with a number. */
export function freeName(name: string, { subject }: Pick<Finding, 'subject'>, alerts: readonly Alert[]): string {
  const taken = new Set(alerts.map((alert) => alert.name));
  const suffixes = ['', camel(subject.target), camel(subject.operation)];
  const numbers = alerts.map((_, at) => String(at + 2));
  return [...suffixes, ...numbers].map((suffix) => name + suffix).find((candidate) => !taken.has(candidate)) ?? name;
}
