/**
 * Histories of AWS Step Functions: a chain of small events (entered, scheduled, started, failed), each of which names the
 * one before it. The state, its task and its input stand on earlier events than the end of a try, so they are followed.
 * Source: docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */

import { statusIn } from '../../messages/message-request.js';
import { isObject, type JsonObject } from '../../records/value.js';
import { defined, type Proven, span } from './http.js';
import type { Line } from './shape.js';
import { asNumber, asObject, asText, set, tryParse } from './value.js';

/** One event of a history, whatever document it stood in. */
export interface HistoryEvent {
  readonly id: string;
  readonly previous: string;
  /** `TaskFailed`, `LambdaFunctionScheduled`, `ExecutionSucceeded`, … */
  readonly type: string;
  /** Name or address of the execution. */
  readonly execution: string;
  readonly time: string | number | null;
  readonly details: JsonObject;
}

/** Where in its machine an execution is after an event. */
interface Place {
  readonly state: string | null;
  readonly task: string | null;
  readonly tries: number;
  readonly startedAt: number | null;
  /** Members of the input that are no objects: the keys of what is worked on. */
  readonly input: JsonObject;
}

const START: Place = { state: null, task: null, tries: 0, startedAt: null, input: {} };
/** Executions that are followed at a time; one that is forgotten is read without its states. */
const OPEN = 20_000;
/** Members of an input that are kept. */
const MOST_MEMBERS = 30;
const ENTERED = /StateEntered$/;
const SCHEDULED = /^(?:Task|LambdaFunction|Activity)Scheduled$/;
/** A try that could not even be handed over is a try that failed. */
const ENDED = /^(?:Task|LambdaFunction|Activity)(Succeeded|Failed|TimedOut|StartFailed|SubmitFailed|ScheduleFailed)$/;
const EXECUTION = /^Execution(Started|Succeeded|Failed|TimedOut|Aborted|Redriven)$/;
const SIGNALS: Readonly<Record<string, Proven['signal']>> = {
  Started: 'started',
  Succeeded: 'succeeded',
  Failed: 'flow_aborted',
  TimedOut: 'flow_aborted',
  Aborted: 'flow_aborted',
  Redriven: 'resumed',
};

/** A reader with a memory of the executions of one input. */
export function followExecutions(): (event: HistoryEvent) => Line {
  const executions = new Map<string, Map<string, Place>>();
  return (event) => {
    const places = executions.get(event.execution) ?? new Map<string, Place>();
    if (places.size === 0) {
      executions.set(event.execution, places);
      if (executions.size > OPEN) executions.delete(executions.keys().next().value as string);
    }
    const place = after(places.get(event.previous) ?? START, event);
    places.set(event.id, place);
    if (/^Execution(?:Succeeded|Failed|TimedOut|Aborted)$/.test(event.type)) executions.delete(event.execution);
    return lineOf(event, place);
  };
}

/** The place after an event; most events leave it as it is. */
function after(place: Place, { type, time, details }: HistoryEvent): Place {
  const input = { ...place.input, ...membersOf(details.input) };
  if (ENTERED.test(type)) return { ...place, state: asText(details.name), task: null, tries: 0, startedAt: msOf(time), input };
  if (SCHEDULED.test(type)) return { ...place, task: taskOf(details), tries: place.tries + 1, startedAt: msOf(time), input };
  return { ...place, input };
}

/** `{"FunctionName":"charge-card"}`, the address of a function, or the service that is called. */
function taskOf(details: JsonObject): string | null {
  const parameters = asObject(typeof details.parameters === 'string' ? tryParse(details.parameters) : details.parameters);
  const address =
    asText(parameters.FunctionName ?? parameters.QueueUrl ?? parameters.TopicArn ?? parameters.StateMachineArn) ?? asText(details.resource);
  const name = address
    ?.split('/')
    .at(-1)
    ?.split(':')
    .findLast((part) => !/^(?:\d+|\$LATEST)$/.test(part));
  return name === undefined || name === 'invoke' ? asText(details.resourceType) : name;
}

