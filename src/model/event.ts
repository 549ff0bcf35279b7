/**
 * The Event: the normalized form of one record (or of one item inside it) and the only thing that
 * rule packs see. This schema is the single source of its TypeScript type, of the columns of the
 * `events` table, of its JSON Schema and of `docs/reference/event.md`.
 */
import { z } from 'zod';

/** What kind of thing an event describes. */
export const EventKind = z.enum([
  'exchange', // one request and its answer (or its failure), seen from one vantage
  'job', // one state of a job run or of a queue message
  'delivery', // one attempt to deliver a webhook
  'item', // one element of a batch, read from the body of an exchange
  'row', // one row of an export: the state of a business record in one system
  'statement', // any other line of a log
  'sample', // one value of a metric
  'alert', // an alert or page that fired, was acknowledged or was resolved
  'note', // one entry or claim of an incident report
]);
export type EventKind = z.infer<typeof EventKind>;

/** From where an exchange was seen. */
export const Vantage = z.enum(['caller', 'proxy', 'target']);
export type Vantage = z.infer<typeof Vantage>;

/** What a message says happened, when it says so in words. Read by `intake/message`. */
export const Signal = z.enum([
  'received', // a webhook, message, job or order arrived and work on it begins
  'started', // a run, flow or request began
  'succeeded', // the work on the record is done: synced, stored, created, completed
  'failed', // the work failed this time
  'retry_scheduled', // another attempt was announced
  'gave_up', // no further attempt: exhausted, dropped, discarded, abandoned
  'dead_lettered', // moved to a dead letter queue, parked, failed set
  'requeued', // put back from a dead letter queue or a failed set: redrive, replay, manual retry
  'deferred', // put off, to come back later
  'duplicate_skipped', // recognised as a repetition and not done again
  'stale_skipped', // recognised as older than what is there and not applied
  'answered_from_store', // an idempotency store answered with the first result
  'changed', // the request was changed before the next attempt: remapped, corrected, new card
  'compensated', // an earlier step was undone: released, refunded, voided, rolled back
  'resumed', // a stopped flow went on
  'flow_aborted', // a multi-step flow stopped in the middle
  'swallowed', // an error was noticed and the work went on as if nothing had happened
  'token_refreshed', // a new access token was fetched
  'circuit_opened', // a circuit breaker opened
  'circuit_closed', // a circuit breaker closed
  'shed', // a call was not made: short-circuited, rejected locally, no permit
  'throttle_wait', // a pause asked for by a limit was taken
]);
export type Signal = z.infer<typeof Signal>;

const text = () => z.string().nullable().default(null);
const int = () => z.number().int().nullable().default(null);
const num = () => z.number().nullable().default(null);
const flag = () => z.boolean().nullable().default(null);

