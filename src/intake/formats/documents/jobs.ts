/** Dumps of failed jobs and dead letters: BullMQ, Sidekiq, Resque, Laravel, SQS, RabbitMQ, Kafka. One job is one record. */

import type { ReadResult, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined, type Proven } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at, tryParse } from '../json/value.js';
import { apiTime } from './alert.js';
import type { DocumentShape } from './json-document.js';
import { mainList, shareOf } from './list.js';

/** How one kind of queue writes its jobs. */
interface JobShape {
  readonly name: string;
  readonly words: string;
  readonly marks: readonly string[];
  readonly time: readonly string[];
  readonly error: readonly string[];
  /** Where the job's own data stand; as JSON, or as text that holds JSON. */
  readonly data: readonly string[];
  prove(job: JsonObject): Proven;
}

const list = (job: JsonObject, path: string): readonly Value[] => asList(at(job, path));
const code = (text: string | null): string | null => /^([A-Z][A-Za-z]+(?:Error|Exception|Timeout)):/.exec(text ?? '')?.[1] ?? null;
const plusOne = (count: number | null): number | null => (count === null ? null : count + 1);

const SHAPES: readonly JobShape[] = [
  {
    name: 'bullmq-jobs',
    words: 'jobs of BullMQ or Bull with data and opts',
    marks: ['name', 'data', 'opts'],
    time: ['finishedOn', 'processedOn', 'timestamp'],
    error: ['failedReason'],
    data: ['data'],
    prove: (job) => ({
      job_id: asText(job.id),
      operation: asText(job.name),
      topic: asText(job.queueName ?? job.queue),
      attempt: asNumber(job.attemptsMade) || null,
      max_attempts: asNumber(at(job, 'opts.attempts')),
      start_ms: asNumber(job.processedOn),
      end_ms: asNumber(job.finishedOn),
      code: code(asText(list(job, 'stacktrace').at(-1))),
      signal: asText(job.failedReason) !== null ? 'dead_lettered' : asNumber(job.finishedOn) !== null ? 'succeeded' : null,
    }),
  },
  {
    name: 'sidekiq-jobs',
    words: 'jobs of Sidekiq with class, args and jid',
    marks: ['class', 'args', 'jid'],
    time: ['failed_at', 'retried_at', 'enqueued_at', 'created_at'],
    error: ['error_message'],
    data: ['args'],
    prove: (job) => ({
      job_id: asText(job.jid),
      operation: asText(job.wrapped) ?? asText(job.class),
      topic: asText(job.queue),
      // The sets hold a job as it was put there: retry_count is 0 after the first failure.
      attempt: job.error_class === undefined ? null : (asNumber(job.retry_count) ?? 0) + 1,
      // `retry: true` is 25 repeats, false is none.
      max_attempts: job.retry === true ? 26 : job.retry === false ? 1 : plusOne(asNumber(job.retry)),
      code: asText(job.error_class),
      signal: job.error_class === undefined ? null : 'dead_lettered',
    }),
  },
  {
    name: 'rq-jobs',
    words: 'jobs of RQ with func_name and origin',
    marks: ['func_name', 'origin'],
    time: ['ended_at', 'started_at', 'enqueued_at', 'created_at'],
    error: ['exc_info'],
    data: ['args', 'kwargs'],
    prove: (job) => ({
      job_id: asText(job.id ?? job.job_id),
      operation: asText(job.func_name),
      topic: asText(job.origin),
      code: code(asText(job.exc_info)?.trim().split('\n').pop() ?? null),
      signal: job.status === 'failed' || asText(job.exc_info) !== null ? 'dead_lettered' : job.status === 'finished' ? 'succeeded' : null,
    }),
  },
  {
    name: 'resque-failures',
    words: 'failures of Resque with payload and exception',
    marks: ['failed_at', 'payload', 'exception'],
    time: ['failed_at'],
    error: ['error', 'exception'],
    data: ['payload.args', 'payload'],
    prove: (job) => ({
      operation: asText(at(job, 'payload.class')) ?? asText(at(tryParse(asText(job.payload) ?? ''), 'displayName')),
      topic: asText(job.queue),
      job_id: asText(job.uuid ?? job.id),
      code: code(asText(job.exception)) ?? asText(job.exception)?.slice(0, 80) ?? null,
      signal: 'dead_lettered',
    }),
  },
  {
    name: 'sqs-messages',
    words: 'messages of SQS with MessageId and Body',
    marks: ['MessageId', 'Body'],
    time: ['Attributes.SentTimestamp', 'Attributes.ApproximateFirstReceiveTimestamp'],
    error: ['MessageAttributes.ErrorMessage.StringValue', 'MessageAttributes.errorMessage.StringValue'],
    data: ['Body'],
    prove: (job) => ({
      event_key: asText(job.MessageId),
      attempt: asNumber(at(job, 'Attributes.ApproximateReceiveCount')),
      topic: asText(at(job, 'Attributes.DeadLetterQueueSourceArn'))?.split(':').pop() ?? null,
      signal: at(job, 'Attributes.DeadLetterQueueSourceArn') === undefined ? null : 'dead_lettered',
    }),
  },
  {
    // As a queue hands them to a function.
    name: 'sqs-messages',
    words: 'messages of SQS with messageId and body',
    marks: ['messageId', 'body', 'attributes'],
    time: ['attributes.SentTimestamp', 'attributes.ApproximateFirstReceiveTimestamp'],
    error: [],
    data: ['body'],
    prove: (job) => ({
      event_key: asText(job.messageId),
      attempt: asNumber(at(job, 'attributes.ApproximateReceiveCount')),
      topic: asText(job.eventSourceARN)?.split(':').pop() ?? null,
    }),
  },
  {
    name: 'rabbitmq-messages',
    words: 'messages of RabbitMQ with payload and properties',
    marks: ['payload', 'properties', 'routing_key'],
    time: ['properties.headers.x-death.0.time', 'properties.timestamp'],
    error: ['properties.headers.x-exception-message'],
    data: ['payload'],
    prove: (job) => {
      const death = asObject(list(job, 'properties.headers.x-death')[0]);
      return {
        event_key: asText(at(job, 'properties.message_id')),
        topic: asText(death.queue) ?? asText(job.routing_key),
        attempt: asNumber(death.count),
        correlation_id: asText(at(job, 'properties.correlation_id')),
        signal: death.queue === undefined ? null : 'dead_lettered',
      };
    },
  },
  {
    name: 'kafka-messages',
    words: 'messages of Kafka with topic, partition and offset',
    marks: ['topic', 'partition', 'offset', 'payload'],
    time: ['ts', 'timestamp'],
    error: ['headers.kafka_dlt-exception-message', 'headers.__connect.errors.exception.message'],
    data: ['payload'],
    prove: (job) => ({
      topic: asText(job.topic),
      event_key: `${asText(job.topic)}/${asText(job.partition)}/${asText(job.offset)}`,
      signal: /dlq|dlt|dead/i.test(asText(job.topic) ?? '') ? 'dead_lettered' : null,
    }),
  },
];

