/** The slow query log of MySQL and MariaDB: comment lines with the figures, then the statement. */

import type { Fit, LineFormat, ParsedLine, Sample } from '../../records/format.js';
import { remembering } from '../remembering.js';
import { readTimestamp } from './timestamp.js';

const TIME = /^# Time: +/;
const USER = /^# User@Host: /;
const FIGURES = /^# Query_time: ([\d.]+)\s+Lock_time: ([\d.]+)(?:\s+Rows_sent: (\d+))?(?:\s+Rows_examined: (\d+))?/;
const SET_TIME = /^SET timestamp=(\d+)(?:\.\d+)?;$/;

/** A query starts with its time, or with its user where it is of the same second as the one before. */
function reader(): (line: string) => ParsedLine | null {
  let timed = false;
  return (line) => {
    const time = TIME.exec(line);
    if (time !== null) {
      timed = true;
      return entry(readTimestamp(line, time[0].length)?.time ?? null, line, null);
    }
    if (!USER.test(line)) return null;
    const starts = !timed;
    timed = false;
    return starts ? entry(null, line, /^# User@Host: (\w+)/.exec(line)?.[1] ?? null) : null;
  };
}

function entry(time: string | number | null, line: string, user: string | null): ParsedLine {
  return { time, message: line, fields: user === null ? {} : { db_user: user } };
}

function extend(record: ParsedLine, more: readonly string[]): ParsedLine {
  const figures = more.map((line) => FIGURES.exec(line)).find((m) => m !== null);
  const set = more.map((line) => SET_TIME.exec(line)?.[1]).find((seconds) => seconds !== undefined);
  const statement = more.filter((line) => !/^(?:#|SET timestamp=|use \w+;$)/i.test(line)).join('\n');
  const seconds = figures === undefined ? Number.NaN : Number(figures?.[1]);
  return {
    ...record,
    time: record.time ?? (set === undefined ? null : Number(set)),
    message: statement === '' ? record.message : statement,
    proven: { kind: 'statement', duration_ms: Number.isNaN(seconds) ? null : Math.round(seconds * 1e6) / 1e3 },
  };
}

function fit(sample: Sample): Fit {
  const queries = sample.lines.filter((line) => FIGURES.test(line)).length;
  const users = sample.lines.filter((line) => USER.test(line)).length;
  const score = queries > 0 && users > 0 ? 0.95 : 0;
  return { score, reason: `${queries} queries with their user and time, as MySQL logs slow ones` };
}

export const mysqlSlow: LineFormat = {
  name: 'mysql-slow',
  kind: 'lines',
  otherLines: 'continuation',
  neverMixed: true,
  fit,
  parse: reader(),
  open: (_sample, onMemory) => remembering(reader(), onMemory),
  extend,
};
