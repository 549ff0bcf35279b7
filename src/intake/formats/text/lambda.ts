/**
 * What AWS Lambda writes for one function: lines of the platform around each invocation, without a time of their own, and
 * the lines of the program between them. Each is an event of its own in CloudWatch, so none goes on with the one before.
 * Source: docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html
 */
import type { LineFormat, ParsedLine, Value } from '../../format.js';
import { withContinuation } from '../../stack-trace.js';
import { lineFit } from '../fit.js';
import { readInnerLine } from '../inner-line.js';

/** `START RequestId: … Version: $LATEST`, `REPORT RequestId: …\tDuration: …`, `INIT_START Runtime Version: …`. */
const PLATFORM =
  /^(?:(?:START|END|REPORT|INIT_START|INIT_REPORT|RESTORE_START|RESTORE_REPORT|XRAY|EXTENSION|TELEMETRY|LOGS|RequestId)(?::|\s)\s*(?=RequestId|Runtime Version|Init Duration|Restore|TraceId|Name|[\da-f]{8}-)|RequestId: )/;
const REQUEST = /\b([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})\b/;
const DURATION = /\bDuration: ([\d.]+) ms\b/;
/** The time, the request and the words of a line of the platform about the program. */
const OF_REQUEST = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}) (.+)$/;

function platform(line: string): ParsedLine | null {
  if (!PLATFORM.test(line)) return null;
  const request = REQUEST.exec(line)?.[1];
  const fields: Record<string, Value> = request === undefined ? {} : { request_id: request };
  const taken = DURATION.exec(line)?.[1];
  return {
    time: null,
    message: line.trimEnd(),
    fields,
    proven: { kind: 'statement', level: 'debug', ...(taken === undefined ? {} : { duration_ms: Number(taken) }) },
  };
}

function parse(line: string): ParsedLine | null {
  const own = platform(line);
  if (own !== null) return own;
  const about = OF_REQUEST.exec(line);
  if (about !== null) return { time: about[1] as string, message: about[3] as string, fields: { request_id: about[2] as string } };
  return /^[[\d{]/.test(line) ? readInnerLine(line) : null;
}

export const lambda: LineFormat = {
  name: 'lambda-text',
  kind: 'lines',
  otherLines: 'continuation',
  fit: (sample) => {
    if (!sample.lines.some((line) => /^(?:START|END|REPORT) RequestId: /.test(line))) return { score: 0, reason: '' };
    return lineFit(sample, (line) => parse(line) !== null, {
      weight: 0.97,
      what: 'lines of a Lambda function',
      ignore: (line) => platform(line) === null,
    });
  },
  parse,
  extend: withContinuation,
};
