/**
 * Names under which JSON records state time, level and message, the most telling first. One place for
 * JSON lines and for lists of records in documents.
 */

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
];

/** Names that records of a business use as well: a ticket has a priority, a text and a date of creation. */
const BUSINESS = ['when', 'at', 'what', 'note', 'date', 't', 'created_at', 'Time', 'start_time', 'priority', 'event', 'line', 'text'];
const ofLogs = (names: readonly string[], more: readonly string[]): readonly string[] => [
  ...names.filter((name) => !BUSINESS.includes(name)),
  ...more,
];

/** Names by which a list is told to be one of log records: their time, and what they say. */
export const LOG_TIME = ofLogs(TIME, ['@t']);
export const LOG_SAYS = ofLogs([...LEVEL, ...MESSAGE], ['@mt', 'textPayload', 'jsonPayload']);
