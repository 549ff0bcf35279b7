/** JSON lines of collectors and log stores: what they carry may be a line of any log. */

import type { Value } from '../../records/format.js';
import { ecs } from './ecs.js';
import { defined, type Proven } from './http.js';
import type { JsonShape } from './shape.js';
import { asText, at } from './value.js';

const ofLabels = (labels: Value | undefined): Proven =>
  defined({ service: asText(at(labels, 'service_name') ?? at(labels, 'app') ?? at(labels, 'job')) });

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
    own: ['eventId', 'ingestionTime', '@ingestionTime', '@ptr'],
  },
  {
    name: 'elasticsearch',
    carries: true,
    marks: [
      ['_index', '_source:object'],
      ['_id', '_source:object'],
    ],
    unfold: ['_source'],
    own: ['_index', '_id', '_type', '_score', '_version', '_ignored', 'sort'],
  },
  {
    name: 'beats',
    carries: true,
    marks: [
      ['@timestamp', 'message:string', 'agent.type'],
      ['@timestamp', 'message:string', 'log.file.path'],
      ['@timestamp', 'message:string', 'log.offset'],
      ['@timestamp', 'message:string', '@metadata.beat'],
    ],
    time: ['@timestamp'],
    level: ['log.level'],
    message: ['message'],
    own: [
      '@metadata',
      '@version',
      'agent',
      'ecs',
      'ecs.version',
      'input',
      'log.file',
      'log.file.path',
      'log.offset',
      'log.flags',
      'event.ingested',
    ],
    prove: ecs,
  },
  {
    name: 'datadog-logs',
    carries: true,
    marks: [
      ['id', 'attributes:object', 'type=log'],
      ['attributes.timestamp', 'attributes.message'],
      ['attributes.timestamp', 'attributes.service', 'attributes.status'],
      ['_id', 'date', 'attributes:object', 'service', 'status', 'tags'],
      ['id', 'content.attributes:object', 'content.timestamp'],
    ],
    unfold: ['content', 'attributes', 'attributes'],
    own: ['id', '_id', 'type'],
    time: ['timestamp', 'date'],
    outer: ['status', 'content.status', 'attributes.status'],
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
    prove: (o) => ofLabels(o.labels),
  },
  {
    // Grafana's downloads.
    name: 'loki',
    carries: true,
    marks: [['fields:object', 'line:string', 'timestamp']],
    unfold: ['fields'],
    time: ['timestamp'],
    message: ['line'],
    prove: ofLabels,
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
