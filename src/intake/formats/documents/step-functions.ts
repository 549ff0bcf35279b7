/** The history of one execution, as `aws stepfunctions get-execution-history` prints it. */

import type { ReadResult } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { followExecutions } from '../json/step-functions.js';
import { asList, asObject, asText } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { shareOf } from './list.js';

const isHistory = (event: JsonObject): boolean => ['timestamp', 'type', 'id', 'previousEventId'].every((name) => event[name] !== undefined);

/** The details stand under the name of the event: `taskFailedEventDetails`. */
function detailsOf(event: JsonObject): JsonObject {
  const name = Object.keys(event).find((key) => key.endsWith('EventDetails'));
  return name === undefined ? {} : asObject(event[name]);
}

export const stepFunctionsHistory: DocumentShape = {
  name: 'step-functions-history',
  score: 0.98,
  fits: (value) => (shareOf(asList(asObject(value).events), isHistory) > 0.5 ? 'the history of an execution of Step Functions' : null),
  *read(document, name): Generator<ReadResult> {
    const follow = followExecutions();
    for (const item of asList(asObject(document.value).events)) {
      const event = asObject(item);
      const line = document.lineOf(item);
      if (!isHistory(event)) {
        yield { line, reject: 'malformed', reason: 'The event names no type or no event before it.' };
        continue;
      }
      const time = event.timestamp;
      const read = follow({
        id: asText(event.id) ?? '',
        previous: asText(event.previousEventId) ?? '',
        type: asText(event.type) ?? '',
        execution: name.replace(/\.json$/i, ''),
        time: typeof time === 'string' || typeof time === 'number' ? time : null,
        details: detailsOf(event),
      });
      yield { line, ...read, rest: detailsOf(event) };
    }
  },
};
