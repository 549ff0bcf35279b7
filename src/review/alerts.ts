/** Alerts that would have told of each fault, with names of this input filled in. */
import type { Finding } from '../model/finding.js';
import type { Alert } from '../model/review.js';
import type { Rule } from '../model/rule.js';
import { fillTemplate } from '../util/template.js';
import { measureText } from '../util/units.js';
import { type Material, ruleOf } from './material.js';

/** One per finding whose rule knows an alert; no two with the same name, nor with the same expression. */
export function alertsOf({ findings, rules }: Material): Alert[] {
  const alerts: Alert[] = [];
  for (const finding of findings) {
    const suggested = ruleOf(finding, rules).alert;
    if (!suggested || finding.severity === 'info') continue;
    const alert = alertOf(finding, suggested);
    if (alerts.some(({ expr }) => expr === alert.expr)) continue;
    alerts.push({ ...alert, name: freeName(alert.name, finding, alerts) });
  }
  return alerts;
}

/** Name of the alert for each finding: its own, or that of another finding with the same expression. */
export function alertNames({ findings, rules }: Material, alerts: readonly Alert[]): ReadonlyMap<string, string> {
  return new Map(
    findings.flatMap((finding) => {
      const suggested = ruleOf(finding, rules).alert;
      const alert = suggested && alerts.find(({ expr }) => expr === alertOf(finding, suggested).expr);
      return alert ? [[finding.id, alert.name] as const] : [];
    }),
  );
}

function alertOf(finding: Finding, suggested: NonNullable<Rule['alert']>): Alert {
  const page = finding.severity === 'critical' || finding.severity === 'high';
  return {
    name: suggested.name,
    finding: finding.id,
    metric: fill(suggested.metric, finding, inText),
    expr: fillExpression(suggested.expr, finding),
    for: suggested.for,
    severity: page ? 'page' : 'ticket',
    summary: fill(suggested.summary, finding, inText),
    description: fill(suggested.description, finding, inText),
    labels: { severity: page ? 'page' : 'ticket', category: finding.category, fingerprint: finding.fingerprint },
  };
}

/** Placeholders with a value are replaced; anything else in braces belongs to the text (a label selector, a Prometheus template). */
function fill(template: string, finding: Finding, write: (text: string) => string): string {
  return fillTemplate(template, (name) => {
    if (name === 'source' || name === 'target' || name === 'operation') return write(finding.subject[name] ?? `any ${name}`);
    if (name === 'cause') return write(finding.cause ?? 'any cause');
    const value = finding.measures[name];
    return value === undefined ? null : measureText(name, value);
  });
}

/** PromQL: text goes into label matchers, with quotes and, in regular expressions, their signs escaped; an unknown name matches all. */
function fillExpression(expr: string, finding: Finding): string {
  const matched = expr.replace(
    /(=~|!~|!=|=)\s*"\{(source|target|operation|cause)\}"/g,
    (_, operator: string, name: 'source' | 'target' | 'operation' | 'cause') => {
      const value = name === 'cause' ? finding.cause : finding.subject[name];
      if (value === null) return '=~".*"';
      return `${operator}"${quoted(operator.includes('~') ? value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : value)}"`;
    },
  );
  return fillTemplate(matched, (name) => {
    const value = finding.measures[name];
    if (value !== undefined) return String(value);
    return name === 'source' || name === 'target' || name === 'operation' ? quoted(finding.subject[name] ?? '') : null;
  });
}

function quoted(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/[\r\n]+/g, ' ');
}

/** Prometheus runs annotations and labels through Go templates: braces out of a log must not open one. */
function inText(text: string): string {
  return text.replace(/\{\{/g, '{ {').replace(/\}\}/g, '} }').replace(/\s+/g, ' ');
}

/** The rule's name; where it is taken, with the target or operation, and at last with a number. */
function freeName(name: string, finding: Finding, alerts: readonly Alert[]): string {
  const taken = new Set(alerts.map((alert) => alert.name));
  const suffixes = ['', camel(finding.subject.target), camel(finding.subject.operation)];
  const numbers = alerts.map((_, at) => String(at + 2));
  return [...suffixes, ...numbers].map((suffix) => name + suffix).find((candidate) => !taken.has(candidate)) ?? name;
}

function camel(text: string | null): string {
  const words = (text ?? '').split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && !/^(id|http|https|com|test|v\d+)$/i.test(word));
  return words
    .slice(0, 4)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('')
    .slice(0, 60);
}