export const Event = z.object({
  // where it stands
  file: z.string().describe('Input file, as the path below the folder or as the argument that named it.'),
  line: z.number().int().min(1).describe('Physical line, counted from 1, on which the record starts.'),
  part: z
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('0 for the record itself, 1 and up for further events of the same record (items of a batch).'),
  // when
  at_ms: int().describe('Time the record states, in milliseconds since 1970-01-01 UTC. Null when it states none.'),
  zone: z
    .enum(['stated', 'given', 'assumed'])
    .nullable()
    .default(null)
    .describe(
      'Who says in which zone that time is: the record or a line of its log (stated), the user (given), or nobody, and UTC is assumed.',
    ),
  start_ms: int().describe('When the thing described began, in milliseconds UTC; stated, or the end minus the duration.'),
  end_ms: int().describe('When the thing described ended, in milliseconds UTC; stated, or the start plus the duration.'),
  duration_ms: num().describe('How long it took, in milliseconds.'),
  // what it is
  kind: EventKind.describe('What the event describes.'),
  vantage: Vantage.nullable().default(null).describe('From where an exchange or delivery was seen.'),
  signal: Signal.nullable().default(null).describe('What the message says happened.'),
  level: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    .nullable()
    .default(null)
    .describe('Severity the logger gave, on one scale.'),
  template: text().describe('The message with numbers, identifiers and quoted values masked, at most 200 characters.'),
  // who
  service: text().describe('System that wrote the record, as the record itself names it.'),
  logger: text().describe('Logger, component or module name.'),
  worker: text().describe('Thread, process, worker or host instance that wrote the record.'),
  client: text().describe('Who called, as a server or proxy sees it: product of the user agent, API client name.'),
  // the exchange
  target: text().describe('System that was called, as the record names it: host without port, upstream or provider name.'),
  method: text().describe('HTTP method in capitals, or null.'),
  path: text().describe('Path of the request without the query string.'),
  route: text().describe('Path with identifiers replaced by {id}, or the route as the framework names it.'),
  operation: text().describe('Name of the operation: METHOD and route, RPC method, job type, topic or queue.'),
  status: int().describe('HTTP status code of the answer; null when there was none.'),
  code: text().describe('Error code beside the status: socket error, gRPC code, provider code, exception class.'),
  error: text().describe('Redacted error text with variables masked, at most 200 characters.'),
  timed_out: flag().describe('True when the record says that somebody stopped waiting.'),
  sent: flag().describe('False when the request provably never reached the target (refused, no route, DNS, shed); null when unknown.'),
  body_outcome: z
    .enum(['ok', 'partial', 'error'])
    .nullable()
    .default(null)
    .describe('What the body of the answer says, apart from the status.'),
  body_errors: int().describe('Number of errors that the body of the answer lists.'),
  result: text().describe(
    'How the answer gives its own result as a code, with blanks between: name of the field; + for a code that says by itself that all went well, ~ where the field may hold a state of the business, else ?; the code; words beside it.',
  ),
  body_shape: text().describe('Shape of the JSON payload: sorted paths with their types; null when no payload is logged.'),
  payload_hash: text().describe('Hash of the request payload when it is logged.'),
  replayed: flag().describe('True when the answer came from an idempotency store.'),
  created_id: text().describe('Identifier that the target gave to what it created.'),
  created_field: text().describe('Name of the field that held created_id.'),
  // attempts
  attempt: int().describe('Number of this attempt, counted from 1, whatever base the log used.'),
  max_attempts: int().describe('Number of attempts allowed, the first included.'),
  wait_ms: num().describe('Wait announced before the next attempt, in milliseconds.'),
  retry_after_ms: num().describe('Wait asked for by the target (Retry-After and its kin), in milliseconds.'),
  timeout_ms: num().describe('Limit that the caller waits for, in milliseconds.'),
  // limits
  limit_max: num().describe('Size of the budget that the target states.'),
  limit_remaining: num().describe('Budget left, as the target states it.'),
  limit_window_ms: num().describe(
    'Time for which that budget holds, in milliseconds, where its name or the answer says so; 0 for calls at one time.',
  ),
  limit_reset_ms: int().describe('When the budget is full again, in milliseconds UTC.'),
  // identity
  record_key: text().describe('Key of the business record: order number, invoice number, SKU, contact id.'),
  record_field: text().describe('Name of the field that held record_key, in snake_case.'),
  event_key: text().describe('Id of the delivered event or message; the same for every redelivery.'),
  job_id: text().describe('Id of the job; the same for every run of it.'),
  batch_id: text().describe('Id of the batch or page that the record belongs to.'),
  request_id: text().describe('Id of the exchange or of the chain of attempts.'),
  correlation_id: text().describe('Id that joins the steps of one flow.'),
  trace_id: text().describe('Trace id.'),
  span_id: text().describe('Span id.'),
  parent_span_id: text().describe('Id of the parent span.'),
  idempotency_key: text().describe('Idempotency key sent with the request.'),
  ids: text().describe('Every identifier-like field of the record as a JSON object: name in snake_case to value.'),
  // records and queues
  topic: text().describe('Topic, event type or queue that the event speaks of.'),
  step: text().describe('Name of the step of a run (activity, task, action, node) that the event speaks of.'),
  depth: num().describe('Depth of a queue or dead letter queue, when the record states one.'),
  state: text().describe('State of the business record: paid, cancelled, open.'),
  version: num().describe('Version or sequence number of the business record.'),
  amount: num().describe('Amount or quantity of the business record.'),
  // metrics, alerts, reports
  metric: text().describe('Name of the metric.'),
  value: num().describe('Value of the metric, or number in a claim.'),
  labels: text().describe('Labels of a metric or alert, or the columns of an export row, as a JSON object with sorted keys.'),
  title: text().describe('Name of an alert, heading or text of a note; redacted.'),
  // secrets
  secrets: text().describe('Kinds of credentials and personal data found unmasked in the record, separated by commas.'),
});

export type Event = z.infer<typeof Event>;
/** An event as a stage may hand it in: everything but its place and kind may be left out. */
export type EventInput = z.input<typeof Event>;

/** Names of all event fields in the order of the schema. */
export const EVENT_FIELDS = Object.keys(Event.shape) as readonly (keyof Event)[];

/** JSON Schema of an event, all fields filled in. */
export const eventJsonSchema = () => z.toJSONSchema(Event, { io: 'output' });
