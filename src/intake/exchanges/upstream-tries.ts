/**
 * Servers that a proxy tried one after the other for one request, as it lists them in one line: `"504, 201"`, `"10.001, 0.132"`,
 * `tries: [{ip, code, balancer_start}, …]`. Each that failed is a call of its own, and may have had its effect. Lists are known by their form,
 * for every house names the fields of its proxy as it likes.
 */
import type { Part } from '../assemble.js';
import type { Reading } from '../reading.js';
import type { Value } from '../records/format.js';

/** One server that was tried. */
interface Try {
  readonly address: string | null;
  readonly status: number | null;
  readonly ms: number | null;
}

type Fields = Readonly<Record<string, Value>>;

/** Several servers are parted by commas, internal redirects by " : ". */
const PARTED = /\s*,\s*|\s+:\s+/;
const STATUSES = /^(?:[1-5]\d\d|-)(?:(?:\s*,\s*|\s+:\s+)(?:[1-5]\d\d|-))+$/;
const SECONDS = /^(?:\d+\.\d+|-)(?:(?:\s*,\s*|\s+:\s+)(?:\d+\.\d+|-))+$/;
const ADDRESS = /^(?:[\w.-]+:\d+|\[[\da-f:]+\]:\d+|unix:\S+)$/i;
/** Most servers that one request is taken to have tried. */
const MOST = 20;

/** The calls behind a proxy's line before the one that answered, oldest first; none where the first server answered. */
export function earlierTries(whole: Part, fields: Fields, reading: Reading): Part[] {
  const tries = (listed(fields, reading) ?? balanced(fields) ?? []).slice(0, MOST);
  if (tries.length < 2) return [];
  whole.attempt = tries.length;
  whole.vantage = 'proxy';
  const known = tries.every(({ ms }) => ms !== null);
  // nginx writes when the last one has answered.
  let start = known && whole.end_ms != null ? whole.end_ms - tries.reduce((sum, { ms }) => sum + ms!, 0) : null;
  return tries.slice(0, -1).map(({ address, status, ms }, index) => {
    const from = start === null ? null : Math.round(start);
    start = start === null ? null : start + ms!;
    const to = start === null ? (whole.at_ms ?? null) : Math.round(start);
    return {
      kind: 'exchange',
      at_ms: to,
      start_ms: from,
      end_ms: from === null ? null : to,
      duration_ms: from === null ? null : ms,
      vantage: 'proxy',
      service: whole.service ?? null,
      worker: address,
      target: whole.target ?? null,
      method: whole.method ?? null,
      path: whole.path ?? null,
      route: whole.route ?? null,
      operation: whole.operation ?? null,
      status,
      timed_out: status === 504 ? true : null,
      attempt: index + 1,
      record_key: whole.record_key ?? null,
      record_field: whole.record_field ?? null,
      event_key: whole.event_key ?? null,
      idempotency_key: whole.idempotency_key ?? null,
      request_id: whole.request_id ?? null,
      correlation_id: whole.correlation_id ?? null,
      trace_id: whole.trace_id ?? null,
    };
  });
}

/** The lists of nginx and its kin. */
function listed(fields: Fields, reading: Reading): Try[] | null {
  const texts = textsOf(fields, reading);
  const statuses = texts.find((text) => STATUSES.test(text))?.split(PARTED);
  if (statuses === undefined) return null;
  const sameLength = texts.map((text) => text.split(PARTED)).filter((list) => list.length === statuses.length);
  // Of the times to connect, to the first byte and to the last the last is the longest.
  const times = sameLength
    .filter((list) => SECONDS.test(list.join(', ')))
    .map((list) => list.map((text) => (text === '-' ? 0 : Number(text) * 1000)))
    .sort((a, b) => sum(b) - sum(a))[0];
  const addresses = sameLength.find((list) => list.every((text) => ADDRESS.test(text)));
  // A list of numbers of three digits alone may be anything.
  if (times === undefined && addresses === undefined) return null;
  return statuses.map((status, index) => ({
    address: addresses?.[index] ?? null,
    status: status === '-' ? null : Number(status),
    ms: times?.[index] ?? null,
  }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function textsOf(fields: Fields, { message }: Reading): string[] {
  const texts: string[] = [];
  const take = (value: Value | undefined) => {
    if (typeof value === 'string' && value.length >= 5 && value.length <= 400 && (value.includes(',') || value.includes(' : ')))
      texts.push(value);
  };
  for (const name in fields) {
    const value = fields[name];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) for (const inner in value) take(value[inner]);
    else take(value);
  }
  for (const { value } of message?.pairs ?? []) take(value);
  return texts;
}

/** Kong's balancer: the next try began when the one before had failed. */
function balanced(fields: Fields): Try[] | null {
  const list = fields['tries'];
  if (!Array.isArray(list)) return null;
  const tries = list.filter(
    (entry): entry is { [key: string]: Value } => typeof entry === 'object' && entry !== null && !Array.isArray(entry),
  );
  const starts = tries.map(({ balancer_start: at }) => (typeof at === 'number' ? at : null));
  if (tries.length !== list.length || starts.some((at) => at === null)) return null;
  return tries.map(({ ip, port, code }, index) => ({
    address: typeof ip === 'string' ? `${ip}${typeof port === 'number' ? `:${port}` : ''}` : null,
    status: typeof code === 'number' && code >= 100 && code <= 599 ? code : null,
    ms: index + 1 < starts.length ? starts[index + 1]! - starts[index]! : null,
  }));
}
