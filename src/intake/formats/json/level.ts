/** Severities of all loggers on one scale. */
import type { Value } from '../../records/format.js';
import { type Level, levelNamed } from '../../vocabulary/levels.js';
import { asNumber } from './value.js';

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
