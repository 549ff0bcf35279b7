/** Log drains of application platforms (Heroku, Papertrail): `time app[web.1]: line`, with a host or not. */
import type { Unwrapped, WrapperFormat } from '../../records/format.js';
import { isIndented, lineFit } from '../fit.js';
import { isLevel } from '../text/level.js';

const DRAIN =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d{2}:\d{2}:\d{2}) ([A-Za-z][\w.-]{0,63})(?:\[([\w./-]{1,64})\])?: ?(.*)$/s;

function unwrap(line: string): Unwrapped | null {
  const m = DRAIN.exec(line);
  // `time ERROR: text` and `time logger: text` are plain text: a drain names its process in brackets.
  if (m === null || m[3] === undefined || isLevel(m[2] as string)) return null;
  const [app, process] = [m[2] as string, m[3]];
  return { inner: m[4] as string, time: m[1] as string, fields: { source: app, dyno: process }, source: `${app}/${process}` };
}

export const drain: WrapperFormat = {
  name: 'drain',
  kind: 'wrapper',
  fit: (sample) => lineFit(sample, (line) => unwrap(line) !== null, { weight: 0.93, what: 'lines of a log drain', ignore: isIndented }),
  unwrap,
};
