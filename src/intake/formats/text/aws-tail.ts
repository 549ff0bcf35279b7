/**
 * `aws logs tail`: the time, the log stream, and the event as the program wrote it. An event is a record of its own,
 * also where it has no time of its own (Lambda's START, END and REPORT).
 */
import type { LineFormat, ParsedLine } from '../../records/format.js';
import { withContinuation } from '../../records/stack-trace.js';
import { lineFit } from '../fit.js';
import { readInnerLine } from '../inner-line.js';

/** Lambda names its streams `2026/01/31/[version]` and 32 digits, ECS `prefix/container/` and the id of the task. */
const TAIL =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})) ((?:[\w.-]+\/)+(?:[\w.-]*\[[\w.$-]{1,128}\])?[\da-f]{32}) (.*)$/s;

function parse(line: string): ParsedLine | null {
  const m = TAIL.exec(line);
  if (m === null) return null;
  const [time, stream, text] = [m[1] as string, m[2] as string, (m[3] as string).trimEnd()];
  const inner = readInnerLine(text);
  if (inner !== null) return { ...inner, time: inner.time ?? time, fields: { log_stream: stream, ...inner.fields } };
  return { time, message: text, fields: { log_stream: stream } };
}

export const awsTail: LineFormat = {
  name: 'aws-logs-tail',
  kind: 'lines',
  otherLines: 'continuation',
  fit: (sample) =>
    lineFit(sample, (line) => parse(line) !== null, {
      weight: 0.95,
      what: 'lines of aws logs tail',
      ignore: (line) => !/^\d{4}-/.test(line),
    }),
  parse,
  extend: withContinuation,
};
