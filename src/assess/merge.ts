/** One fault, one finding: what two rules (or one rule twice) say about the same thing becomes one. */
import type { Detection } from '../model/finding.js';
import type { Rule } from '../model/rule.js';
import type { Draft } from './draft.js';
import { differ, sameOperation, sameTarget, sharedKeys, sharedWindow } from './meet.js';

/** Merges drafts of the same fault. The stronger one keeps its rule, subject and fingerprint. */
export function mergeDrafts(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  for (const draft of [...drafts].sort(strongerFirst)) {
    const at = kept.findIndex((other) => sayTheSame(other, draft));
    const other = kept[at];
    if (other === undefined) kept.push(draft);
    else kept[at] = joined(other, draft);
  }
  return kept;
}

/**
 * Two callers with the same fault are two findings, and so are two causes at one subject: only the
 * same fingerprint, or the same category at a subject that does not contradict, with the same
 * records (or, where neither names records, the same time), is one fault seen twice.
 */
function sayTheSame(a: Draft, b: Draft): boolean {
  if (a.fingerprint === b.fingerprint) return true;
  const [x, y] = [a.detection, b.detection];
  if (x.category !== y.category || x.rule === y.rule) return false;
  if (differ(x.subject.source, y.subject.source)) return false;
  if (x.keys.length > 0 && y.keys.length > 0) return sameRecords(x, y);
  return (sameOperation(x, y) || sameTarget(x, y)) && !differ(x.subject.operation, y.subject.operation) && sharedWindow(x, y) >= 0.5;
}

/** A job and the calls it makes may both be named as the operation: then nearly all records must be the same. */
function sameRecords(x: Detection, y: Detection): boolean {
  const shared = sharedKeys(x, y);
  if (!differ(x.subject.operation, y.subject.operation)) return shared >= 0.5;
  const smaller = Math.min(x.keys.length, y.keys.length);
  const oneIsHttp = isHttp(x.subject.operation) !== isHttp(y.subject.operation);
  return oneIsHttp && (shared * smaller) / Math.max(x.keys.length, y.keys.length) >= 0.8;
}

function isHttp(operation: string | null): boolean {
  return /^[A-Z]+ \//.test(operation ?? '');
}

/** Surer first; then the one that names its operation; then the one with more records. */
function strongerFirst(a: Draft, b: Draft): number {
  return (
    b.detection.certainty - a.detection.certainty ||
    Number(b.detection.subject.operation !== null) - Number(a.detection.subject.operation !== null) ||
    b.detection.key_total - a.detection.key_total ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}

function joined(strong: Draft, weak: Draft): Draft {
  const [x, y] = [strong.detection, weak.detection];
  const keys = [...new Set([...x.keys, ...y.keys])];
  const known = keys.length >= 10_000 ? Math.max(x.key_total, y.key_total, keys.length) : keys.length;
  const key_total = keys.length === 0 ? Math.max(x.key_total, y.key_total) : known;
  const detection: Detection = {
    ...x,
    subject: {
      source: x.subject.source ?? y.subject.source,
      target: x.subject.target ?? y.subject.target,
      operation: x.subject.operation ?? y.subject.operation,
    },
    window: joinedWindow(x, y),
    measures: joinedMeasures(strong, weak, key_total),
    harm: x.harm.length >= y.harm.length ? x.harm : y.harm,
    keys: keys.slice(0, 10_000),
    key_total,
    evidence: joinedEvidence(x, y),
    places: joinedPlaces(x, y),
  };
  return { ...strong, detection };
}

function joinedWindow(x: Detection, y: Detection): Detection['window'] {
  if (!x.window || !y.window) return x.window ?? y.window;
  return { start_ms: Math.min(x.window.start_ms, y.window.start_ms), end_ms: Math.max(x.window.end_ms, y.window.end_ms) };
}

/** Both looked at the same thing, so counts are not added up over two rules: the fuller count stands. */
function joinedMeasures(strong: Draft, weak: Draft, keyTotal: number): Record<string, number> {
  const sameRule = strong.fingerprint === weak.fingerprint;
  const measures: Record<string, number> = { ...weak.detection.measures, ...strong.detection.measures };
  for (const name of Object.keys(measures)) {
    const how = strong.rule.measures[name] ?? weak.rule.measures[name];
    const [a, b] = [strong.detection.measures[name], weak.detection.measures[name]];
    if (how && a !== undefined && b !== undefined) measures[name] = joinedMeasure(how, a, b, sameRule, keyTotal);
  }
  for (const [name, how] of Object.entries(strong.rule.measures)) {
    const [above, below] = [measures[how.of ?? ''], measures[how.by ?? '']];
    if (how.aggregate === 'ratio' && above !== undefined && below) measures[name] = above / below;
  }
  return measures;
}

function joinedMeasure(how: Rule['measures'][string], a: number, b: number, sameRule: boolean, keyTotal: number): number {
  if (how.aggregate === 'keys') return keyTotal;
  if (how.aggregate === 'sum' || how.aggregate === 'rows') return sameRule ? a + b : Math.max(a, b);
  if (how.aggregate === 'max' || how.aggregate === 'distinct') return Math.max(a, b);
  return how.aggregate === 'min' ? Math.min(a, b) : a;
}

function joinedEvidence(x: Detection, y: Detection): Detection['evidence'] {
  const byPlace = new Map([...y.evidence, ...x.evidence].map((entry) => [`${entry.file}:${entry.line}`, entry]));
  return [...byPlace.values()].sort(
    (a, b) => (a.at_ms ?? Number.POSITIVE_INFINITY) - (b.at_ms ?? Number.POSITIVE_INFINITY) || compare(a.file, b.file) || a.line - b.line,
  );
}

/** Each record once: the stronger finding's lines are the ones to open. */
function joinedPlaces(x: Detection, y: Detection): Detection['places'] {
  const known = new Set(x.places.map(({ key }) => key));
  return [...x.places, ...y.places.filter(({ key }) => key === null || !known.has(key))].slice(0, 10_000);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
