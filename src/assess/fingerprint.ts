/** The identity of a finding over runs: rule, subject and cause, and nothing that changes from day to day. */
import { createHash } from 'node:crypto';
import type { Detection } from '../model/finding.js';

const ID_SEGMENT = /^(\d+|[0-9a-f]{8,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=.*\d)[\w.-]*\d{3,}[\w.-]*|:\w+|\{\w*\}|<\w+>)$/i;

/** 16 hexadecimal characters. Counts, times and file names take no part in it. */
export function fingerprint(detection: Pick<Detection, 'rule' | 'subject' | 'cause'>): string {
  const { source, target, operation } = detection.subject;
  const parts = [detection.rule, normalize(source), normalize(target), normalizeOperation(operation), normalizeCause(detection.cause)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** A name without the differences that do not matter: case, blanks around it, a port. */
export function normalize(name: string | null): string {
  return (name ?? '')
    .trim()
    .toLowerCase()
    .replace(/:\d{2,5}$/, '');
}

/** An operation with its identifiers replaced by {id}, so that `/orders/17` and `/orders/{orderId}` are one. */
export function normalizeOperation(operation: string | null): string {
  return normalize(operation)
    .split('/')
    .map((segment) => (ID_SEGMENT.test(segment) ? '{id}' : segment))
    .join('/');
}

function normalizeCause(cause: string | null): string {
  return normalize(cause).replace(/\d+/g, '#').replace(/\s+/g, ' ');
}
