/** Prefixes that name the container: `docker compose logs` and `kubectl logs --prefix`. */
import type { Fit, Sample, Unwrapped, WrapperFormat } from '../../records/format.js';
import { lineFit } from '../fit.js';

/** `web-1  | line`, with the time of `--timestamps` before the line or not. */
const COMPOSE = /^([a-zA-Z0-9][\w.-]{0,60}?)(?:[-_](\d{1,3}))? +\| ?(?:(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z) )?(.*)$/s;
/** `[pod/name/container] line` */
const KUBECTL = /^\[pod\/([\w.-]+)\/([\w.-]+)\] (?:(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z) )?(.*)$/s;

function unwrapCompose(line: string): Unwrapped | null {
  const m = COMPOSE.exec(line);
  if (m === null) return null;
  const [service, replica] = [m[1] as string, m[2]];
  const source = `${service}-${replica ?? ''}`;
  return { inner: m[4] as string, time: m[3] ?? null, fields: { service, container: replica === undefined ? service : source }, source };
}

function unwrapKubectl(line: string): Unwrapped | null {
  const m = KUBECTL.exec(line);
  if (m === null) return null;
  const [pod, container] = [m[1] as string, m[2] as string];
  return { inner: m[4] as string, time: m[3] ?? null, fields: { service: container, pod }, source: `${pod}/${container}` };
}

const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}-$/;

/** Tables of databases have the same bar; their lines have more of them and no name that returns. An address is the caller in a log of requests. */
function composeFit(sample: Sample): Fit {
  const fit = lineFit(sample, (line) => unwrapCompose(line) !== null, { weight: 0.9, what: 'lines of docker compose' });
  const services = new Set(sample.lines.map((line) => unwrapCompose(line)?.source));
  const returning = services.size <= Math.max(1, sample.lines.length / 2);
  const numbered = sample.lines.some((line) => /^[\w.-]+[-_]\d{1,3} +\|/.test(line));
  const addresses = [...services].filter((source) => source !== undefined && ADDRESS.test(source)).length;
  if (addresses > services.size / 2) return { score: 0, reason: 'addresses stand before the bar' };
  return returning || numbered ? fit : { score: 0, reason: 'no service name returns' };
}

export const compose: WrapperFormat = { name: 'compose', kind: 'wrapper', fit: composeFit, unwrap: unwrapCompose };

export const kubectl: WrapperFormat = {
  name: 'kubectl',
  kind: 'wrapper',
  fit: (sample) => lineFit(sample, (line) => unwrapKubectl(line) !== null, { weight: 1, what: 'lines of kubectl logs --prefix' }),
  unwrap: unwrapKubectl,
};
