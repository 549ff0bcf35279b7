/** Runs of API tests: Newman's report, one request a record, and k6's summary, one value a record. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { asHost, defined, exchange } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at, set } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { sampleRecord } from './sample.js';

/** Postman parts an address into host and path. */
function address(url: Value | undefined): string | null {
  if (typeof url === 'string') return url;
  const whole = asText(at(url, 'raw'));
  if (whole !== null) return whole;
  const part = (name: string, sign: string) => asList(at(url, name)).map(String).join(sign);
  return at(url, 'host') === undefined ? null : `${asText(at(url, 'protocol')) ?? 'https'}://${part('host', '.')}/${part('path', '/')}`;
}

function headers(list: Value | undefined): JsonObject {
  const out: JsonObject = {};
  for (const one of asList(list).map(asObject)) set(out, (asText(one.key) ?? '').toLowerCase(), one.value ?? null);
  return out;
}

function execution(item: Value, line: number): SourceRecord {
  const url = address(at(item, 'request.url'));
  const failed = asList(at(item, 'assertions'))
    .map((one) => asText(at(one, 'error.message')))
    .filter((text) => text !== null);
  return {
    line,
    time: null,
    message: asText(at(item, 'requestError.code')) ?? asText(at(item, 'requestError.message')) ?? failed[0] ?? null,
    fields: {
      name: at(item, 'item.name') ?? null,
      request_headers: headers(at(item, 'request.header')),
      response_headers: headers(at(item, 'response.header')),
    },
    proven: defined({
      ...exchange('caller', at(item, 'request.method'), url ?? undefined, at(item, 'response.code')),
      target: asHost(url ?? undefined),
      duration_ms: asNumber(at(item, 'response.responseTime')),
    }),
  };
}

const newman: DocumentShape = {
  name: 'newman',
  score: 0.95,
  fits: (value) => (Array.isArray(at(value, 'run.executions')) ? 'a run of Newman with its requests' : null),
  *read(document: Located): Generator<ReadResult> {
    for (const item of asList(at(document.value, 'run.executions'))) yield execution(item, document.lineOf(item));
  },
};

const summarized = (value: Value): readonly (readonly [string, JsonObject])[] =>
  Object.entries(asObject(at(value, 'metrics'))).map(([name, one]) => [name, asObject(at(one, 'values') ?? one)] as const);

const k6: DocumentShape = {
  name: 'k6-summary',
  score: 0.95,
  fits: (value) =>
    at(value, 'metrics.http_reqs') !== undefined || at(value, 'metrics.iterations') !== undefined ? 'the summary of a k6 run' : null,
  *read(document: Located): Generator<ReadResult> {
    for (const [metric, values] of summarized(document.value)) {
      for (const [statistic, value] of Object.entries(values)) {
        const number = asNumber(value);
        if (typeof value === 'number') yield sampleRecord(document.lineOf(values), { metric, value: number, labels: { statistic } });
      }
    }
  },
};

export const testRunShapes: readonly DocumentShape[] = [newman, k6];
