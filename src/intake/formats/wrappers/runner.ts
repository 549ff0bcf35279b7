/** Prefixes with which runners and viewers of several programs name them: concurrently, npm-run-all, turbo, stern. */
import type { Fit, Sample, Unwrapped, WrapperFormat } from '../../records/format.js';
import { lineFit } from '../fit.js';

/** `[sync] line`, `[0] line`, `sync: line`, `sync:dev: line`; `pod container line`, with the namespace before or not. */
const PREFIX =
  /^(?:\[([A-Za-z0-9][\w@/:.-]{0,40})\] |([a-z][\w@/-]{0,40}(?::[a-z][\w-]{0,20})?): |(?:[a-z0-9][a-z0-9-]{0,62} )?([a-z0-9][a-z0-9.-]{2,252}) ([a-z0-9][a-z0-9-]{0,62}) (?=\{"))(.*)$/s;
/** The lines of a logger in brackets look the same; only what is JSON inside is surely another program's. */
const JSON_INSIDE = 0.5;
const MOST_PROGRAMS = 20;

function unwrap(line: string): Unwrapped | null {
  const m = PREFIX.exec(line);
  if (m === null) return null;
  const inner = m[5] as string;
  if (m[3] !== undefined) return { inner, time: null, fields: { service: m[4] as string, pod: m[3] }, source: `${m[3]}/${m[4]}` };
  const name = (m[1] ?? m[2]) as string;
  // A number is the place of the program in the list, not its name.
  return { inner, time: null, fields: /^\d+$/.test(name) ? {} : { service: name }, source: name };
}

function fit(sample: Sample): Fit {
  const none = { score: 0, reason: 'no runner names its programs' };
  const found = sample.lines.map(unwrap).filter((one) => one !== null);
  const json = found.filter(({ inner }) => /^\{".*\}\s*$/.test(inner)).length;
  const programs = new Set(found.map(({ source }) => source)).size;
  if (json === 0 || json < JSON_INSIDE * sample.lines.length || programs > Math.min(MOST_PROGRAMS, found.length / 2)) return none;
  return lineFit(sample, (line) => unwrap(line) !== null, { weight: 0.85, what: 'lines of a runner that names its programs' });
}

export const runner: WrapperFormat = { name: 'runner', kind: 'wrapper', fit, unwrap };
