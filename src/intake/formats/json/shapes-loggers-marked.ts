/** Loggers of applications that leave marks of their own. Keys and units as their documentation gives them. */

import type { JsonObject } from '../../records/value.js';
import { ecs } from './ecs.js';
import { defined, type Proven } from './http.js';
import { proveReqRes } from './http-logger.js';
import type { JsonShape } from './shape.js';
import { renderTemplate } from './template.js';
import { asNumber, asObject, asText, at } from './value.js';

/** Log4j2's JsonLayout counts seconds and nanoseconds apart. */
function log4jInstant(object: JsonObject): Proven {
  const seconds = asNumber(at(object, 'instant.epochSecond'));
  const nanos = asNumber(at(object, 'instant.nanoOfSecond')) ?? 0;
  return defined({
    at_ms: seconds === null ? asNumber(object.timeMillis) : seconds * 1000 + Math.floor(nanos / 1e6),
    logger: asText(object.loggerName),
    worker: asText(object.thread) ?? asText(object.threadName),
    code: asText(at(object, 'thrown.name')),
  });
}

const logback = (object: JsonObject): Proven => defined({ logger: asText(object.logger_name), worker: asText(object.thread_name) });

/** Serilog's request logging measures in milliseconds, whatever the template prints. */
const requestElapsed = (object: JsonObject): number | null =>
  asText(object.RequestMethod) !== null && asNumber(object.StatusCode) !== null ? asNumber(object.Elapsed) : null;

const sidekiq = (object: JsonObject): Proven => {
  const seconds = asNumber(object.elapsed) ?? asNumber(at(object, 'ctx.elapsed'));
  return defined({
    job_id: asText(object.jid),
    operation: asText(object.class),
    duration_ms: seconds === null ? null : seconds * 1000,
  });
};

