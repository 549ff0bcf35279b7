/**
 * What AWS Lambda writes for one function: lines of the platform around each invocation, without a time of their own, and
 * the lines of the program between them. Each is an event of its own in CloudWatch, so none goes on with the one before.
 * Source: docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html
 */
import type { LineFormat, ParsedLine } from '../../records/format.js';
import { withContinuation } from '../../records/stack-trace.js';
import { lineFit } from '../fit.js';
import { readInnerLine } from '../inner-line.js';
import { lambdaPlatform } from './lambda-lines.js';

function parse(line: string): ParsedLine | null {
  return lambdaPlatform(line) ?? (/^[[\d{]/.test(line) ? readInnerLine(line) : null);
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
      ignore: (line) => lambdaPlatform(line) === null,
    });
  },
  parse,
  extend: withContinuation,
};
