/** Severities of all loggers on one scale. */
import { memo } from '../../../util/memo.js';
import type { Value } from '../../records/format.js';
import { asNumber } from './value.js';

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** How a logger counts: upper ends of trace, debug, info, warn and error; above is fatal. */
const SCALES = {
  /** pino and bunyan: 10 to 60. */
  pino: [14, 24, 34, 44, 54],
  /** Python's levelno: 10 DEBUG to 50 CRITICAL. */
  python: [5, 14, 24, 34, 44],
  /** logback's level_value: 5000 TRACE to 40000 ERROR. */
  logback: [7500, 15000, 25000, 35000, 45000],
  /** OpenTelemetry's SeverityNumber: 1 to 24, four each. */
  otel: [4, 8, 12, 16, 20],
  /** Google Cloud's severity as a number: 100 DEBUG to 800 EMERGENCY. */
  gcp: [50, 150, 350, 450, 550],
  /** Monolog: 100 DEBUG to 600 EMERGENCY. */
  monolog: [50, 150, 275, 350, 450],
  /** SeverityLevel of Application Insights: 0 Verbose to 4 Critical. */
  insights: [0, 0, 1, 2, 3],
} as const;
export type Scale = keyof typeof SCALES | 'syslog';

const NAMES: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
/** Syslog counts the other way round: 0 emergency to 7 debug (RFC 5424). */
const SYSLOG: readonly Level[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];

const WORDS: Readonly<Record<string, Level>> = {
  trace: 'trace',
  verbose: 'trace',
  silly: 'trace',
  finest: 'trace',
  finer: 'trace',
  all: 'trace',
  trc: 'trace',
  vrb: 'trace',
  t: 'trace',
  debug: 'debug',
  fine: 'debug',
  dbg: 'debug',
  dbug: 'debug',
  config: 'debug',
  d: 'debug',
  info: 'info',
  information: 'info',
  informational: 'info',
  notice: 'info',
  note: 'info',
  system: 'info',
  default: 'info',
  http: 'info',
  inf: 'info',
  log: 'info',
  success: 'info',
  i: 'info',
  n: 'info',
  warn: 'warn',
  warning: 'warn',
  wrn: 'warn',
  w: 'warn',
  error: 'error',
  err: 'error',
  severe: 'error',
  failure: 'error',
  fail: 'error',
  eror: 'error',
  e: 'error',
  fatal: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emergency: 'fatal',
  emerg: 'fatal',
  panic: 'fatal',
  dpanic: 'fatal',
  ftl: 'fatal',
  f: 'fatal',
  c: 'fatal',
};

function onScale(value: number, scale: Scale): Level | null {
  if (scale === 'syslog') return SYSLOG[value] ?? null;
  const step = SCALES[scale].findIndex((end) => value <= end);
  return NAMES[step < 0 ? 5 : step] ?? null;
}

/**
 * The level that a logger gave; null when the value is no level. A number needs the logger's scale;
 * without one, only pino's and bunyan's round tens are taken for levels.
 */
export function toLevel(value: Value | undefined, scale?: Scale): Level | null {
  const number = asNumber(value);
  if (number !== null) {
    if (scale) return onScale(number, scale);
    return [10, 20, 30, 40, 50, 60].includes(number) ? onScale(number, 'pino') : null;
  }
  return typeof value === 'string' ? levelNamed(value) : null;
}

/** slog writes levels between its own as an offset: INFO+2, ERROR+1. */
const levelNamed = memo((text) => {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[+-]\d+$/, '');
  return Object.hasOwn(WORDS, word) ? (WORDS[word] ?? null) : null;
});
