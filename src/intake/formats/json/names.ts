/**
 * Names under which JSON records state time, level and message, the most telling first. One place for
 * JSON lines and for lists of records in documents.
 */

import { memo } from '../../../util/memo.js';
import { once } from '../../../util/once.js';
import { plainName } from '../../plan/names.js';
import type { Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { logNames } from '../../vocabulary/log-names.js';

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

/** The places of names in a list, by what is left of them in whatever spelling. */
function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, name] of names.entries()) {
    const plain = plainName(name);
    if (!AS_WRITTEN.has(name) && !places.has(plain)) places.set(plain, place);
  }
  return places;
}

/** Names in any spelling and language, the most telling first. */
export const likeTime = once(() => placesOf([...TIME, ...logNames().time]));
export const likeLevel = once(() => placesOf([...LEVEL, ...logNames().level]));
export const likeMessage = once(() => placesOf([...MESSAGE, ...logNames().message]));

/** The names of a log come back on every record. */
const plainOf = memo(plainName);

/** What stands under one of the names in another spelling (`Message`, `LOG_LEVEL`, `event-time`): the likeliest, or null. */
export function likeNamed(object: JsonObject, places: ReadonlyMap<string, number>): { path: string; value: Value } | null {
  let best: { path: string; value: Value; place: number } | null = null;
  for (const path in object) {
    const place = places.get(plainOf(path));
    const value = object[path];
    if (place === undefined || typeof value === 'object' || value === undefined || value === '') continue;
    if (best === null || place < best.place) best = { path, value, place };
  }
  return best;
}
