/** Loggers known by usual words alone (time, level, msg); looked at after those with marks of their own. */

import { defined } from './http.js';
import type { JsonShape } from './shape.js';
import { asText } from './value.js';

export const PLAIN_LOGGER_SHAPES: readonly JsonShape[] = [
  {
    name: 'slog',
    marks: [
      ['time:string', 'level=INFO', 'msg'],
      ['time:string', 'level=WARN', 'msg'],
      ['time:string', 'level=ERROR', 'msg'],
      ['time:string', 'level=DEBUG', 'msg'],
      ['time:string', 'level:string', 'msg', 'source:object'],
    ],
    time: ['time'],
    level: ['level'],
    message: ['msg'],
  },
  { name: 'logrus', marks: [['time:string', 'level:string', 'msg']], time: ['time'], level: ['level'], message: ['msg'] },
  { name: 'zerolog', marks: [['level:string', 'time', 'message']], time: ['time'], level: ['level'], message: ['message'] },
  {
    name: 'structlog',
    marks: [
      ['event:string', 'timestamp', 'level:string'],
      ['event:string', 'timestamp', 'log_level:string'],
      ['event:string', 'timestamp', 'logger'],
    ],
    never: ['message', 'msg'],
    time: ['timestamp'],
    level: ['level', 'log_level'],
    message: ['event'],
  },
  {
    name: 'python-json',
    marks: [
      ['asctime', 'message'],
      ['levelname', 'message'],
      ['asctime', 'levelname'],
    ],
    time: ['asctime', 'timestamp', 'created'],
    level: ['levelname', 'level'],
    message: ['message'],
    prove: (o) => defined({ logger: asText(o.name) }),
  },
  {
    name: 'loguru',
    marks: [['text:string', 'record:object']],
    unfold: ['record', 'extra'],
    time: ['time.repr', 'time.timestamp'],
    level: ['level.name'],
    message: ['message'],
    prove: (o) => defined({ logger: asText(o.name) }),
  },
  { name: 'winston', marks: [['level:string', 'message', 'timestamp']], time: ['timestamp'], level: ['level'], message: ['message'] },
  {
    name: 'winston',
    marks: [['level:string', 'message:string']],
    never: ['time', 'ts', '@timestamp', 'severity'],
    time: ['timestamp'],
    level: ['level'],
    message: ['message'],
  },
];
