/**
 * A time before lines that have a time of their own or are JSON: `kubectl logs --timestamps`, `docker logs -t`,
 * CloudWatch exports, consoles of log stores. Some put the time of arrival, or a tag in a column of its own, beside it.
 */
import type { Fit, Sample, Unwrapped, WrapperFormat } from '../../records/format.js';
import { lineFit } from '../fit.js';

const TIME = String.raw`\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?`;
/** A time, or milliseconds of the epoch (the arrival behind them), then the line; between tabs a tag may stand. */
const STAMPED = new RegExp(String.raw`^(?:(${TIME})|(1\d{12})(?: 1\d{12})?)(?: |\t(?:([\w.*/-]{1,80})\t)?(?=\{|[^\t]*$))(.*)$`, 's');
/** A line of its own: JSON, or what begins with a time, a level in pairs or the mark of a logger that puts its time behind it. */
const OWN = new RegExp(String.raw`^(?:\{\s*"|\[?${TIME}|\[?\d\d[/.]\d\d[/.]\d{4},? \d|\[Nest\] \d+ +- |(?:time|ts|timestamp|level)=)`);

function unwrap(line: string): Unwrapped | null {
  const m = STAMPED.exec(line);
  if (m === null) return null;
  const [time, epoch, tag, inner] = [m[1], m[2], m[3], m[4] as string];
  return { inner, time: time ?? Number(epoch), fields: tag === undefined ? {} : { source: tag } };
}

/** What stands behind the time must be a line of its own more often than not: other lines with a time are plain text. */
function fit(sample: Sample): Fit {
  const inside = sample.lines.map(unwrap).filter((one) => one !== null);
  const own = inside.filter(({ inner }) => OWN.test(inner)).length;
  if (own < 2 || own < inside.length / 2) return { score: 0, reason: 'no line stands behind a time' };
  return lineFit(sample, (line) => unwrap(line) !== null, { weight: 0.9, what: 'lines behind a time' });
}

export const stamped: WrapperFormat = { name: 'stamped', kind: 'wrapper', fit, unwrap };
