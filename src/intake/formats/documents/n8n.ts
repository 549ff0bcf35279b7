/** Executions of n8n, as its API and its command line export them. One run of a node is one record. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asStatus, asText, at, first } from '../json/value.js';
import { apiTime } from './alert.js';
import type { DocumentShape } from './json-document.js';
import { mainList, shareOf } from './list.js';

const RUNS = ['data.resultData.runData', 'resultData.runData'];

const isExecution = (one: JsonObject): boolean =>
  (first(one, RUNS) !== null && one.startedAt !== undefined) ||
  (one.workflowId !== undefined && one.startedAt !== undefined && one.mode !== undefined);

const executions = (value: Value): readonly Value[] => (isExecution(asObject(value)) ? [value] : (mainList(value) ?? []));

interface Execution {
  readonly workflow: string | null;
  readonly id: string | null;
  readonly line: number;
}

/** What went into or out of a node first: it holds the key of the business record. */
const firstItem = (run: JsonObject): Value => at(asList(asList(at(run, 'data.main'))[0])[0], 'json') ?? null;

/** A node that failed says why; n8n names the answer's status there and nowhere else. */
function errorOf(error: Value | undefined): { text: string | null; code: string | null; status: number | null } {
  return {
    text: asText(at(error, 'description')) ?? asText(at(error, 'message')),
    code: asText(at(error, 'name')),
    status: asStatus(at(error, 'httpCode')) ?? asStatus(at(error, 'context.httpCode')),
  };
}

function nodeRun(name: string, run: JsonObject, input: Value, of: Execution, line: number): SourceRecord {
  const start = apiTime(run.startTime);
  const duration = asNumber(run.executionTime);
  const failed = run.error !== undefined && run.error !== null;
  const error = errorOf(run.error);
  const ended = asText(run.executionStatus);
  return {
    line,
    time: start,
    message: failed ? `${name}: ${error.text ?? 'failed'}` : null,
    fields: { node: name, ...asObject(input), ...(failed ? {} : { output: firstItem(run) }) },
    rest: run,
    proven: defined({
      kind: 'job',
      operation: of.workflow === null ? name : `${of.workflow} / ${name}`,
      // The id is that of the execution: as the job's, its nodes would be runs of one job.
      correlation_id: of.id,
      start_ms: start,
      end_ms: start !== null && duration !== null ? start + duration : null,
      duration_ms: duration,
      status: error.status,
      code: error.code,
      level: failed ? 'error' : 'info',
      signal: failed ? 'failed' : ended === null || ended === 'success' ? 'succeeded' : null,
    }),
  };
}

/** Runs of all nodes in the order of their start; the output of the one before is the input of the next. */
function* runsOf(item: Value, document: Located): Generator<ReadResult> {
  const one = asObject(item);
  const of = {
    workflow: asText(at(one, 'workflowData.name')) ?? asText(at(one, 'workflow.name')) ?? asText(one.workflowName),
    id: asText(one.id),
    line: document.lineOf(item),
  };
  const runs = Object.entries(asObject(first(one, RUNS)?.value)).flatMap(([name, list]) => asList(list).map((run) => ({ name, run })));
  runs.sort((a, b) => (asNumber(asObject(a.run).startTime) ?? 0) - (asNumber(asObject(b.run).startTime) ?? 0));
  let input: Value = null;
  for (const { name, run } of runs) {
    yield nodeRun(name, asObject(run), input, of, document.lineOf(run));
    input = firstItem(asObject(run)) ?? input;
  }
  if (runs.length === 0) yield whole(one, of);
}

/** An execution without the data of its nodes: when it ran and how it ended. */
function whole(one: JsonObject, of: Execution): SourceRecord {
  const start = apiTime(one.startedAt);
  const end = apiTime(one.stoppedAt);
  const status = asText(one.status) ?? (one.finished === false ? 'error' : 'success');
  const failed = /error|crashed|failed/i.test(status);
  return {
    line: of.line,
    time: start,
    message: failed ? (errorOf(at(one, 'data.resultData.error')).text ?? `execution ended with ${status}`) : null,
    fields: one,
    proven: defined({
      kind: 'job',
      operation: of.workflow ?? asText(one.workflowId),
      job_id: of.id,
      start_ms: start,
      end_ms: end,
      duration_ms: start !== null && end !== null ? end - start : null,
      level: failed ? 'error' : 'info',
      signal: failed ? 'failed' : status === 'success' ? 'succeeded' : null,
    }),
  };
}

export const n8nExecutions: DocumentShape = {
  name: 'n8n-executions',
  score: 0.95,
  fits: (value) => (shareOf(executions(value), isExecution) > 0.5 ? 'executions of n8n with the runs of their nodes' : null),
  *read(document) {
    for (const item of executions(document.value)) yield* runsOf(item, document);
  },
};