export const MARKED_LOGGER_SHAPES: readonly JsonShape[] = [
  {
    name: 'clef',
    marks: [
      ['@t', '@mt'],
      ['@t', '@m'],
      ['@t:string', '@l'],
      ['@t:string', '@x'],
    ],
    time: ['@t'],
    level: ['@l'],
    defaultLevel: 'Information',
    say: renderTemplate,
    prove: (o) => defined({ trace_id: asText(o['@tr']), span_id: asText(o['@sp']), duration_ms: requestElapsed(o) }),
  },
  {
    name: 'serilog',
    marks: [['Timestamp', 'Level', 'MessageTemplate']],
    unfold: ['Properties'],
    time: ['Timestamp'],
    level: ['Level'],
    say: renderTemplate,
    prove: (o) => defined({ duration_ms: requestElapsed(asObject(o.Properties)) }),
  },
  {
    name: 'dotnet',
    marks: [
      ['Timestamp', 'LogLevel', 'Category', 'Message'],
      ['LogLevel', 'Category', 'EventId', 'Message'],
    ],
    unfold: ['State'],
    time: ['Timestamp'],
    level: ['LogLevel'],
    message: ['Message'],
    prove: (o) => defined({ logger: asText(o.Category) }),
  },
  {
    name: 'bunyan',
    marks: [['v:number', 'level:number', 'name', 'hostname', 'pid', 'time']],
    time: ['time'],
    level: ['level'],
    scale: 'pino',
    message: ['msg'],
    prove: proveReqRes,
  },
  {
    name: 'pino',
    marks: [
      ['level:number', 'time', 'pid', 'hostname'],
      ['level:number', 'time', 'msg'],
      ['level', 'time:number', 'pid', 'hostname'],
    ],
    never: ['v'],
    time: ['time'],
    unit: 'ms',
    level: ['level'],
    scale: 'pino',
    message: ['msg'],
    prove: proveReqRes,
  },
  {
    name: 'ecs',
    marks: [['ecs.version'], ['@timestamp', 'log.level', 'message']],
    time: ['@timestamp'],
    level: ['log.level'],
    message: ['message'],
    prove: ecs,
  },
  {
    name: 'logback',
    marks: [
      ['@timestamp', '@version', 'logger_name'],
      ['@timestamp', 'level_value', 'message'],
      ['@timestamp', 'logger_name', 'thread_name'],
    ],
    time: ['@timestamp'],
    level: ['level'],
    message: ['message'],
    prove: logback,
  },
  {
    name: 'logback',
    marks: [
      ['Timestamp', 'Level', 'Logger', 'Message'],
      ['loggerName', 'threadName', 'formattedMessage'],
      ['timestamp', 'level', 'thread', 'logger', 'message'],
    ],
    unfold: ['MDC', 'mdc'],
    time: ['Timestamp', 'timestamp'],
    level: ['Level', 'level'],
    message: ['formattedMessage', 'Message', 'message'],
    prove: (o) => defined({ logger: asText(o.Logger ?? o.loggerName ?? o.logger), worker: asText(o.Thread ?? o.threadName ?? o.thread) }),
  },
  { name: 'logstash', marks: [['@timestamp', '@version', 'message']], time: ['@timestamp'], message: ['message'] },
  {
    name: 'log4j2',
    marks: [
      ['instant:object', 'loggerName'],
      ['timeMillis:number', 'loggerName'],
      ['instant:object', 'level', 'message'],
      ['instant.epochSecond:number'],
      ['loggerName', 'threadName', 'level', 'message'],
    ],
    unfold: ['contextMap'],
    time: ['timeMillis', 'timestamp'],
    unit: 'ms',
    level: ['level'],
    message: ['message', 'msg'],
    prove: log4jInstant,
  },
  {
    name: 'zap',
    marks: [['ts:number', 'level:string', 'msg']],
    never: ['tid'],
    time: ['ts'],
    unit: 's',
    level: ['level'],
    message: ['msg'],
  },
  {
    name: 'zap',
    marks: [
      ['ts:string', 'level:string', 'msg', 'caller'],
      ['timestamp', 'level:string', 'msg', 'caller'],
    ],
    time: ['ts', 'timestamp'],
    level: ['level'],
    message: ['msg'],
  },
  {
    name: 'sidekiq',
    marks: [['ts', 'pid', 'tid', 'lvl', 'msg']],
    time: ['ts'],
    level: ['lvl'],
    message: ['msg'],
    unfold: ['ctx'],
    prove: sidekiq,
  },
  {
    name: 'rust-tracing',
    marks: [['timestamp', 'level', 'fields:object', 'target']],
    unfold: ['fields'],
    time: ['timestamp'],
    level: ['level'],
    message: ['message'],
    prove: (o) => defined({ logger: asText(o.target) }),
  },
  {
    name: 'monolog',
    marks: [['message', 'level:number', 'level_name', 'channel', 'datetime']],
    unfold: ['context', 'extra'],
    time: ['datetime.date', 'datetime'],
    level: ['level_name', 'level'],
    scale: 'monolog',
    message: ['message'],
    prove: (o) => defined({ logger: asText(o.channel) }),
  },
  {
    name: 'mongodb',
    marks: [['t.$date', 's:string', 'c:string', 'msg']],
    unfold: ['attr'],
    time: ['t.$date'],
    level: ['s'],
    message: ['msg'],
    prove: (o) => defined({ logger: asText(o.c), worker: asText(o.ctx), duration_ms: asNumber(o.durationMillis) }),
  },
  {
    name: 'semantic-logger',
    marks: [
      ['timestamp', 'level_index', 'message'],
      ['timestamp', 'level', 'application', 'name', 'level_index'],
    ],
    unfold: ['payload'],
    time: ['timestamp'],
    level: ['level'],
    message: ['message'],
  },
  {
    name: 'gelf',
    marks: [['version:string', 'host', 'short_message']],
    time: ['timestamp'],
    unit: 's',
    level: ['level'],
    scale: 'syslog',
    message: ['short_message'],
    prove: (o) => defined({ worker: asText(o.host) }),
  },
  {
    name: 'journald',
    marks: [['__REALTIME_TIMESTAMP', 'MESSAGE']],
    time: ['_SOURCE_REALTIME_TIMESTAMP', '__REALTIME_TIMESTAMP'],
    unit: 'us',
    level: ['PRIORITY'],
    scale: 'syslog',
    message: ['MESSAGE'],
    prove: (o) => defined({ service: asText(o.SYSLOG_IDENTIFIER) ?? asText(o._SYSTEMD_UNIT), worker: asText(o._HOSTNAME) }),
  },
];
