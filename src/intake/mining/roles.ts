/** Which role the values at a position have, told by how they behave in the file. */
import { isRegistered } from '../messages/statuses.js';
import { miningWords } from '../vocabulary/mining.js';
import { LEAST, MOST } from './bounds.js';
import type { Position, Seen } from './positions.js';
import { lettersOf, type TextSlot } from './slots.js';
import { isAnswer, isAttempt, isCounted, isMachinery, isNoun, isVersion, namesKey } from './words.js';

/** Numbers from these on are seldom counts and often identifiers, when the same ones come back. */
const KEY_FROM = 1_000;

/** A time to the second in one number, `20260506083136`: of what a line says to have been applied, it tells when its state was made. */
const MOMENT = /^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)$/;

/** The key of the record that a text is about. */
export type KeyOf = (seen: Seen) => string | null;

const share = (seen: readonly Seen[], test: (one: Seen) => boolean): number => seen.filter(test).length / Math.max(1, seen.length);

/**
 * True for an identifier, and for a number that may be one. Of two digits, or before what it counts, a number is a count also where
 * identifiers stand in other texts: `Moved 3 price updates to …` beside `Moved EX-1043 to …`.
 */
export const mayBeKey = ({ kind, value, after }: TextSlot): boolean =>
  kind === 'id' || (kind === 'int' && value.length >= 3 && !isCounted(after));

/**
 * True when the values identify business records: they have the form of an identifier, or are
 * numbers that a noun names or that come back in other texts. Counts, sizes, ports, lines and threads
 * are told by the words around them, by few values that come often, or by never coming back.
 * @param elsewhere Texts in which a value stands, counted by their form.
 */
export function holdsKeys(position: Position, elsewhere: (value: string) => number): boolean {
  const { seen, values } = position;
  if (seen.length < LEAST || values.size < 3 || values.size < seen.length / 10) return false;
  if (share(seen, ({ slot }) => MOMENT.test(slot.value)) >= MOST) return false;
  // `of 6` counts, `of INV-6` names.
  const counted = (slot: TextSlot) => isMachinery(slot.before) && !isNoun(slot.before) && !(slot.kind === 'id' && slot.before === 'of');
  if (share(seen, ({ slot }) => counted(slot)) > 0) return false;
  if (share(seen, ({ slot }) => slot.kind === 'id' && !isMachinery(lettersOf(slot.value))) >= MOST) return true;
  if (share(seen, ({ slot }) => slot.kind === 'int' && mayBeKey(slot)) < MOST) return false;
  if (share(seen, ({ slot }) => namesKey(slot.before)) === 1) return true;
  const numbers = [...values.keys()];
  const lengths = new Set(numbers.map((value) => value.length));
  const subject = seen.every(({ slot, told }) => slot === told.text.slots[0] && (slot.before === '' || slot.before === told.text.first));
  const times = numbers.every((value) => EPOCH.test(value));
  if (subject && !times && seen.length >= 8 && lengths.size === 1 && numbers[0]!.length >= 7 && values.size >= MOST * seen.length)
    return true;
  if (seen.some(({ slot }) => slot.before === '')) return false;
  const back = numbers.filter((value) => Number(value) >= KEY_FROM && elsewhere(value) > 1).length;
  return numbers.length >= 5 && back / numbers.length >= 0.5;
}

/** Seconds or milliseconds since 1970, of our years. */
const EPOCH = /^1[5-9]\d{8}(?:\d{3})?$/;

/** The letters of an identifier, cut before its digits: `refused 403 office-17`. */
const BEGINS_ID = /[-_]$/;
/** Words that may follow a status without counting it. */
const AFTER_STATUS = /^(?:after|in|for|on|from|at|and|because|nach|après|response|error|bei)$/;

/**
 * True when the values are statuses of answers: all are registered, nothing counts them, and a word
 * of answering stands before them; or the texts are about records, and both successes and refusals
 * occur, few values often.
 */
export function holdsStatuses(position: Position, keyOf: KeyOf): boolean {
  const { seen, values } = position;
  if (!seen.every(({ slot }) => slot.kind === 'int' && isRegistered(Number(slot.value)))) return false;
  if (
    seen.some(
      ({ slot }) => isCounted(slot.after) || (/^\p{L}/u.test(slot.after) && !AFTER_STATUS.test(slot.after) && !BEGINS_ID.test(slot.after)),
    )
  )
    return false;
  if (seen.every(({ slot }) => isAnswer(slot.before))) return true;
  if (seen.some(({ slot }) => isMachinery(slot.before))) return false;
  if (share(seen, (one) => keyOf(one) !== null) < MOST) return false;
  const numbers = [...values.keys()].map(Number);
  const both = numbers.some((status) => status >= 200 && status < 300) && numbers.some((status) => status >= 400);
  return both && seen.length >= 6 && values.size <= Math.max(3, seen.length / 4);
}

/** Share of the numbers at a position that no server sends as a status. */
const FOREIGN = 0.05;

/**
 * True when the numbers are no statuses of answers, whatever word stands before them: the file has others there that nobody registered,
 * as the codes of a state or of a kind of message are (`Bundle-Status: 212`).
 */
export function holdsFigures({ seen, values }: Position): boolean {
  const numbers = seen.filter(({ slot }) => slot.kind === 'int' && slot.worded);
  if (values.size < 2 || numbers.length < LEAST || numbers.length < MOST * seen.length) return false;
  const foreign = numbers.filter(({ slot }) => !isRegistered(Number(slot.value)));
  return foreign.length >= 2 && foreign.length < numbers.length && foreign.length >= FOREIGN * numbers.length;
}

