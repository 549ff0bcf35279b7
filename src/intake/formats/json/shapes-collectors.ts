/** JSON lines of collectors and log stores: what they carry may be a line of any log. */

import { defined } from './http.js';
import type { JsonShape } from './shape.js';
import { asText, at } from './value.js';

export const COLLECTOR_SHAPES: readonly JsonShape[] = [
  {
    name: 'cloudwatch-logs',
    carries: true,
    marks: [
      ['timestamp', 'message', 'ingestionTime'],
      ['timestamp', 'message', 'logStreamName'],
      ['timestamp', 'message', 'eventId'],
      ['@timestamp', '@message', '@logStream'],
    ],
    time: ['timestamp', '@timestamp'],
    message: ['message', '@message'],
  },
  { name: 'elasticsearch', carries: true, marks: [['_index', '_source:object']], unfold: ['_source'] },
  {
    name: 'datadog-logs',
    carries: true,
    marks: [
      ['id', 'attributes:object', 'type=log'],
      ['attributes.timestamp', 'attributes.message'],
      ['attributes.timestamp', 'attributes.service', 'attributes.status'],
    ],
    unfold: ['attributes', 'attributes'],
    time: ['timestamp'],
    level: ['status'],
    message: ['message'],
    prove: (o) => defined({ service: asText(o.service), worker: asText(o.host) }),
  },
  {
    name: 'splunk',
    carries: true,
    marks: [['preview', 'result:object'], ['result._raw']],
    unfold: ['result'],
    time: ['_time'],
    message: ['_raw'],
  },
  {
    name: 'loki',
    carries: true,
    marks: [['labels:object', 'line:string', 'timestamp']],
    time: ['timestamp'],
    message: ['line'],
    prove: (o) => defined({ service: asText(at(o, 'labels.service_name') ?? at(o, 'labels.app') ?? at(o, 'labels.job')) }),
  },
  {
    name: 'otel-log',
    marks: [
      ['Timestamp', 'SeverityText', 'Body'],
      ['Timestamp', 'SeverityNumber', 'Body'],
    ],
    unfold: ['Attributes'],
    time: ['Timestamp'],
    level: ['SeverityText', 'SeverityNumber'],
    scale: 'otel',
    message: ['Body'],
    prove: (o) => defined({ service: asText(at(o, 'Resource.service.name')), trace_id: asText(o.TraceId), span_id: asText(o.SpanId) }),
  },
  {
    name: 'kubernetes-container',
    carries: true,
    marks: [
      ['log:string', 'kubernetes:object'],
      ['message:string', 'kubernetes:object'],
    ],
    time: ['@timestamp', 'time', 'timestamp', 'date'],
    message: ['log', 'message'],
    prove: (o) =>
      defined({
        worker: asText(at(o, 'kubernetes.pod_name') ?? at(o, 'kubernetes.pod.name')),
        service: asText(at(o, 'kubernetes.labels.app') ?? at(o, 'kubernetes.container_name') ?? at(o, 'kubernetes.container.name')),
      }),
  },
];
