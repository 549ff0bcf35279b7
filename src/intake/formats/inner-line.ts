/** A line of text that stands inside a document: a row of an export, an entry of a log store. */
import type { LineFormat, ParsedLine, SourceRecord } from '../records/format.js';
import { accessLog } from './access/access-log.js';
import { readObject } from './json/read.js';
import { PLAIN, shapeOf } from './json/shapes.js';
import { parseObject } from './json/value.js';
import { logfmt } from './logfmt.js';
import { glog } from './text/glog.js';
import { lambdaAbout, lambdaPlatform } from './text/lambda-lines.js';
import { timestamped } from './text/timestamped.js';

const FORMATS: readonly LineFormat[] = [accessLog, logfmt, glog, timestamped];

/** Reads a line as the first format that knows it; null when it is a plain message. */
export function readInnerLine(text: string): ParsedLine | null {
  const object = text.startsWith('{') ? parseObject(text.trimEnd()) : undefined;
  if (object !== undefined) return readObject(object, shapeOf(object) ?? PLAIN);
  const first = text.split('\n', 1)[0]!;
  const invoked = lambdaPlatform(text.trimEnd()) ?? lambdaAbout(text.trimEnd());
  if (invoked !== null) return invoked;
  for (const format of FORMATS) {
    const line = format.parse(first);
    if (line === null) continue;
    const more = text.length > first.length ? text.slice(first.length + 1).split('\n') : [];
    return more.length > 0 && format.extend !== undefined ? format.extend(line, more) : line;
  }
  return null;
}

/** Times that say their zone themselves. */
const isZoned = (time: string | number | null): boolean => typeof time === 'number' || /(?:Z|[+-]\d\d:?\d\d)$/i.test(time ?? '');

/** A record whose message is a log line of its own: the line knows best, what stands around it fills the gaps. */
export function withInnerLine<R extends Omit<SourceRecord, 'line'>>(record: R): R {
  if (record.message === null) return record;
  const inner = readInnerLine(record.message);
  if (inner === null) return record;
  // A collector gives all lines the level of their stream; the line names its own.
  const { level, ...proven } = record.proven ?? {};
  return {
    ...record,
    ...inner,
    // A line without a zone is told by the collector when it was.
    time: isZoned(inner.time) ? inner.time : (record.time ?? inner.time),
    fields: { ...record.fields, ...inner.fields },
    proven: { ...(inner.fields.level === undefined && level !== undefined ? { level } : {}), ...proven, ...inner.proven },
  };
}
