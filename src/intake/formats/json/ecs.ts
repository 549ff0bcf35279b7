/** What Elastic's common schema proves beyond time, level and message. */
import type { JsonObject } from '../../records/value.js';
import { defined, type Proven } from './http.js';
import { asNumber, asText, at } from './value.js';

export const ecs = (object: JsonObject): Proven => {
  const nanos = asNumber(at(object, 'event.duration'));
  return defined({
    service: asText(at(object, 'service.name')),
    logger: asText(at(object, 'log.logger')),
    trace_id: asText(at(object, 'trace.id')),
    span_id: asText(at(object, 'span.id')),
    duration_ms: nanos === null ? null : nanos / 1e6,
  });
};
