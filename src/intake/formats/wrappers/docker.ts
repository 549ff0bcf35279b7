/** Docker's json-file driver: `{"log":"line\n","stream":"stdout","time":"…"}`. */
import type { Unwrapped, Value, WrapperFormat } from '../../records/format.js';
import { lineFit } from '../fit.js';

function unwrap(line: string): Unwrapped | null {
  if (line.charCodeAt(0) !== 123 || !line.includes('"log":')) return null;
  const entry = parsed(line);
  if (entry === null || typeof entry.log !== 'string' || typeof entry.time !== 'string') return null;
  const inner = entry.log.replace(/\r?\n$/, '');
  const stream = typeof entry.stream === 'string' ? entry.stream : '';
  const fields: Record<string, Value> = attributes(entry.attrs);
  if (stream !== '') fields.stream = stream;
  // A line without a line break at its end goes on in the next one (longer than 16 KiB).
  const partial = !entry.log.endsWith('\n') && entry.log.length >= 16 * 1024 - 1;
  return { inner, time: entry.time, fields, source: stream, partial };
}

function attributes(attrs: unknown): Record<string, Value> {
  if (typeof attrs !== 'object' || attrs === null) return {};
  const { tag, ...labels } = attrs as Record<string, Value>;
  const service = labels['com.docker.compose.service'] ?? labels['com.docker.swarm.service.name'];
  const fields: Record<string, Value> = {};
  if (typeof service === 'string') fields.service = service;
  if (typeof tag === 'string') fields.container = tag;
  return fields;
}

function parsed(line: string): { log?: unknown; time?: unknown; stream?: unknown; attrs?: unknown } | null {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

export const docker: WrapperFormat = {
  name: 'docker',
  kind: 'wrapper',
  fit: (sample) => lineFit(sample, (line) => unwrap(line) !== null, { weight: 1, what: 'lines of the Docker json-file driver' }),
  unwrap,
};
