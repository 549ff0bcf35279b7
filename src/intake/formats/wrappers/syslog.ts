/** Syslog: RFC 5424, RFC 3164, and files that syslog daemons write. App, process and host become fields. */
import type { Unwrapped, Value, WrapperFormat } from '../../records/format.js';
import { isIndented, lineFit } from '../fit.js';
import { isLevel } from '../text/level.js';

const PRIORITY = /^<(\d{1,3})>/;
/** <PRI>1 time host app pid msgid [structured data] message */
const RFC5424 =
  /^<(\d{1,3})>1 (\d{4}-\d{2}-\d{2}T\S+|-) (\S+) (\S+) (\S+) (\S+) (-|(?:\[(?:[^\]"\\]|\\.|"(?:[^"\\]|\\.)*")*\])+)(?: \ufeff?(.*))?$/s;
/** The same as some collectors write it to files, without the priority. */
const BARE_5424 = /^(\d{4}-\d{2}-\d{2}T\S+) ([\w.:-]+) ([A-Za-z_][\w./-]*) (\d+|-) (\S+) (-|\[\S+ [^\]]*\]) (.*)$/s;
const BSD_TIME = String.raw`(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d (?:\d{4} )?\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?`;
const ISO_TIME = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})`;
/** [<PRI>]time host app[pid]: message; login writes `-- root[pid]` */
const RFC3164 = new RegExp(
  `^(?:<(\\d{1,3})>)?(${BSD_TIME}|${ISO_TIME}) ([\\w.:-]+) (?: ?-- )?([A-Za-z_(][\\w./@+()-]{0,63})(?: \\d[\\d.]*)?(?:\\[([\\w.-]{1,32})\\])?: ?(.*)$`,
  's',
);
const LEVELS = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];

function unwrap(line: string): Unwrapped | null {
  return (PRIORITY.test(line) ? unwrap5424(line) : unwrapBare5424(line)) ?? unwrap3164(line);
}

function unwrap5424(line: string): Unwrapped | null {
  const m = RFC5424.exec(line);
  if (m === null) return null;
  const fields = named(m[4], m[5], m[3], m[1]);
  if (m[6] !== '-') fields['syslog.msgid'] = m[6] as string;
  if (m[7] !== '-') Object.assign(fields, structuredData(m[7] as string));
  return { inner: m[8] ?? '', time: m[2] === '-' ? null : (m[2] as string), fields, source: `${m[3]}/${m[4]}/${m[5]}` };
}

function unwrapBare5424(line: string): Unwrapped | null {
  const m = BARE_5424.exec(line);
  if (m === null || isLevel(m[2] as string) || (/^[A-Z]{2,}$/.test(m[3] as string) && isLevel(m[3] as string))) return null;
  const fields = named(m[3], m[4], m[2], undefined);
  if (m[6] !== '-') Object.assign(fields, structuredData(m[6] as string));
  return { inner: m[7] as string, time: m[1] as string, fields, source: `${m[2]}/${m[3]}/${m[4]}` };
}

function unwrap3164(line: string): Unwrapped | null {
  const m = RFC3164.exec(line);
  if (m === null) return null;
  // Lambda's `time START RequestId: …` and a program's own `time DEBUG module: …` have the same form.
  if (m[4] === 'RequestId' || (/^[A-Z]{2,}$/.test(m[3] as string) && isLevel(m[3] as string))) return null;
  const message = m[6] as string;
  // A collector that knows JSON marks it with @cee.
  const inner = message.startsWith('@cee:') ? message.slice(5).trim() : message;
  return { inner, time: m[2] as string, fields: named(m[4], m[5], m[3], m[1]), source: `${m[3]}/${m[4]}/${m[5] ?? ''}` };
}

function named(
  app: string | undefined,
  pid: string | undefined,
  host: string | undefined,
  priority: string | undefined,
): Record<string, Value> {
  const fields: Record<string, Value> = {};
  if (app !== undefined && app !== '-') fields['syslog.app'] = app.replace(/\(.*\)$/, '');
  if (host !== undefined && host !== '-') fields['syslog.host'] = host;
  if (pid !== undefined && pid !== '-') fields['syslog.pid'] = pid;
  const severity = priority === undefined ? undefined : LEVELS[Number(priority) & 7];
  if (severity !== undefined) fields['syslog.severity'] = severity;
  return fields;
}

/** Registered elements that tell of the transport: how many lines the sender had sent, how exact its clock is, where it came from. */
const TRANSPORT = /\[(?:meta|timeQuality|origin)\b(?:[^\]"\\]|\\.|"(?:[^"\\]|\\.)*")*\]/g;

/** `[id key="value" …]` → fields `key`. */
function structuredData(text: string): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const [, key, value] of text.replace(TRANSPORT, '').matchAll(/([\w@.-]+)="((?:[^"\\]|\\.)*)"/g))
    fields[key as string] = (value as string).replace(/\\(["\\\]])/g, '$1');
  return fields;
}

export const syslog: WrapperFormat = {
  name: 'syslog',
  kind: 'wrapper',
  fit: (sample) => lineFit(sample, (line) => unwrap(line) !== null, { weight: 0.95, what: 'syslog lines', ignore: isIndented }),
  unwrap,
};
