/** The identity of a finding over runs: rule, subject and cause, and nothing that changes from day to day. */
import { createHash } from 'node:crypto';
import type { Detection, Subject } from '../model/finding.js';
import { normalize, normalizeCause, normalizeOperation } from '../model/identity.js';

type Told = Pick<Detection, 'rule' | 'subject' | 'cause'> & Partial<Pick<Detection, 'file_named'>>;

/** 16 hexadecimal characters. Counts, times and file names take no part in it: a name that only a file tells counts as none. */
export function fingerprint({ rule, subject, cause, file_named = [] }: Told): string {
  const part = (name: keyof Subject) => (file_named.includes(name) ? null : subject[name]);
  const parts = [rule, normalize(part('source')), normalize(part('target')), normalizeOperation(part('operation')), normalizeCause(cause)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/**
 * Fingerprints of all detections. Where two faults differ in nothing but the names of files, these are all that tells
 * them apart, and they count, without the dates and numbers in them.
 */
export function fingerprints(detections: readonly Detection[]): string[] {
  const plain = detections.map((one) => fingerprint(one));
  const names = new Map<string, Set<string>>();
  for (const [at, { subject }] of detections.entries()) {
    const print = plain[at] as string;
    names.set(print, (names.get(print) ?? new Set()).add(JSON.stringify(undated(subject))));
  }
  return detections.map((one, at) => {
    const print = plain[at] as string;
    return (names.get(print)?.size ?? 0) > 1 ? fingerprint({ ...one, subject: undated(one.subject), file_named: [] }) : print;
  });
}

const DATE = /(?:[-_. ]?(?:19|20)\d\d(?:[-_.]?[01]\d(?:[-_.]?[0-3]\d)?)?(?:[T._-]?\d{2,6})?|[-_. ]?\d+)+(?=\.[a-z]+$|$)/i;

function undated({ source, target, operation }: Subject): Subject {
  const plain = (name: string | null) => name?.replace(DATE, '') ?? null;
  return { source: plain(source), target: plain(target), operation: operation?.includes(' /') ? operation : plain(operation) };
}