const has = (job: JsonObject, shape: JobShape): boolean => shape.marks.every((mark) => at(job, mark) !== undefined);
const firstAt = (job: JsonObject, paths: readonly string[]): Value | undefined =>
  paths.map((path) => at(job, path)).find((value) => value !== undefined && value !== null && value !== '');

/** The job's data come first in the fields: they hold the key of the business record. */
function jobRecord(item: Value, shape: JobShape, line: number): ReadResult {
  const job = asObject(item);
  const data = firstAt(job, shape.data);
  const parsed = typeof data === 'string' ? (tryParse(data) ?? data) : (data ?? null);
  const ms = apiTime(firstAt(job, shape.time));
  const { stacktrace: _, backtrace: __, error_backtrace: ___, ...rest } = job;
  return {
    line,
    time: ms,
    message: asText(firstAt(job, shape.error)),
    fields: { ...rest, data: parsed },
    proven: defined({ kind: 'job', at_ms: ms, ...defined(shape.prove(job)) }),
  };
}

/** One document for each kind; a single job counts as a list of one. */
export const jobShapes: readonly DocumentShape[] = SHAPES.map((shape) => {
  const jobs = (value: Value): readonly Value[] => mainList(value) ?? (has(asObject(value), shape) ? [value] : []);
  return {
    name: shape.name,
    score: 0.92,
    fits: (value) => (shareOf(jobs(value), (job) => has(job, shape)) > 0.5 ? shape.words : null),
    *read(document: Located): Generator<ReadResult> {
      for (const item of jobs(document.value)) yield jobRecord(item, shape, document.lineOf(item));
    },
  };
});
