/** A normalizer that knows no vocabulary: one event for each record, with what the format proves. */

import type { NormalizerFactory } from '../../src/intake/normalizing.js';
import type { SourceRecord } from '../../src/intake/records/format.js';
import { parseTime } from '../../src/intake/times/time.js';
import { Event } from '../../src/model/event.js';

export const stubNormalizer: NormalizerFactory = ({ file }) => ({
  events: (record: SourceRecord) => [
    Event.parse({
      file,
      line: record.line,
      kind: 'statement',
      at_ms: record.time === null ? null : (parseTime(record.time)?.ms ?? null),
      title: record.message,
      ...record.proven,
    }),
  ],
  fields: () => [],
  zone: () => 'none',
});
