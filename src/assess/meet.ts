/** When two detections speak of the same thing: their windows, subjects and records. */
import type { Detection } from '../model/finding.js';
import { normalize, normalizeOperation } from '../model/identity.js';

/** Two findings at one subject belong together when no more than this lies between them: ten minutes, the usual length of an alert's window. */
const GAP_MS = 600_000;

/** True when both name the same operation. */
export function sameOperation(a: Detection, b: Detection): boolean {
  return a.subject.operation !== null && normalizeOperation(a.subject.operation) === normalizeOperation(b.subject.operation);
}

/** True when both name the same target. */
export function sameTarget(a: Detection, b: Detection): boolean {
  return a.subject.target !== null && normalize(a.subject.target) === normalize(b.subject.target);
}

/** True when the names differ and both are known. */
export function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && normalizeOperation(a) !== normalizeOperation(b);
}

/** Share of the smaller set of record keys that both name, 0 to 1. */
export function sharedKeys(a: Detection, b: Detection): number {
  const [few, many] = a.keys.length <= b.keys.length ? [a.keys, b.keys] : [b.keys, a.keys];
  if (few.length === 0) return 0;
  const all = new Set(many);
  return few.filter((key) => all.has(key)).length / few.length;
}

/** Share of the shorter window that lies in the other, 0 to 1; 1 when a moment lies within the other. 0 when one has no window. */
export function sharedWindow(a: Detection, b: Detection): number {
  if (!a.window || !b.window) return 0;
  const overlap = Math.min(a.window.end_ms, b.window.end_ms) - Math.max(a.window.start_ms, b.window.start_ms);
  const shorter = Math.min(a.window.end_ms - a.window.start_ms, b.window.end_ms - b.window.start_ms);
  if (overlap < 0) return 0;
  return shorter === 0 ? 1 : overlap / shorter;
}

/** True when the cause begins before the consequence ends. Unknown times do not speak against it. */
export function beginsInTime(cause: Detection, consequence: Detection): boolean {
  if (!cause.window || !consequence.window) return true;
  return cause.window.start_ms <= consequence.window.end_ms;
}

/** True when the consequence begins while the cause lasts or soon after. Unknown times do not speak for it. */
export function closeInTime(cause: Detection, consequence: Detection): boolean {
  if (!cause.window || !consequence.window) return false;
  return cause.window.end_ms + GAP_MS >= consequence.window.start_ms;
}
