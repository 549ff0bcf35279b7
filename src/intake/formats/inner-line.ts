/** A line of text that stands inside a document: a row of an export, an entry of a log store. */
import type { LineFormat, ParsedLine, SourceRecord } from '../format.js';
import { accessLog } from './access/access-log.js';
import { readObject } from './json/read.js';
import { PLAIN, shapeOf } from './json/shapes.js';
import { parseObject } from './json/value.js';
import { logfmt } from './logfmt.js';
import { glog } from './text/glog.js';
import { timestamped } from './text/timestamped.js';

const FORMATS: readonly LineFormat[] = [accessLog, logfmt, glog, timestamped];

/** Reads a line as the first format that knows it; null when it is a plain message. */
export function readInnerLine(text: string): ParsedLine | null {
  const object = text.startsWith('{') ? parseObject(text.trimEnd()) : undefined;
  if (object !== undefined) return readObject(object, shapeOf(object) ?? PLAIN);
  const first = text.split('\n', 1)[0]!;
  for (const format of FORMATS) {
    const line = format.parse(first);
    if (line === null) continue;
    const more = text.length > first.length ? text.slice(first.length + 1).split('\n') : [];
    return more.length > 0 && format.extend !== undefined ? format.extend(line, more) : line;
  }
  return null;
}

/** A record whose message is a log line of its own: the line knows best, what stands around it fills the gaps. */
export function withInnerLine(record: SourceRecord): SourceRecord {
  if (record.message === null) return record;
  const inner = readInnerLine(record.message);
  if (inner === null) return record;
  return {
    ...record,
    ...inner,
    time: inner.time ?? record.time,
    fields: { ...record.fields, ...inner.fields },
    proven: { ...record.proven, ...inner.proven },
  };
}
