/** Access logs of AWS load balancers: application (ALB) and classic (ELB). The time is the end. */
import type { LineFormat, ParsedLine, Value } from '../../records/format.js';
import { lineFit } from '../fit.js';
import { isNotice } from './notice.js';
import { number, product, readRequestLine, secondsToMs, status } from './request.js';
import { splitTokens } from './tokens.js';

const ALB_START = /^(?:https?|h2|grpcs|wss?) \d{4}-\d{2}-\d{2}T\S+ \S+ \S+:\d+ /;
const ELB_START = /^\d{4}-\d{2}-\d{2}T\S+Z \S+ \S+:\d+ (?:\S+:\d+|-) -?[\d.]+ -?[\d.]+ -?[\d.]+ /;

function parseAlb(line: string): ParsedLine | null {
  if (!ALB_START.test(line)) return null;
  const t = splitTokens(line);
  if (t === null || t.length < 17) return null;
  const created = t[21] === undefined ? Number.NaN : Date.parse(t[21]);
  const record = balanced(t.slice(1), Number.isNaN(created) ? null : created);
  if (record === null) return null;
  const fields: Record<string, Value> = { ...record.fields };
  const group = /targetgroup\/([^/]+)\//.exec(t[16] ?? '')?.[1];
  if (group !== undefined) fields.target_group = group;
  keep(fields, 'trace_id', t[17]);
  keep(fields, 'domain_name', t[18]);
  keep(fields, 'actions_executed', t[22]);
  keep(fields, 'error_reason', t[24]);
  const target = record.proven?.target ?? (t[18] === '-' ? null : (t[18] ?? null));
  return { ...record, fields, proven: { ...record.proven, target, request_id: t[17] === '-' ? null : (t[17] ?? null) } };
}

function parseElb(line: string): ParsedLine | null {
  if (!ELB_START.test(line)) return null;
  const t = splitTokens(line);
  return t === null || t.length < 12 ? null : balanced(t, null);
}

/** What both kinds share: time, balancer, client, target, three times, two statuses, sizes, request, agent. */
function balanced(t: readonly string[], createdMs: number | null): ParsedLine | null {
  const end = Date.parse(t[0] ?? '');
  const answered = status(t[7]);
  if (Number.isNaN(end)) return null;
  const request = readRequestLine(t[11] ?? '');
  const phases = [t[4], t[5], t[6]].map((text) => number(text) ?? -1);
  // -1 stands for a phase that did not come to its end; only the creation time then tells the duration.
  const summed = phases.every((phase) => phase >= 0) ? secondsToMs(phases.reduce((a, b) => a + b, 0)) : null;
  const fields: Record<string, Value> = { elb: t[1] ?? '', remote_addr: (t[2] ?? '').replace(/:\d+$/, '') };
  keep(fields, 'upstream_addr', t[3]);
  keep(fields, 'upstream_status', t[8]);
  keep(fields, 'user_agent', t[12]);
  keep(fields, 'bytes', t[10]);
  if (request.query !== null) fields.query = request.query;
  return {
    time: t[0] ?? null,
    message: null,
    fields,
    proven: {
      kind: 'exchange',
      vantage: 'proxy',
      method: request.method,
      path: request.path,
      status: answered,
      end_ms: end,
      duration_ms: createdMs !== null && createdMs <= end ? end - createdMs : summed,
      client: product(t[12]),
      target: request.host,
      timed_out: answered === 504 && t[8] === '-' ? true : null,
    },
  };
}

function keep(fields: Record<string, Value>, name: string, value: string | undefined): void {
  if (value !== undefined && value !== '-' && value !== '') fields[name] = value;
}

export const awsAlb: LineFormat = {
  name: 'aws-alb',
  kind: 'lines',
  otherLines: 'malformed',
  isForeign: isNotice,
  fit: (sample) => lineFit(sample, (line) => parseAlb(line) !== null, { weight: 0.97, what: 'AWS application load balancer log' }),
  parse: parseAlb,
};

export const awsElb: LineFormat = {
  name: 'aws-elb',
  kind: 'lines',
  otherLines: 'malformed',
  isForeign: isNotice,
  fit: (sample) => lineFit(sample, (line) => parseElb(line) !== null, { weight: 0.97, what: 'AWS classic load balancer log' }),
  parse: parseElb,
};
