/** The identity of a finding over runs: rule, subject and cause, and nothing that changes from day to day. */
import { createHash } from 'node:crypto';
import type { Detection } from '../model/finding.js';
import { normalize, normalizeCause, normalizeOperation } from '../model/identity.js';

/** 16 hexadecimal characters. Counts, times and file names take no part in it. */
export function fingerprint(detection: Pick<Detection, 'rule' | 'subject' | 'cause'>): string {
  const { source, target, operation } = detection.subject;
  const parts = [detection.rule, normalize(source), normalize(target), normalizeOperation(operation), normalizeCause(detection.cause)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
