/** What `grep` puts before the lines that it found in several files: the name of the file, the number of the line. */
import type { Fit, Sample, Unwrapped, WrapperFormat } from '../../records/format.js';
import { lineFit } from '../fit.js';

/** `logs/app.log:{…}`, `app.log:17:2026-…`, `17:{…}`; a name without an extension is a word of the line. */
const FOUND = /^(?:([\w./@-]{1,200}\.[A-Za-z]\w{0,9}):)?(?:(\d{1,9}):)?(.*)$/s;
/** A line of its own: JSON, or what begins with a time or pairs. */
const OWN = /^(?:\{\s*"|\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:|(?:time|ts|timestamp|level)=)/;
/** Files of one search; a word before each line that is always another one names something else. */
const MOST_FILES = 0.5;

function unwrap(line: string): Unwrapped | null {
  const m = FOUND.exec(line);
  if (m === null || (m[1] === undefined && m[2] === undefined)) return null;
  return { inner: m[3] as string, time: null, fields: {}, source: m[1] ?? '' };
}

function fit(sample: Sample): Fit {
  const none = { score: 0, reason: 'no file name stands before the lines' };
  const found = sample.lines.map(unwrap).filter((one) => one !== null);
  const own = found.filter(({ inner }) => OWN.test(inner)).length;
  const files = new Set(found.map(({ source }) => source)).size;
  if (own < 2 || own < found.length / 2 || files > Math.max(1, found.length * MOST_FILES)) return none;
  return lineFit(sample, (line) => unwrap(line) !== null, { weight: 0.9, what: 'lines that grep found' });
}

export const searched: WrapperFormat = { name: 'grep', kind: 'wrapper', fit, unwrap };
