/** A claim of the report, as far as it is understood: what it speaks of, its times and its amounts. */
import type { ClaimFacts } from '../../model/facts.js';
import { claimWords, speaksOf, type Topic } from './words.js';

/** A number with what it counts. */
export interface Amount {
  readonly value: number;
  /** The word behind it: "orders", "minutes", "%". */
  readonly unit: string;
  /** Milliseconds where the unit is one of time; null for everything else. */
  readonly ms: number | null;
}

export interface Statement {
  readonly text: string;
  readonly place: string;
  readonly state: string;
  /** Milliseconds UTC, in the order of the sentence. */
  readonly times: readonly number[];
  /** True when the first two times are the ends of a span. */
  readonly span: boolean;
  readonly amounts: readonly Amount[];
  /** "about", "roughly": the number is none to be taken to the letter. */
  readonly approximate: boolean;
  readonly tells: (topic: Topic) => boolean;
}

const NUMBER = /(?<![\p{L}\p{N}.:/#-])(\d{1,3}(?:[,.' ]\d{3})+|\d+(?:[.,]\d+)?|\p{L}+)\s?(%|\p{L}[\p{L}-]*)(?:\s(\p{L}[\p{L}-]*))?/gu;
const DAY_MS = 86_400_000;

/**
 * @param span first and last time of the logs: a report that names no date speaks of a day within it.
 */
export function statementOf(claim: ClaimFacts, span: { readonly start: number; readonly end: number } | null): Statement {
  const text = claim.text.toLowerCase();
  return {
    text: claim.text,
    place: `${claim.file}:${claim.line}`,
    state: claim.state,
    times: claim.times.flatMap((time) => placed(time, span)),
    span: claim.span,
    amounts: amountsOf(text),
    approximate: speaksOf(text, 'approximate'),
    tells: (topic) => speaksOf(text, topic),
  };
}

function placed(time: string, span: { readonly start: number; readonly end: number } | null): number[] {
  const stated = Date.parse(time);
  if (!Number.isNaN(stated)) return [stated];
  const clock = /^(\d\d):(\d\d):(\d\d)/.exec(time);
  if (!clock || !span) return [];
  const inDay = ((Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * 1_000;
  const first = Math.floor(span.start / DAY_MS) * DAY_MS + inDay;
  const days = [first, first + DAY_MS].filter((at) => at >= span.start - 3_600_000 && at <= span.end + 3_600_000);
  // Over several days nobody can tell which one is meant.
  return days.length === 1 ? days : [];
}

function amountsOf(text: string): Amount[] {
  const { numbers } = claimWords();
  const found: Amount[] = [];
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(text); match; match = NUMBER.exec(text)) {
    const [whole, digits = '', unit = '', next] = match;
    // The words behind a number may hold the next one.
    NUMBER.lastIndex = match.index + Math.max(1, whole.length - unit.length - (next ? next.length + 1 : 0));
    const value =
      numbers.get(digits) ?? (/^\d/.test(digits) ? Number(digits.replace(/[,.' ](?=\d{3})/g, '').replace(',', '.')) : Number.NaN);
    // "HTTP 503 errors" names a status, not how many.
    if (Number.isNaN(value) || (/^[45]\d\d$/.test(digits) && speaksOf(`${unit} ${next ?? ''}`, 'failing'))) continue;
    found.push({ value, unit: next && speaksOf(unit, 'twice') ? next : unit, ms: durationOf(value, unit) });
  }
  return found;
}

function durationOf(value: number, unit: string): number | null {
  const units = [
    ['seconds', 1_000],
    ['minutes', 60_000],
    ['hours', 3_600_000],
    ['days', DAY_MS],
  ] as const;
  const ms = units.find(([topic]) => speaksOf(unit, topic))?.[1];
  return ms === undefined ? null : value * ms;
}

/** True when two words are forms of one: they share their beginning, but for an ending of a few letters. */
export function alike(a: string, b: string): boolean {
  const least = Math.min(a.length, b.length);
  let same = 0;
  while (same < least && a[same] === b[same]) same += 1;
  return same >= 4 && same >= Math.max(a.length, b.length) - 3;
}

/** Words of a name or sentence, in small letters. */
export function wordsOf(text: string): string[] {
  return (
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/\p{L}{3,}/gu) ?? []
  );
}
