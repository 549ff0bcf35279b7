/** What stands before the time of a line: `[worker-3]`, `host pid`, `pod container`. One name alone is read with the line itself. */
import type { Unwrapped, Value, WrapperFormat } from '../../records/format.js';
import { isIndented, lineFit } from '../fit.js';
import { isLevel } from '../text/level.js';

const PREFIXED =
  /^(?:\[([A-Za-z][\w.#:/-]{0,60})\]|([A-Za-z][\w.-]{1,62}) (?:(\d{1,7})|([a-z][a-z0-9-]{0,62}))) (?=\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2})(.*)$/s;

function unwrap(line: string): Unwrapped | null {
  const m = PREFIXED.exec(line);
  if (m === null || isLevel(m[1] ?? '') || isLevel(m[2] ?? '')) return null;
  // A source of its own for each would part a stack trace from its line.
  return { inner: m[5] as string, time: null, fields: fieldsOf(m[1], m[2], m[3], m[4]) };
}

function fieldsOf(inBrackets?: string, first?: string, pid?: string, container?: string): Record<string, Value> {
  if (inBrackets !== undefined) return /\d$/.test(inBrackets) ? { thread: inBrackets } : { source: inBrackets };
  if (pid !== undefined) return { hostname: first as string, pid };
  return { pod: first as string, service: container as string };
}

export const prefixed: WrapperFormat = {
  name: 'prefixed',
  kind: 'wrapper',
  fit: (sample) => lineFit(sample, (line) => unwrap(line) !== null, { weight: 0.88, what: 'lines behind a name', ignore: isIndented }),
  unwrap,
};
