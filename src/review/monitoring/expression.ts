/** Texts and expressions of a rule's alert with the names of this input in them. */
import type { Finding } from '../../model/finding.js';
import { fillTemplate } from '../../util/template.js';
import { measureText } from '../../util/units.js';

/** Placeholders with a value are replaced; anything else in braces belongs to the text (a label selector, a Prometheus template). */
export function fillText(template: string, finding: Finding): string {
  return fillTemplate(template, (name) => {
    if (name === 'source' || name === 'target' || name === 'operation') return inText(finding.subject[name] ?? `any ${name}`);
    if (name === 'cause') return inText(finding.cause ?? 'any cause');
    const value = finding.measures[name];
    return value === undefined ? null : measureText(name, value);
  });
}

/** PromQL: text goes into label matchers, with quotes and, in regular expressions, their signs escaped; an unknown name matches all. */
export function fillExpression(expr: string, finding: Finding): string {
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

/** As it stands between the quotes of PromQL. */
export function quoted(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
}

/** Prometheus runs annotations and labels through Go templates: braces out of a log must not open one. */
export function inText(text: string): string {
  return text.replace(/\{\{/g, '{ {').replace(/\}\}/g, '} }').replace(/\s+/g, ' ');
}

/** Words of a name as part of an alert's name. */
export function camel(text: string | null): string {
  const words = (text ?? '').split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && !/^(id|http|https|com|test|v\d+)$/i.test(word));
  return words
    .slice(0, 4)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('')
    .slice(0, 60);
}
