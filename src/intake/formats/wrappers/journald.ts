/** `journalctl -o json`: the line stands in MESSAGE, the time in microseconds beside it. */
import type { Unwrapped, Value, WrapperFormat } from '../../records/format.js';
import { lineFit } from '../fit.js';

const LEVELS = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];

function unwrap(line: string): Unwrapped | null {
  if (line.charCodeAt(0) !== 123 || !line.includes('"MESSAGE"') || !line.includes('"__REALTIME_TIMESTAMP"')) return null;
  const entry = parsed(line);
  const inner = entry === null ? null : text(entry.MESSAGE);
  if (entry === null || inner === null) return null;
  const micros = Number(entry._SOURCE_REALTIME_TIMESTAMP ?? entry.__REALTIME_TIMESTAMP);
  const app = text(entry.SYSLOG_IDENTIFIER) ?? text(entry._COMM);
  const pid = text(entry._PID) ?? text(entry.SYSLOG_PID);
  const fields: Record<string, Value> = {};
  set(fields, 'syslog.app', app);
  set(fields, 'syslog.host', text(entry._HOSTNAME));
  set(fields, 'syslog.pid', pid);
  set(fields, 'systemd.unit', text(entry._SYSTEMD_UNIT));
  set(fields, 'service', text(entry.CONTAINER_NAME));
  set(fields, 'syslog.severity', LEVELS[Number(entry.PRIORITY ?? Number.NaN)] ?? null);
  const time = Number.isFinite(micros) ? Math.floor(micros / 1000) : null;
  return { inner, time, fields, source: `${app ?? ''}/${pid ?? ''}`, partial: entry.CONTAINER_PARTIAL_MESSAGE === 'true' };
}

function set(fields: Record<string, Value>, name: string, value: string | null): void {
  if (value !== null) fields[name] = value;
}

/** A text, or the bytes of one that is not valid UTF-8. */
function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || !value.every((byte) => typeof byte === 'number')) return null;
  return Buffer.from(value as number[]).toString('utf8');
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

export const journald: WrapperFormat = {
  name: 'journald',
  kind: 'wrapper',
  fit: (sample) => lineFit(sample, (line) => unwrap(line) !== null, { weight: 1, what: 'journal entries (journalctl -o json)' }),
  unwrap,
};
