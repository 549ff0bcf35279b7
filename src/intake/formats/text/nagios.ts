/** The event log of Nagios and its kin: `[1767225600] SERVICE ALERT: host;service;CRITICAL;HARD;3;output`. */
import type { LineFormat, ParsedLine } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { defined } from '../json/http.js';

const LINE = /^\[(\d{9,10})\] ([A-Za-z][^:]{2,60}): (.+)$/;
/** Host, service (of a service), state, whether it is certain, tries, what the check said. */
const ALERT = /^([^;]+);(?:([^;]+);)?(OK|WARNING|CRITICAL|UNKNOWN|UP|DOWN|UNREACHABLE);(SOFT|HARD);\d+;(.*)$/;

/** A state that is tried again before anybody is told is no alert yet. */
const stateOf = (state: string, certain: string): string =>
  state === 'OK' || state === 'UP' ? 'resolved' : certain === 'HARD' ? 'firing' : 'pending';

function parse(line: string): ParsedLine | null {
  const [, time, kind, rest] = LINE.exec(line) ?? [];
  if (time === undefined || kind === undefined || rest === undefined) return null;
  const alert = /^(?:SERVICE|HOST) ALERT$/.test(kind) ? ALERT.exec(rest) : null;
  if (alert === null) return { time: Number(time), message: `${kind}: ${rest}`, fields: {} };
  const [, host, service, state, certain, output] = alert;
  const title = `${service ?? host} at ${host}: ${output}`;
  return { time: Number(time), message: title, fields: {}, proven: defined({ kind: 'alert', title, state: stateOf(state!, certain!) }) };
}

/** Only alerts and what stands among them: any program may write seconds in brackets. */
const isOwn = (line: string): boolean =>
  /^\[\d{9,10}\] (?:SERVICE|HOST|CURRENT|EXTERNAL|PASSIVE|LOG|Nagios|Caught)\b/.test(line) && parse(line) !== null;

export const nagios: LineFormat = {
  name: 'nagios',
  kind: 'lines',
  otherLines: 'malformed',
  fit: (sample) => lineFit(sample, isOwn, { weight: 0.95, what: 'lines of Nagios' }),
  parse,
};
