/** Histories of AWS Step Functions, as lines of a log and as a document, and the text log of a Lambda function. */
import { describe, expect, test } from 'vitest';
import { formats } from '../../../src/intake/formats/index.js';
import { lambda } from '../../../src/intake/formats/text/lambda.js';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Event } from '../../../src/model/event.js';
import { best, records } from './sample.js';

function read(text: string, name = 'input'): { format: string; events: Event[] } {
  const { format } = best(formats, text, name);
  const all = records(format, text, name);
  const normalizer = createNormalizer({ file: name, format: format.name }, all);
  return { format: format.name, events: all.map((record) => normalizer.events(record)[0]!) };
}

const AT = Date.UTC(2026, 4, 6, 10);
type Entry = [type: string, details?: Record<string, unknown>];
const CHAIN: Entry[] = [
  ['ExecutionStarted', { input: '{"orderId":"O-4711","amount":5}' }],
  ['TaskStateEntered', { name: 'BookLoan', input: '{"orderId":"O-4711"}' }],
  ['TaskScheduled', { resource: 'invoke', resourceType: 'lambda', parameters: '{"FunctionName":"book-loan"}' }],
  ['TaskStarted'],
  ['TaskFailed', { error: 'LedgerError', cause: '{"errorMessage":"503 Service Unavailable","errorType":"LedgerError"}' }],
  ['TaskScheduled', { resource: 'invoke', resourceType: 'lambda', parameters: '{"FunctionName":"book-loan"}' }],
  ['TaskStarted'],
  ['TaskSucceeded', { output: '{"orderId":"O-4711","bookingRef":"B-990017"}' }],
  ['TaskStateExited', { name: 'BookLoan' }],
  ['TaskStateEntered', { name: 'SendLetter', input: '{"orderId":"O-4711"}' }],
  ['LambdaFunctionScheduled', { resource: 'arn:aws:lambda:eu-west-1:000000000000:function:send-letter' }],
  ['LambdaFunctionTimedOut', { error: 'States.Timeout' }],
  ['ExecutionFailed', { error: 'States.Timeout' }],
];
const CALLS = [
  { operation: 'BookLoan', target: 'book-loan', attempt: 1, status: 503, signal: 'failed', record_key: 'O-4711', duration_ms: 2000 },
  { operation: 'BookLoan', target: 'book-loan', attempt: 2, signal: 'succeeded', record_key: 'O-4711', created_id: 'B-990017' },
  { operation: 'SendLetter', target: 'send-letter', attempt: 1, timed_out: true, signal: 'failed', record_key: 'O-4711' },
];

test('a credential in the parameters of a task is seen, though no field shows them', () => {
  const parameters = JSON.stringify({ ApiEndpoint: 'https://permits.test/v1', Headers: { 'X-Partner-Key': 'f7Qm2Zx9Lw4Tn8Rb3Ky6' } });
  const line = (id: number, type: string, details: object) =>
    JSON.stringify({
      id: `${id}`,
      type,
      details,
      previous_event_id: `${id - 1}`,
      event_timestamp: `${AT + id}`,
      execution_arn: 'arn:aws:states:eu:0:execution:Loan:L-1',
    });
  const { format, events } = read(
    [line(1, 'ExecutionStarted', {}), line(2, 'TaskScheduled', { resource: 'invoke', parameters })].join('\n'),
  );
  expect(format).toBe('step-functions');
  expect(events.map(({ secrets }) => secrets)).toEqual([null, 'credential']);
});

