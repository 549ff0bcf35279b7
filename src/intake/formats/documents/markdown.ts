/** Incident reports in Markdown or plain prose. Every block that says something is one record. */
import type { DocumentFormat, Fit, Sample } from '../../records/format.js';
import { blocks } from './markdown-blocks.js';
import { reportRecords } from './report.js';

const NONE: Fit = { score: 0, reason: '' };

const HEADING = /^#{1,6}\s+\S/;
const MARK = /^\s*(?:[-*+]\s+\S|\d{1,2}[.)]\s+\S|\|.*\|\s*$|>\s|\*\*\S)/;
/** Lines of logs, of metrics in text form and of code are no prose. */
const LOG =
  /^\S{0,3}\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ |^\d+\.\d+\.\d+\.\d+ |^\[\d{2}\/|^# (?:HELP|TYPE)\b|^#!|\blevel=\w+/;
const TOPIC =
  /\b(incident|outage|post-?mortem|root cause|timeline|impact|mitigat\w+|downtime|on-?call|customers?|st(?:ö|oe)rung|st(?:ö|oe)rungsbericht|vorfall|ursache|auswirkung(?:en)?|zeitverlauf|behoben|kunden?|chronologie|panne|clients?|r[ée]tabli\w*|incidencia|cronolog[ií]a|causa|clientes?|resuelt[oa]|guasto|storing|klanten)\b/gi;

const share = (lines: readonly string[], pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length / lines.length;
const isProse = (line: string): boolean => /[a-z]{3,} [a-z]{2,} [a-z]{2,}/i.test(line) && !/[{}=<>;]{2}|\w+=\S/.test(line);

function fitOf(sample: Sample): Fit {
  const { lines } = sample;
  if (lines.length === 0 || share(lines, LOG) > 0.3 || /^\uFEFF?\s*[[{]/.test(sample.head)) return NONE;
  const headings = lines.filter((line) => HEADING.test(line)).length;
  const marks = share(lines, MARK);
  const prose = lines.filter(isProse).length / lines.length;
  const topics = new Set((sample.head.match(TOPIC) ?? []).map((word) => word.toLowerCase())).size;
  const named = /\.(md|markdown|mdx|rst|adoc)(\.\w+)?$/i.test(sample.name);
  const reason = `a text with ${headings} headings and ${topics} words of incident reports`;
  if (named) return { score: 0.9, reason };
  if (headings > 0 && prose + marks > 0.4) return { score: topics >= 2 ? 0.85 : 0.6, reason };
  return topics >= 3 && prose > 0.5 ? { score: 0.7, reason } : NONE;
}

export const markdown: DocumentFormat = {
  name: 'markdown',
  kind: 'document',
  fit: fitOf,
  read: (text, name) => reportRecords(blocks(text), name),
};
