/** Parts of a header in which a program and the grade of its message stand together. */
import type { Value } from '../../records/format.js';
import { isLevel } from './level.js';

/** The id that JES gives to a job, and behind it the program with the grade of its message: `JOB04711 LOAD010 W …`. */
const JOB_ID = /((?:JOB|STC|TSU)\d{5,7})(?=\s)/y;
const GRADED = /\s+([A-Z$#@][A-Z0-9$#@]{2,7})\s+([IWEASDF])(?=\s+\S)/y;
const GRADES: Readonly<Record<string, string>> = { I: 'INFO', W: 'WARN', A: 'WARN', D: 'WARN', E: 'ERROR', S: 'FATAL', F: 'FATAL' };
/** `push.pl[4123] ERROR> …`, as Perl's loggers are often set. */
const MARKED = /([A-Za-z_][\w.-]*)\[(\d{1,10})\]:?\s+([A-Z]{4,9})>(?=\s)/y;
/** `destination > ERROR …`: the part of a pipeline that speaks, as Airbyte marks it. */
const PIPED = /([A-Za-z][\w.-]*) > ([A-Z]{4,9})(?=\s)/y;

/** Where the text goes on behind the job; the same place where none stands. */
export function jobLog(line: string, at: number, fields: Record<string, Value>): number {
  const job = fields.thread === undefined ? matchAt(JOB_ID, line, at) : null;
  if (job === null) return at;
  fields.thread = job[1] as string;
  const next = at + job[0].length;
  const graded = matchAt(GRADED, line, next);
  if (graded === null) return next;
  fields.logger ??= graded[1] as string;
  fields.level ??= GRADES[graded[2] as string] as string;
  return next + graded[0].length;
}

/** Where the text goes on behind the program, its process and the level, or behind the part of a pipeline and the level; the same place where none stand. */
export function markedProgram(line: string, at: number, fields: Record<string, Value>): number {
  if (fields.level !== undefined) return at;
  const marked = matchAt(MARKED, line, at);
  const m = marked ?? matchAt(PIPED, line, at);
  const level = (marked === null ? m?.[2] : m?.[3]) ?? '';
  if (m === null || !isLevel(level)) return at;
  fields.logger ??= m[1] as string;
  if (marked !== null) fields.pid ??= m[2] as string;
  fields.level = level;
  return at + m[0].length;
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}
