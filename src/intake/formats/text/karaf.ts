/** The columns of Karaf, Fuse and ServiceMix between the level and the message: `thread | logger | 112 - bundle - 5.4.1 | message`. */
import type { Header } from './header.js';

/** The bundle is told by its number, name and version. */
const COLUMNS = /([^|]{1,80}?) +\| ([\w.$#-]{1,80}) +\| (?:\d{1,5} - [\w.-]{1,80} - \d[\w.-]{0,40})? +?\| /y;

/** The header with these columns, where they follow it. */
export function withColumns(line: string, header: Header): Header {
  if (line.charCodeAt(header.end) === 124 || !line.includes(' | ', header.end)) return header;
  COLUMNS.lastIndex = header.end;
  const m = COLUMNS.exec(line);
  if (m === null) return header;
  return { fields: { ...header.fields, thread: (m[1] as string).trim(), logger: m[2] as string }, end: COLUMNS.lastIndex };
}