/** True when all numbers are statuses of answers. */
export const areRegistered = (numbers: readonly number[]): boolean => numbers.every(isRegistered);

/** True when all values are small numbers, as those of attempts are. */
export const areTries = (values: readonly string[]): boolean =>
  values.every((value) => /^#?\d{1,2}(?:\/\d{1,2})?$/.test(value) && attemptIn(value).attempt <= MOST_ATTEMPTS);

/** The number of an attempt and of those allowed, as a value states it: `2`, `#2`, `2/5`, `2nd`. */
export function attemptIn(value: string): { readonly attempt: number; readonly most: number | null } {
  const [attempt, most] = value.replace('#', '').split('/');
  return { attempt: Number.parseInt(attempt!, 10), most: most === undefined ? null : Number(most) };
}

/** Few senders try more often and count it; larger numbers are something else, unless a word of trying stands before them. */
const MOST_ATTEMPTS = 50;
const MOST_NAMED_ATTEMPTS = 1_000;

/**
 * True when the values number attempts: a word of trying stands before them, or they rise by one
 * from text to text about the same record, each time after a failure. Pages, steps and lines rise, too,
 * but not because the one before failed.
 */
export function holdsAttempts(position: Position, keyOf: KeyOf): boolean {
  const { seen } = position;
  const small = (most: number) => (one: Seen) =>
    (one.slot.kind === 'int' || one.slot.kind === 'ratio' || one.slot.kind === 'ordinal') && attemptIn(one.slot.value).attempt <= most;
  if (!seen.every(small(MOST_NAMED_ATTEMPTS))) return false;
  if (seen.some(({ slot }) => slot.kind === 'ratio' && attemptIn(slot.value).attempt > attemptIn(slot.value).most!)) return false;
  if (
    seen.every(
      ({ slot }) =>
        isAttempt(slot.before) && !(isCounted(slot.after) && slot.after !== 'of' && slot.after !== 'von' && slot.after !== 'de'),
    )
  )
    return true;
  if (!seen.every(small(MOST_ATTEMPTS)) || seen.some(({ slot }) => isCounted(slot.after))) return false;
  return risesAfterFailures(seen, keyOf);
}

function risesAfterFailures(seen: readonly Seen[], keyOf: KeyOf): boolean {
  const last = new Map<string, Seen>();
  let rises = 0;
  let others = 0;
  for (const one of seen) {
    const key = keyOf(one);
    if (key === null) continue;
    const before = last.get(key);
    last.set(key, one);
    const step = before === undefined ? null : attemptIn(one.slot.value).attempt - attemptIn(before.slot.value).attempt;
    if (step === null) continue;
    if (step === 1 && before!.told.failed) rises += 1;
    else others += 1;
  }
  return rises >= 3 && others <= rises / 10;
}

/** Numbers of versions have more digits than these where they are times, and those are read elsewhere. */
const VERSION_DIGITS = 9;

/**
 * True when the values number the states of records: a word right before them says so each time, or the letter v; or they are times,
 * behind one word, that change from line to line. Whether they grow is for rules to judge.
 */
export function holdsVersions({ seen, values }: Position): boolean {
  const moment = ({ slot }: Seen) => slot.worded && MOMENT.test(slot.value) && slot.before === seen[0]!.slot.before;
  if (seen.length >= LEAST && values.size >= seen.length / 3 && seen.every(moment)) return true;
  if (seen.length >= LEAST && values.size >= seen.length / 3 && seen.every(isStateTime)) return true;
  const numbered = ({ slot }: Seen) => slot.kind === 'int' && slot.worded && isVersion(slot.before) && !isCounted(slot.after);
  const lettered = ({ slot }: Seen) => /^v/i.test(slot.value) && versionIn(slot) !== null;
  return seen.length >= LEAST && (seen.every(numbered) || seen.every(lettered));
}

/** Day and time of day in one word, `2026-03-04T05:06:07+01:00`. */
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(Z|[+-]\d\d:?\d\d)?$/i;
/** Between the word and the time: changed at, geändert am. */
const WHEN = /^(?:at|on|as|of|am|um|vom|le|du|el|del|il|op|em|den)$/;

/** `Änderungszeit 2026-03-04T05:06:07Z`, `changed at …`: when the state was made; of other times that a text names the words tell something else. */
function isStateTime({ slot }: Seen): boolean {
  const { state_time: words } = miningWords();
  return slot.worded && STAMP.test(slot.value) && (words.has(slot.before) || (WHEN.test(slot.before) && words.has(slot.lead)));
}

/** The number of a version: `4`, `v4`; of a time, milliseconds since 1970. */
export function versionIn({ value }: TextSlot): number | null {
  const [stamp, day, zone] = STAMP.exec(value) ?? [];
  if (stamp !== undefined) return Date.parse(`${day}${zone ?? 'Z'}`.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) || null;
  const [, ...moment] = MOMENT.exec(value) ?? [];
  const [year, month, ...rest] = moment.map(Number);
  if (year !== undefined && month !== undefined) return Date.UTC(year, month - 1, ...rest);
  const digits = /^v?(\d+)$/i.exec(value)?.[1];
  return digits === undefined || digits.length > VERSION_DIGITS ? null : Number(digits);
}

/** True when the first attempt is called 0. */
export function countsFromZero(position: Position): boolean {
  return position.seen.some(({ slot }) => attemptIn(slot.value).attempt === 0);
}