/** Members of a payload that are no objects; payloads are JSON in a text. */
function membersOf(payload: unknown): JsonObject {
  const value = typeof payload === 'string' ? tryParse(payload) : payload;
  const out: JsonObject = {};
  if (!isObject(value)) return out;
  for (const [name, member] of Object.entries(value).slice(0, MOST_MEMBERS))
    if (typeof member !== 'object' && member !== null) set(out, name, member);
  return out;
}

function lineOf(event: HistoryEvent, place: Place): Line {
  const { machine, name } = namesOf(event.execution);
  const around = defined({ service: machine, correlation_id: name });
  const base = { time: event.time, fields: fieldsOf(event, place) };
  const run = EXECUTION.exec(event.type)?.[1];
  if (run !== undefined)
    return { ...base, message: words(event.type), proven: { ...around, kind: 'statement', ...defined({ signal: SIGNALS[run] ?? null }) } };
  const end = ENDED.exec(event.type)?.[1];
  if (end === undefined) return { ...base, message: words(event.type), proven: { ...around, kind: 'statement' } };
  return { ...base, message: `${place.state ?? place.task ?? 'task'} ${words(end)}`, proven: { ...around, ...tryOf(event, place, end) } };
}

/** `TaskStateEntered` → `task state entered`. */
const words = (type: string): string => type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

/** The call that an ended try was. */
function tryOf(event: HistoryEvent, place: Place, end: string): Proven {
  const failed = end !== 'Succeeded';
  const cause = failed ? causeOf(event.details) : null;
  return defined({
    kind: 'exchange',
    vantage: 'caller',
    operation: place.state ?? place.task,
    target: place.task,
    attempt: place.tries === 0 ? null : place.tries,
    status: cause === null ? null : (statusIn(cause) ?? leadingStatus(cause)),
    signal: failed ? 'failed' : 'succeeded',
    level: failed ? 'error' : 'info',
    timed_out: end === 'TimedOut' ? true : null,
    ...span({ start: place.startedAt, end: msOf(event.time) }),
  });
}

/** `502 Bad Gateway from …` */
function leadingStatus(cause: string): number | null {
  const m = /^([45]\d\d) [A-Z]/.exec(cause);
  return m === null ? null : Number(m[1]);
}

/** What failed, in words: the cause is a text, or JSON with the message of the exception in it. */
function causeOf(details: JsonObject): string | null {
  const cause = asText(details.cause);
  const object = cause === null ? undefined : tryParse(cause);
  return isObject(object) ? (asText(object.errorMessage ?? object.message ?? object.Error) ?? cause) : cause;
}

/** The keys of the work, the error, and as the answer's body what the output holds beyond the input. */
function fieldsOf({ details }: HistoryEvent, place: Place): JsonObject {
  const { errorMessage: _message, errorType: _type, message: _text, ...named } = membersOf(details.cause);
  const cause = causeOf(details);
  const code = asText(details.error)?.replace(/^(?:States|Lambda)\./, '');
  const answer = Object.entries(membersOf(details.output)).filter(([name]) => place.input[name] === undefined);
  return {
    ...named,
    ...place.input,
    ...(answer.length === 0 ? {} : { output: Object.fromEntries(answer) }),
    ...(cause === null ? {} : { error: cause }),
    ...(code == null ? {} : { error_code: code }),
  };
}

/** `arn:aws:states:region:account:express:Machine:name:id` holds the machine and the name of the execution. */
function namesOf(execution: string): { readonly machine: string | null; readonly name: string } {
  const parts = execution.split(':');
  const named = parts[0] === 'arn' && parts.length >= 8;
  return { machine: named ? (parts[6] as string) : null, name: named ? parts.slice(7).join(':') : execution };
}

/** Milliseconds UTC of a time that is a number of them, of seconds, or a text. */
function msOf(time: string | number | null): number | null {
  if (time === null) return null;
  const number = asNumber(time);
  if (number !== null) return number < 1e11 ? number * 1000 : number;
  const ms = Date.parse(String(time));
  return Number.isNaN(ms) ? null : ms;
}
