/** Cloud platforms, collectors and log stores that put a record of their own around what the program wrote. */
import { isObject, type JsonObject } from '../../records/value.js';
import { asHost, asPath, defined, type Proven } from './http.js';
import type { JsonShape } from './shape.js';
import { asNumber, asObject, asStatus, asText, at } from './value.js';

/** Google writes durations as "0.123s". */
function googleSeconds(value: unknown): number | null {
  const seconds = typeof value === 'string' ? /^([\d.]+)s$/.exec(value)?.[1] : undefined;
  return seconds === undefined ? null : Number(seconds) * 1000;
}

const RESOURCE_NAMES = ['service_name', 'function_name', 'container_name', 'module_id', 'job_name', 'cluster_name'];

function gcp(object: JsonObject): Proven {
  const request = asObject(object.httpRequest);
  const labels = asObject(at(object, 'resource.labels'));
  const http = isObject(object.httpRequest)
    ? {
        kind: 'exchange' as const,
        vantage: 'target' as const,
        method: asText(request.requestMethod),
        path: asPath(request.requestUrl),
        status: asStatus(request.status),
        duration_ms: googleSeconds(request.latency),
        target: asHost(request.requestUrl),
      }
    : {};
  return defined({
    ...http,
    service: RESOURCE_NAMES.map((name) => asText(labels[name])).find((name) => name !== null) ?? null,
    worker: asText(labels.pod_name) ?? asText(at(object, 'labels.instanceId')),
    trace_id: asText(object.trace)?.split('/').pop() ?? null,
    span_id: asText(object.spanId),
  });
}

/** Azure's resource logs and the tables of Application Insights. */
function azure(object: JsonObject): Proven {
  return defined({
    status: asStatus(object.resultCode ?? object.ResultCode ?? object.httpStatusCode ?? object.responseCode),
    duration_ms: asNumber(object.durationMs ?? object.DurationMs ?? object.TimeTaken),
    trace_id: asText(object.OperationId ?? object.operation_Id),
    span_id: asText(object.Id ?? object.id),
    parent_span_id: asText(object.ParentId ?? object.operation_ParentId),
    target: asHost(object.Target ?? object.target),
    service: asText(object.AppRoleName ?? object.cloud_RoleName),
  });
}

/** Application Insights says by table or item type whose side a record was taken from. */
function insights(object: JsonObject): Proven {
  const type = asText(object.Type ?? object.itemType)?.toLowerCase() ?? '';
  const name = /^([A-Z]{3,7}) (\/\S*)/.exec(asText(object.Name ?? object.name) ?? '');
  const side = type.includes('dependenc') ? 'caller' : type.includes('request') ? 'target' : null;
  return defined({
    ...azure(object),
    ...(side ? { kind: 'exchange' as const, vantage: side } : {}),
    method: name?.[1] ?? null,
    path: asPath(name?.[2]),
    // What is told on the way of an operation is told of it.
    operation: side === null ? asText(object.OperationName ?? object.operation_Name) : null,
  });
}

function cloudtrail(object: JsonObject): Proven {
  const identity = asObject(object.userIdentity);
  return defined({
    kind: 'exchange',
    vantage: 'target',
    target: asText(object.eventSource),
    operation: asText(object.eventName),
    code: asText(object.errorCode),
    client: asText(identity.userName) ?? asText(at(identity, 'sessionContext.sessionIssuer.userName')) ?? asText(identity.invokedBy),
    request_id: asText(object.requestID),
  });
}

/** Verbs of the Kubernetes API as the methods that carry them. */
const VERBS: Readonly<Record<string, string>> = {
  get: 'GET',
  list: 'GET',
  watch: 'GET',
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETE',
};

function kubernetesAudit(object: JsonObject): Proven {
  const done = asText(object.stage) !== 'RequestReceived' && asText(object.stage) !== 'ResponseStarted';
  return defined({
    kind: done ? 'exchange' : 'statement',
    vantage: 'target',
    method: VERBS[asText(object.verb) ?? ''] ?? null,
    path: asPath(object.requestURI),
    operation:
      [asText(object.verb), asText(at(object, 'objectRef.resource')), asText(at(object, 'objectRef.subresource'))]
        .filter((part) => part !== null)
        .join(' ') || null,
    status: done ? asStatus(at(object, 'responseStatus.code')) : null,
    client: asText(at(object, 'user.username')),
    request_id: asText(object.auditID),
  });
}

/** Lambda's own records: start, runtime done, report. */
const lambdaPlatform = (object: JsonObject): Proven =>
  defined({
    request_id: asText(at(object, 'record.requestId')),
    duration_ms: asNumber(at(object, 'record.metrics.durationMs')),
    code: asText(at(object, 'record.errorType')),
  });

export const PLATFORM_SHAPES: readonly JsonShape[] = [
  {
    name: 'gcp',
    carries: true,
    marks: [
      ['logName', 'timestamp'],
      ['logName', 'receiveTimestamp'],
      ['insertId', 'timestamp', 'resource:object'],
    ],
    unfold: ['jsonPayload'],
    own: ['insertId'],
    time: ['timestamp', 'receiveTimestamp'],
    level: ['severity', 'level'],
    scale: 'gcp',
    message: ['message', 'msg', 'textPayload', 'protoPayload.status.message'],
    prove: gcp,
  },
  {
    name: 'gcp-structured',
    marks: [
      ['severity:string', 'message', 'logging.googleapis.com/trace'],
      ['severity:string', 'message', 'logging.googleapis.com/sourceLocation'],
      ['severity:string', 'httpRequest:object'],
    ],
    level: ['severity'],
    message: ['message'],
    prove: gcp,
  },
  {
    name: 'cloudtrail',
    marks: [['eventTime', 'eventSource', 'eventName', 'userIdentity']],
    time: ['eventTime'],
    message: ['errorMessage'],
    prove: cloudtrail,
  },
  {
    name: 'kubernetes-audit',
    marks: [['auditID', 'stage', 'verb', 'requestURI']],
    time: ['stageTimestamp', 'requestReceivedTimestamp'],
    level: [],
    message: ['responseStatus.message'],
    prove: kubernetesAudit,
  },
  {
    name: 'azure-insights',
    marks: [
      ['TimeGenerated', 'OperationId', 'Type'],
      ['itemType', 'operation_Id'],
      ['TimeGenerated', 'ResultCode', 'DurationMs'],
    ],
    unfold: ['customDimensions', 'Properties'],
    time: ['TimeGenerated', 'timestamp', 'time'],
    level: ['SeverityLevel', 'severityLevel'],
    scale: 'insights',
    message: ['Message', 'message', 'OuterMessage'],
    prove: insights,
  },
  {
    name: 'azure-diagnostics',
    marks: [
      ['time', 'resourceId', 'operationName'],
      ['time', 'resourceId', 'category'],
      ['TimeGenerated', 'ResourceId', 'Category'],
    ],
    unfold: ['properties'],
    time: ['time', 'TimeGenerated'],
    level: ['level', 'Level'],
    message: ['message', 'Message', 'resultDescription'],
    prove: azure,
  },
  {
    name: 'lambda-platform',
    marks: [['time', 'type:string', 'record:object']],
    never: ['level'],
    time: ['time'],
    message: ['type'],
    prove: lambdaPlatform,
  },
];
