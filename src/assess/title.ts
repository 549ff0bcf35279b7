/** The title of a finding: the rule's template with its numbers and names filled in. */

import type { Detection } from '../model/finding.js';
import { legible } from '../util/masked.js';
import { formatNumber, formatShare } from '../util/numbers.js';
import { fillTemplate } from '../util/template.js';
import { measureText } from '../util/units.js';

const LONGEST_NAME = 80;
const LONGEST_TITLE = 200;
/** A unit that the template writes itself after the placeholder: then only the number is filled in. */
const UNIT_FOLLOWS = /^\s?(ms|milliseconds?|s|secs?|seconds?|min|minutes?|h|hours?|days?|%|percent)\b|^\s?%/;

/** One line. {measure}, {operation}, {target}, {source}, {cause} and {keys} are replaced; what is not known reads "?". */
export function titleOf(template: string, detection: Pick<Detection, 'subject' | 'cause' | 'measures' | 'keys' | 'key_total'>): string {
  const words = names(detection);
  const filled = fillTemplate(inSingular(template, detection.measures), (name, rest) => {
    const value = detection.measures[name];
    if (value !== undefined) return UNIT_FOLLOWS.test(rest) ? bare(name, value) : measureText(name, value);
    return words[name] ?? '?';
  });
  return shorten(filled.replace(/\s+/g, ' ').trim(), LONGEST_TITLE);
}

/** "{records} records were" reads "{records} record was" where there is one, and "their" after it reads "its". */
function inSingular(template: string, measures: Readonly<Record<string, number>>): string {
  const [, subject = ''] = /^\{(\w+)\} [a-z]+s\b/.exec(template) ?? [];
  const referring = measures[subject] === 1 ? template.replace(/\btheir\b/g, 'its').replace(/\bthem\b/g, 'it') : template;
  return referring.replace(
    /\{(\w+)\} ((?:[a-z]+ )?)([a-z]+)s\b(?: (are|were)\b)?/g,
    (whole, name: string, before: string, noun: string, verb?: string) => {
      if (measures[name] !== 1) return whole;
      const said = verb === undefined ? '' : verb === 'are' ? ' is' : ' was';
      return `{${name}} ${before}${noun}${said}`;
    },
  );
}

function bare(name: string, value: number): string {
  return /(^|_)(share|ratio)$/.test(name) ? formatShare(value).replace(' %', '') : formatNumber(value);
}

function names({ subject, cause, keys, key_total }: Pick<Detection, 'subject' | 'cause' | 'keys' | 'key_total'>): Record<string, string> {
  return {
    operation: shorten(subject.operation ?? (subject.target ? `calls to ${subject.target}` : 'an operation without a name'), LONGEST_NAME),
    target: shorten(subject.target ?? 'the target', LONGEST_NAME),
    source: shorten(subject.source ?? 'the caller', LONGEST_NAME),
    cause: shorten(legible(cause ?? 'an unknown cause'), LONGEST_NAME),
    keys: keyList(keys, key_total),
  };
}

function keyList(keys: readonly string[], total: number): string {
  const shown = keys.slice(0, 3).map((key) => shorten(key, 40));
  const more = total - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${formatNumber(more)} more` : shown.join(', ');
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`;
}
