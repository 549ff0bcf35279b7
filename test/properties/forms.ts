/** The same log in other forms: as other loggers, collectors and viewers would have written it. */

type Fields = Readonly<Record<string, unknown>>;

/** A line of a log, as its logger wrote it, and when. */
export interface Written {
  readonly text: string;
  readonly at: number;
}

/** A way to write the lines of a log: the whole text, and the ending that its file name would have. */
export interface Form {
  readonly name: string;
  readonly ending: string;
  readonly write: (lines: readonly Written[]) => string;
}

const iso = (at: number): string => new Date(at).toISOString();
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const lined = (name: string, write: (line: Written, index: number) => string, ending = 'log'): Form => ({
  name,
  ending,
  write: (lines) => `${lines.map(write).join('\n')}\n`,
});
const listed = (name: string, write: (entries: readonly unknown[]) => unknown, entry: (line: Written, index: number) => unknown): Form => ({
  name,
  ending: 'json',
  write: (lines) => JSON.stringify(write(lines.map(entry)), null, 1),
});
const table = (name: string, header: readonly string[], row: (line: Written) => readonly string[]): Form => ({
  name,
  ending: 'csv',
  write: (lines) => `${[header, ...lines.map(row)].map((cells) => cells.map(cell).join(',')).join('\n')}\n`,
});

/** What stands before a line that begins with its time. */
export const BEFORE: readonly Form[] = [
  lined('a thread in brackets', ({ text }, index) => `[worker-${index % 4}] ${text}`),
  lined('host and process', ({ text }) => `app-1 812 ${text}`),
  lined('pod and container', ({ text }) => `pusher-6c9f4-x2k main ${text}`),
];

/** What others put around a line, whatever it holds. */
export const AROUND: readonly Form[] = [
  lined('docker json-file', ({ text, at }) => JSON.stringify({ log: `${text}\n`, stream: 'stdout', time: iso(at) })),
  lined('a Kubernetes node', ({ text, at }) => `${iso(at)} stdout F ${text}`),
  lined('the journal', ({ text, at }) =>
    JSON.stringify({ __REALTIME_TIMESTAMP: String(at * 1000), SYSLOG_IDENTIFIER: 'app', _PID: '8', MESSAGE: text }),
  ),
  lined('syslog', ({ text, at }, index) => `<14>1 ${iso(at)} host-1 app 8 - [meta sequenceId="${index}"] ${text}`),
  lined('kubectl logs --timestamps', ({ text, at }) => `${iso(at)} ${text}`),
  lined('times of the event and of its arrival', ({ text, at }) => `${at} ${at + 900} ${text}`),
  lined('grep over several files', ({ text }, index) => `logs/app.log:${index + 1}:${text}`),
  lined('docker compose', ({ text }) => `app-1  | ${text}`),
  lined('filebeat', ({ text, at }) =>
    JSON.stringify({
      '@timestamp': iso(at),
      message: text,
      log: { file: { path: '/var/log/app.log' }, offset: 7 },
      agent: { type: 'filebeat' },
    }),
  ),
  lined('hits of Elasticsearch', ({ text, at }, index) =>
    JSON.stringify({ _index: 'logs', _id: `kQ${index}`, _source: { '@timestamp': iso(at), message: text } }),
  ),
  lined('Splunk', ({ text, at }) => JSON.stringify({ preview: false, result: { _raw: text, _time: iso(at), source: '/var/log/app.log' } })),
  listed(
    'events of CloudWatch',
    (events) => ({ events }),
    ({ text, at }, index) => ({ timestamp: at, message: text, ingestionTime: at + 900, eventId: `37${index}` }),
  ),
  listed(
    'CloudWatch Logs Insights',
    (results) => ({ results, status: 'Complete' }),
    ({ text, at }, index) => [
      { field: '@timestamp', value: iso(at).replace('T', ' ').replace('Z', '') },
      { field: '@message', value: text },
      { field: '@ptr', value: `p${index}` },
    ],
  ),
  listed(
    'a download of Grafana',
    (lines) => lines,
    ({ text, at }) => ({ line: text, timestamp: `${at}000000`, fields: { level: 'info' } }),
  ),
  table('an export of Azure', ['TimeGenerated [UTC]', 'LogEntry', '_ResourceId', 'ContainerName'], ({ text, at }) => [
    iso(at),
    text,
    '/subscriptions/7/app',
    'main',
  ]),
];

const words = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const renamed = (fields: Fields, rename: (name: string) => string): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.startsWith('@') ? name : rename(name), value]));
const rewritten = (name: string, change: (fields: Fields, at: number) => unknown): Form =>
  lined(name, ({ text, at }) => JSON.stringify(change(JSON.parse(text) as Fields, at)));
const inPairs = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const)
    .map(([name, value]) => `${name}=${/[\s"=]/.test(value) || value === '' ? JSON.stringify(value) : value}`)
    .join(' ');
const TIMES = ['@timestamp', 'timestamp', 'time', 'ts'];
const timed = (fields: Fields, value: unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, old]) => [name, TIMES.includes(name) ? value : old]));
const inSeconds = ([name, value]: [string, unknown]): [string, unknown] =>
  typeof value === 'number' && /(?:_ms|Ms)$/.test(name)
    ? [name.replace(/_ms$/, '_s').replace(/Ms$/, 'Seconds'), value / 1000]
    : [name, value];

/** The same JSON record as another logger would write it. */
export const REWRITTEN: readonly Form[] = [
  lined('logfmt', ({ text }) => inPairs(JSON.parse(text) as Fields)),
  listed(
    'a JSON list',
    (records) => records,
    ({ text }) => JSON.parse(text),
  ),
  rewritten('names in snake_case', (fields) => renamed(fields, (name) => words(name).join('_'))),
  rewritten('names in PascalCase', (fields) => renamed(fields, (name) => words(name).map(capital).join(''))),
  rewritten('names in kebab-case', (fields) => renamed(fields, (name) => words(name).join('-'))),
  rewritten('times in milliseconds', (fields, at) => timed(fields, at)),
  rewritten('times with another offset', (fields, at) => timed(fields, iso(at + 7_200_000).replace('Z', '+02:00'))),
  rewritten('durations in seconds', (fields) => Object.fromEntries(Object.entries(fields).map(inSeconds))),
  rewritten('all values as text', (fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'number' && name !== 'ts' ? String(value) : value]),
    ),
  ),
  rewritten('fields in an object of their own', ({ level, ...fields }, at) => ({ timestamp: iso(at), level, ...split(fields) })),
];

/** The message and, as context, all other fields but the time. */
function split(fields: Fields): Fields {
  const { message, msg, ...others } = fields;
  return { message: message ?? msg, context: Object.fromEntries(Object.entries(others).filter(([name]) => !TIMES.includes(name))) };
}
