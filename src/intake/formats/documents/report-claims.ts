/**
 * What a report claims: each of its sentences that states a time, a number, or "all" and "none". A sentence
 * becomes a part of the record that holds it, with its own line and its times, so that the review can set
 * it against the logs.
 */
import type { SourceRecord } from '../../records/format.js';
import { redact } from '../../secrets/redact.js';
import { statesAmount } from '../../vocabulary/amounts.js';
import { defined, type Proven } from '../json/http.js';
import { labelText } from './labels.js';
import { type Context, moment } from './report-moment.js';
import { clocks } from './report-time.js';
import { type NoteState, stateOf, stateOfKey } from './report-words.js';

/** A sentence that is longer than this is no claim that could be checked. */
const LONGEST = 400;
/** What stands between two times when they are the ends of a span. */
const SPAN = /^\W*(?:UTC|GMT)?\W*(?:[-–—→]|to|until|till|and|through|bis|und|à|a|jusqu'à|et|hasta|y|tot|e)?\W*(?:um|las?)?\W*$/iu;
/** A full stop ends a sentence before a capital letter or a number, not within "4.2" or "e.g. this". */
const END = /(?<=[.!?]["”)]?)\s+(?=["“(]?[\p{Lu}\d])/gu;

interface Sentence {
  readonly text: string;
  readonly line: number;
}

/** Sentences of a block with the physical lines on which they begin; a line break within one is a blank. */
export function sentencesOf(text: string, line: number): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const take = (to: number) => {
    const whole = text.slice(from, to);
    const start = from + (whole.length - whole.trimStart().length);
    const plain = whole.replace(/\s+/g, ' ').trim();
    if (plain !== '') sentences.push({ text: plain, line: line + (text.slice(0, start).match(/\n/g)?.length ?? 0) });
    from = to;
  };
  for (const { index } of text.matchAll(END)) take(index);
  take(text.length);
  return sentences;
}

/** The record with its claims; headings and plans make none, which the caller sees to. */
export function withClaims(record: SourceRecord, context: Context): SourceRecord {
  const sentences = sentencesOf(record.message ?? '', record.line);
  const claims = sentences.flatMap((sentence, at) => claimOf(sentence, at === 0 ? record : null, context));
  return claims.length > 0 ? { ...record, also: [...(record.also ?? []), ...claims] } : record;
}

function claimOf({ text, line }: Sentence, entry: SourceRecord | null, context: Context): Proven[] {
  const all = timesOf(text, entry, context);
  const times = context.spoken && typeof entry?.proven?.at_ms === 'number' ? all.slice(1) : all;
  if (text.length > LONGEST || (times.length === 0 && !statesAmount(text))) return [];
  const state: NoteState | null = entry?.proven?.state
    ? (entry.proven.state as NoteState)
    : (stateOfKey(/^([A-Za-z][A-Za-z /()-]{2,40}?)\s*[:|]/.exec(text)?.[1] ?? '') ?? stateOf(text));
  const labels = { claim: state ?? 'said', ...(times.length > 0 ? { times } : {}), ...(isSpan(text) ? { span: true } : {}) };
  return [defined({ kind: 'note', line, title: redact(text), labels: labelText(labels) })];
}

/** Times that a sentence states: RFC 3339, or the time of day where no date is known. An entry's own time was read before. */
function timesOf(text: string, entry: SourceRecord | null, context: Context): string[] {
  const zone = clocks(text).find((clock) => clock.zone !== null)?.zone ?? null;
  const { day } = context;
  const times = clocks(text).map((clock, at) => {
    const own = at === 0 ? entry?.proven?.at_ms : null;
    if (typeof own === 'number') return new Date(own).toISOString();
    const { ms, clock: time } = moment({ ...clock, zone: clock.zone ?? zone }, context);
    return ms === null ? time : new Date(ms).toISOString();
  });
  context.day = day;
  if (times.length === 0 && typeof entry?.proven?.at_ms === 'number') return [new Date(entry.proven.at_ms).toISOString()];
  return times;
}

function isSpan(text: string): boolean {
  const [first, second] = clocks(text);
  return first !== undefined && second !== undefined && SPAN.test(text.slice(first.end, second.start));
}
