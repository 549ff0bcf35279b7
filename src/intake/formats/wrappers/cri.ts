/** Container runtime logs of Kubernetes nodes: `time stdout F line`; P marks a line that goes on. */
import type { Unwrapped, WrapperFormat } from '../../records/format.js';
import { lineFit } from '../fit.js';

const CRI = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})) (stdout|stderr) ([FP])(?::[\w:]*)?(?: (.*))?$/s;

function unwrap(line: string): Unwrapped | null {
  const m = CRI.exec(line);
  if (m === null) return null;
  const stream = m[2] as string;
  return { inner: m[4] ?? '', time: m[1] as string, fields: { stream }, source: stream, partial: m[3] === 'P' };
}

export const cri: WrapperFormat = {
  name: 'cri',
  kind: 'wrapper',
  fit: (sample) => lineFit(sample, (line) => unwrap(line) !== null, { weight: 1, what: 'lines of a container runtime (CRI)' }),
  unwrap,
};