describe('the ends of tries are calls, with what earlier events say of them', () => {
  test('as lines of a log in which two executions mix', () => {
    const line = (execution: string, [type, details = {}]: Entry, index: number) =>
      JSON.stringify({
        id: String(index + 1),
        type,
        details,
        previous_event_id: String(index),
        event_timestamp: String(AT + index * 1000),
        execution_arn: `arn:aws:states:eu-west-1:000000000000:express:Loans:${execution}`,
      });
    const text = CHAIN.flatMap((entry, index) => ['run-a:1', 'run-b:2'].map((execution) => line(execution, entry, index))).join('\n');
    const { format, events } = read(text);
    expect(format).toBe('step-functions');
    expect(events).toHaveLength(2 * CHAIN.length);
    for (const run of ['run-a:1', 'run-b:2']) {
      const own = events.filter(({ correlation_id }) => correlation_id === run);
      expect(own.filter(({ kind }) => kind === 'exchange')).toMatchObject(CALLS);
      expect(own.at(-1)).toMatchObject({ kind: 'statement', signal: 'flow_aborted', service: 'Loans', record_key: 'O-4711' });
    }
  });

  test('as the document of one execution', () => {
    const named = (type: string) => `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
    const history = CHAIN.map(([type, details = {}], index) => ({
      timestamp: new Date(AT + index * 1000).toISOString(),
      type,
      id: index + 1,
      previousEventId: index,
      [named(type.replace(/^\w+State(Entered|Exited)$/, 'State$1'))]: details,
    }));
    const { format, events } = read(JSON.stringify({ events: history }, null, 2), 'loan-run.json');
    expect(format).toBe('step-functions-history');
    expect(events.filter(({ kind }) => kind === 'exchange')).toMatchObject(CALLS);
  });

  test('branches that go on side by side keep their states', () => {
    const event = (id: number, previous: number, type: string, details: Record<string, unknown> = {}) =>
      JSON.stringify({
        id: String(id),
        type,
        details,
        previous_event_id: String(previous),
        event_timestamp: String(AT + id * 1000),
        execution_arn: 'run',
      });
    const { events } = read(
      [
        event(1, 0, 'ExecutionStarted', { input: '{"orderId":"O-4711"}' }),
        event(2, 1, 'TaskStateEntered', { name: 'Pick' }),
        event(3, 1, 'TaskStateEntered', { name: 'Bill' }),
        event(4, 3, 'TaskScheduled', { resourceType: 'sqs' }),
        event(5, 2, 'TaskScheduled', { resourceType: 'lambda' }),
        event(6, 4, 'TaskSucceeded'),
        event(7, 5, 'TaskFailed', { error: 'NoStock' }),
      ].join('\n'),
    );
    expect(events.filter(({ kind }) => kind === 'exchange').map(({ operation, signal, code }) => [operation, signal, code])).toEqual([
      ['Bill', 'succeeded', null],
      ['Pick', 'failed', 'NoStock'],
    ]);
  });
});

describe('the text log of a Lambda function', () => {
  const id = '3f1c2b7a-1111-4222-8333-944455556666';
  const lines = [
    'INIT_START Runtime Version: nodejs:20.v31	Runtime Version ARN: arn:aws:lambda:eu-west-1::runtime:00',
    `START RequestId: ${id} Version: $LATEST`,
    `2026-05-06T10:00:00.100Z	${id}	ERROR	POST https://ledger.test/loans order=O-4711 -> 503`,
    `[INFO]	2026-05-06T10:00:00.200Z	${id}	order O-4711 parked`,
    `2026-05-06T10:00:03.100Z ${id} Task timed out after 3.00 seconds`,
    `END RequestId: ${id}`,
    `REPORT RequestId: ${id}	Duration: 3000.00 ms	Billed Duration: 3000 ms	Memory Size: 256 MB	Max Memory Used: 81 MB`,
  ];
  test('each line of the platform is a record of its own', () => {
    const { format, events } = read(lines.join('\n'));
    expect(format).toBe('lambda-text');
    expect(events).toHaveLength(lines.length);
    expect(events.slice(1).map(({ request_id }) => request_id)).toEqual(Array(6).fill(id));
    expect(events[2]).toMatchObject({ kind: 'exchange', status: 503, record_key: 'O-4711', level: 'error' });
    expect(events.at(-1)).toMatchObject({ kind: 'statement', duration_ms: 3000, at_ms: null });
  });
  test('a stack trace goes on with the line of the program', () => {
    expect(lambda.parse('    at Runtime.handler (/var/task/index.js:7:3)')).toBeNull();
  });
  test('a word in capitals is no line of the platform', () => {
    expect(['START of the run', 'REPORT is ready', 'END', 'EXTENSION cord sold'].map(lambda.parse)).toEqual([null, null, null, null]);
  });
});
