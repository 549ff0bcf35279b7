/**
 * Names under which JSON records state time, level and message, the most telling first. One place for
 * JSON lines and for lists of records in documents.
 */
import type { Value } from '../../format.js';
import { plainName } from '../../names.js';
import type { JsonObject } from './value.js';

export const TIME: readonly string[] = [
  '@timestamp',
  'timestamp',
  'time',
  'ts',
  'datetime',
  'date',
  't',
  'eventTime',
  'event_time',
  'logged_at',
  'created_at',
  'Timestamp',
  'Time',
  '_time',
  'asctime',
  'start_time',
  'time_iso8601',
  'requestTime',
  'when',
  'at',
  'logged',
];

export const LEVEL: readonly string[] = [
  'level',
  'severity',
  'lvl',
  'levelname',
  'log.level',
  'loglevel',
  'logLevel',
  'log_level',
  'level_name',
  'Level',
  'LogLevel',
  'Severity',
  'priority',
  'sev',
  'verbosity',
];

export const MESSAGE: readonly string[] = [
  'message',
  'msg',
  'event',
  '@message',
  'short_message',
  'Message',
  'MESSAGE',
  'log',
  'line',
  'text',
  '_raw',
  'what',
  'note',
  'says',
  'fields.message',
];

/** Names that records of a business use as well: a ticket has a priority, a text and a date of creation. */
const BUSINESS = ['when', 'at', 'what', 'note', 'date', 't', 'created_at', 'Time', 'start_time', 'priority', 'event', 'line', 'text'];
const ofLogs = (names: readonly string[], more: readonly string[]): readonly string[] => [
  ...names.filter((name) => !BUSINESS.includes(name)),
  ...more,
];

/** Names by which a list is told to be one of log records: their time, and what they say. */
export const LOG_TIME = ofLogs(TIME, ['@t']);
export const LOG_LEVEL = ofLogs(LEVEL, []);
export const LOG_SAYS = ofLogs([...LEVEL, ...MESSAGE], ['@mt', 'textPayload', 'jsonPayload']);

/** Shorter names mean something else in capitals (a temperature, an hour), and `request_time` is how long a request took. */
const AS_WRITTEN = new Set(['at', 't', 'ts', 'requestTime']);
/** Names that are remembered with what they are like; a hostile record has no end of them. */
const REMEMBERED = 2_000;
const ranksOf = new WeakMap<readonly string[], Map<string, number>>();

/** The place in the list of the name that is written so in another spelling; -1 for none. */
function rankOf(path: string, names: readonly string[]): number {
  const known = ranksOf.get(names) ?? new Map<string, number>();
  ranksOf.set(names, known);
  const before = known.get(path);
  if (before !== undefined) return before;
  const plain = plainName(path);
  const rank = names.findIndex((name) => !AS_WRITTEN.has(name) && plainName(name) === plain);
  if (known.size < REMEMBERED && path.length < 100) known.set(path, rank);
  return rank;
}

/** What stands under one of the names in another spelling (`Message`, `LOG_LEVEL`, `event-time`): the likeliest, or null. */
export function likeNamed(object: JsonObject, names: readonly string[]): { path: string; value: Value } | null {
  let best: { path: string; value: Value; rank: number } | null = null;
  for (const path in object) {
    const rank = rankOf(path, names);
    const value = object[path];
    if (rank < 0 || typeof value === 'object' || value === undefined || value === '') continue;
    if (best === null || rank < best.rank) best = { path, value, rank };
  }
  return best;
}
