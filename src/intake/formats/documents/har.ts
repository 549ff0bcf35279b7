/** HAR captures of browsers and proxies (HTTP Archive 1.2). One entry is one exchange, seen by the caller. */

import type { ReadResult, SourceRecord, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { asHost, defined, exchange, isoMs, span } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asList, asNumber, asObject, asText, at, set, tryParse } from '../json/value.js';
import type { DocumentShape } from './json-document.js';

/** A list of {name, value} as an object with names in small letters; of a repeated name the last one stands. */
function pairs(list: Value | undefined): JsonObject {
  const out: JsonObject = {};
  for (const pair of asList(list)) {
    const name = asText(asObject(pair).name)?.toLowerCase();
    if (name) set(out, name, asObject(pair).value ?? null);
  }
  return out;
}

/** A body as JSON when it is JSON, else as text; null when there is none or it is binary. */
function body(content: JsonObject): Value {
  const text = asText(content.text);
  if (text === null || content.encoding === 'base64') return null;
  return /^\s*[[{]/.test(text) ? (tryParse(text) ?? text) : text;
}

function entryRecord(entry: JsonObject, line: number): SourceRecord {
  const request = asObject(entry.request);
  const response = asObject(entry.response);
  const error = asText(response._error) ?? asText(entry._error) ?? asText(at(response, '_errorMessage'));
  const start = isoMs(entry.startedDateTime);
  const duration = asNumber(entry.time);
  return {
    line,
    time: asText(entry.startedDateTime),
    message: error,
    fields: {
      url: request.url ?? null,
      query: pairs(request.queryString),
      request_headers: pairs(request.headers),
      request_body: body(asObject(request.postData)),
      response_headers: pairs(response.headers),
      response_body: body(asObject(response.content)),
    },
    proven: defined({
      ...exchange('caller', request.method, request.url, response.status),
      ...span({ start, duration: duration !== null && duration >= 0 ? duration : null }),
      target: asHost(request.url),
    }),
  };
}

/** The archive itself; some tools keep it below a name of their own. */
function archive(value: Value): Value | undefined {
  if (at(value, 'log') !== undefined) return at(value, 'log');
  const around = Object.values(asObject(value));
  return around.length <= 3 ? around.map((one) => at(one, 'log')).find((log) => Array.isArray(at(log, 'entries'))) : undefined;
}

function* read(document: Located): Generator<ReadResult> {
  for (const entry of asList(at(archive(document.value), 'entries'))) {
    const line = document.lineOf(entry);
    const known = at(entry, 'request.url') !== undefined || at(entry, 'startedDateTime') !== undefined;
    yield known ? entryRecord(asObject(entry), line) : { line, reject: 'malformed', reason: 'an entry without a request' };
  }
}

export const har: DocumentShape = {
  name: 'har',
  fits: (value) =>
    Array.isArray(at(archive(value), 'entries')) ||
    (at(archive(value), 'creator') !== undefined && at(archive(value), 'version') !== undefined)
      ? 'an HTTP archive (log.entries)'
      : null,
  read,
};
