/** Metrics in Prometheus' and OpenMetrics' text form, as `/metrics` shows them. One sample is one record. */

import type { DocumentFormat, ReadResult } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { set } from '../json/value.js';
import { sampleRecord } from './sample.js';

const NONE = { score: 0, reason: '' };
const NAME = '[A-Za-z_:][\\w:]*';
/** Name, labels, value, time, and the exemplar that OpenMetrics puts behind a sign. */
const SAMPLE = new RegExp(
  `^(${NAME})(?:\\{((?:[^"{}]|"(?:\\\\.|[^"\\\\])*")*)\\})?\\s+([-+]?(?:\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+|Inf|NaN))(?:\\s+(-?\\d+(?:\\.\\d+)?))?(?:\\s+#\\s.*)?\\s*$`,
  'i',
);
const LABEL = /(?:([\w.:]+)|"((?:\\.|[^"\\])*)")\s*=\s*"((?:\\.|[^"\\])*)"/g;
const COMMENT = /^#/;
const META = /^#\s*(?:HELP|TYPE|UNIT)\s+\S+/;
/** OpenMetrics ends with this mark and counts time in seconds; Prometheus counts in milliseconds. */
const EOF = /^# EOF\s*$/m;

const unescaped = (text: string): string => text.replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));

function labelsOf(text: string | undefined): JsonObject {
  const out: JsonObject = {};
  for (const [, name, quoted, value] of (text ?? '').matchAll(LABEL)) set(out, name ?? unescaped(quoted ?? ''), unescaped(value ?? ''));
  return out;
}

function sample(text: string, line: number, seconds: boolean): ReadResult {
  const found = SAMPLE.exec(text);
  if (!found) return { line, reject: 'malformed', reason: 'neither a sample of a metric nor a comment' };
  const value = Number(found[3]);
  const time = found[4] === undefined ? null : Number(found[4]) * (seconds ? 1000 : 1);
  return sampleRecord(line, {
    metric: found[1] ?? null,
    value: Number.isFinite(value) ? value : null,
    labels: labelsOf(found[2]),
    ms: time,
  });
}

function* read(text: string): Generator<ReadResult> {
  const seconds = EOF.test(text.slice(-200));
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    const trimmed = row.trim();
    // Comments describe the samples below them; they are no records.
    if (trimmed !== '' && !COMMENT.test(trimmed)) yield sample(trimmed, line, seconds);
  }
}

export const prometheusText: DocumentFormat = {
  name: 'prometheus-text',
  kind: 'document',
  fit({ lines }) {
    const meta = lines.filter((line) => META.test(line)).length;
    const samples = lines.filter((line) => SAMPLE.test(line)).length;
    const comments = lines.filter((line) => COMMENT.test(line)).length;
    // Without a line of HELP or TYPE, labels in braces tell it from a list of words and numbers.
    const told = meta > 0 || lines.some((line) => SAMPLE.exec(line)?.[2] !== undefined);
    const share = lines.length === 0 ? 0 : (samples + comments) / lines.length;
    if (!told || samples === 0 || share < 0.8) return NONE;
    return { score: 0.97 * share, reason: `${samples} samples of metrics in Prometheus' text form` };
  },
  read,
};
