/**
 * Finds what named fields hold where no vocabulary knows their names (`essai`, `ergebnis`, `acte`):
 * what their values are, over the sample of a file, tells times, statuses, attempts and record keys.
 */

import { nameWords } from '../plan/names.js';
import type { PathNode } from '../plan/paths.js';
import { NAMING } from '../reading.js';
import { parseTime } from '../times/time.js';
import type { Guard } from '../vocabulary/spellings.js';
import { LEAST, MOST, MOST_VALUES } from './bounds.js';
import { holdsAddresses, holdsMethods, holdsOperations, holdsRequestIds, IN_BRACKETS } from './request-fields.js';
import { areRegistered, areTries } from './roles.js';
import { kindOfValue, lettersOf } from './slots.js';
import { isAnswer, isAttempt, isEither, isMachinery } from './words.js';

/** What was seen at a path of which no name told the role. */
export interface Field {
  /** How often each value stood there. */
  readonly values: Map<string, number>;
  count: number;
  /** Records in which the vocabulary found no key that is the caller's own. */
  keyless: number;
  /** Records that state no time. */
  untimed: number;
  /** Values that stood first on a record that tells of no success. */
  firstElsewhere: number;
  /** How often a small number rose on a record after a failure, and how often it did something else. */
  rises: number;
  others: number;
  /** Last small number of each record, and whether its line tells of a failure. */
  readonly last: Map<string, { readonly value: number; readonly failed: boolean }>;
}

/** Paths of a file that are looked at; a hostile log does not get past the bound. */
const MOST_FIELDS = 500;
/** Rank of what values tell: any name that the vocabulary knows goes before it, in a text as well. */
const TOLD_BY_VALUES = 190;
/** So many different values are records, however often each comes back: polled, repeated, passed on. */
const MANY = 40;
const SECRET = /pass|secret|token|auth|cookie|signature|pwd|credential|key/i;
/** Days on which something ends or is due are no times at which a record was written. */
const NOT_WHEN = /until|expir|valid(?!at)|due|deadline|birth|arrival|departure|gültig|fällig|échéance|caduc|vence/i;

/** Notes one value of a record. */
export function noteField(
  fields: Map<PathNode, Field>,
  node: PathNode,
  value: string | number,
  told: { readonly keyed: boolean; readonly timed: boolean; readonly ok: boolean; readonly key: string | null; readonly failed: boolean },
): void {
  const field = fields.get(node) ?? {
    values: new Map<string, number>(),
    count: 0,
    keyless: 0,
    untimed: 0,
    firstElsewhere: 0,
    ...noTries(),
  };
  if (field.count === 0) {
    if (fields.size >= MOST_FIELDS) return;
    fields.set(node, field);
  }
  const text = String(value).trim();
  if (text === '' || (!field.values.has(text) && field.values.size >= MOST_VALUES)) return;
  field.count += 1;
  if (!told.keyed) field.keyless += 1;
  if (!told.timed) field.untimed += 1;
  if (!told.ok && !field.values.has(text)) field.firstElsewhere += 1;
  field.values.set(text, (field.values.get(text) ?? 0) + 1);
  if (told.key !== null && /^\d{1,2}$/.test(text)) noteTry(field, told.key, Number(text), told.failed);
}

const noTries = () => ({ rises: 0, others: 0, last: new Map<string, { value: number; failed: boolean }>() });

/** Of a long sample only some records are read: a rise may skip numbers. */
function noteTry(field: Field, key: string, value: number, failed: boolean): void {
  const before = field.last.get(key);
  if (before !== undefined && value > before.value && before.failed) field.rises += 1;
  else if (before !== undefined) field.others += 1;
  if (field.last.size < MOST_VALUES || before !== undefined) field.last.set(key, { value, failed });
}

/**
 * Settles the roles of the fields by their values.
 * @param rows True for an export: its rows are states of records, no answers.
 * @param keys Values that names told for keys elsewhere in the file.
 * @param table True where the rows are those of a table of records, none of log lines or requests.
 */
export function settleFields(
  fields: ReadonlyMap<PathNode, Field>,
  rows: boolean,
  keys: ReadonlySet<string> = new Set(),
  table = false,
): boolean {
  const before = namesOf(fields);
  let timed = false;
  settleRequests(fields);
  for (const [node, field] of fields) {
    if (field.count < LEAST || node.segments.length === 0) continue;
    const doubted = node.fields.some((spelling) => NAMING.has(spelling.field));
    if ((doubted || IN_BRACKETS.has(node.path)) && holdsRequestIds(field.count, field.values)) {
      node.fields = [];
      give(node, 'request_id', 'id');
      continue;
    }
    if (doubted) {
      if (nameWords(node.name).some(isEither) && holdsKeys(node, field, rows, keys)) giveKey(node, field);
      continue;
    }
    // A name with a noun in it says whose day it is (`fecha_pedido`); its values were none of a key.
    if (node.key !== null) {
      if (rows && !timed && holdsTimes(node, field)) {
        give(node, 'time', 'time');
        timed = true;
      }
      continue;
    }
    if (!rows && holdsStatuses(node, field)) give(node, 'status', 'http_status');
    else if (!rows && holdsAttempts(node, field)) {
      give(node, 'attempt', 'count');
      if (field.values.has('0')) node.base = 1;
    } else if (rows && !timed && holdsTimes(node, field)) {
      give(node, 'time', 'time');
      timed = true;
    } else if (holdsKeys(node, field, rows, keys)) giveKey(node, field);
    else if (table && holdsOwnIds(node, field)) giveKey(node, field, GIVEN);
  }
  return namesOf(fields) > before;
}

/** How much is known of the paths. */
function namesOf(fields: ReadonlyMap<PathNode, Field>): number {
  return [...fields.keys()].reduce((sum, node) => sum + node.fields.length + (node.key === null ? 0 : 1), 0);
}

/** Method, address and name of what is called; an address is believed beside a method only. */
function settleRequests(fields: ReadonlyMap<PathNode, Field>): void {
  const candidates = [...fields].filter(([node, field]) => field.count >= LEAST && node.segments.length > 0);
  const methods = candidates.filter(([, field]) => holdsMethods(field.values));
  for (const [node] of methods) give(node, 'method', 'method');
  for (const [node, { values, count }] of candidates) {
    if (methods.length > 0 && holdsAddresses(node.name, values)) give(node, 'url', 'url');
    else if (holdsOperations(node.name, count, values)) give(node, 'operation', 'text');
  }
}

/** Lets a path hold a field besides those that its name tells. */
export function give(node: PathNode, field: string, guard: Guard): void {
  node.fields = [...node.fields, { field, guard, rank: TOLD_BY_VALUES, top: false }];
}

/** How a column sounds that the table itself gave: as an id that a target gives back. */
const GIVEN = -1;

function giveKey(node: PathNode, field: Field, score = 0): void {
  node.fields = node.fields.filter((spelling) => !NAMING.has(spelling.field));
  node.key = { name: node.name, score, rank: 2, sure: true };
  node.stats.count = field.count;
  node.stats.firstElsewhere = field.firstElsewhere;
  for (const value of field.values.keys()) node.stats.values.add(value);
}

const lastWord = (node: PathNode): string => nameWords(node.segments.at(-1) ?? '').at(-1) ?? '';

/** All are registered statuses, and the name speaks of an answer, or both successes and refusals occur, few values often. */
function holdsStatuses(node: PathNode, { values, count }: Field): boolean {
  const numbers = [...values.keys()].map(Number);
  if (!areRegistered(numbers)) return false;
  if (isAnswer(lastWord(node))) return true;
  const both = numbers.some((status) => status >= 200 && status < 300) && numbers.some((status) => status >= 400);
  return both && count >= 6 && values.size <= Math.max(3, count / 4) && !isMachinery(lastWord(node));
}

/** A word of trying, or numbers that rise on each record, each time after a failure: pages and steps rise as well, but not because of one. */
function holdsAttempts(node: PathNode, { values, rises, others }: Field): boolean {
  return (isAttempt(lastWord(node)) || (rises >= 3 && others <= rises / 10)) && areTries([...values.keys()]);
}

/** Days with a time of day, in rows of which no column named as one holds the time. */
function holdsTimes(node: PathNode, { values, count, untimed }: Field): boolean {
  if (untimed < MOST * count || NOT_WHEN.test(node.name)) return false;
  const texts = [...values.keys()];
  return texts.filter((text) => /\d:\d\d/.test(text) && parseTime(text) !== null).length >= MOST * texts.length;
}

/**
 * Identifiers by their form, hardly ever the same, on records that name no other key, or that come back on many lines. What says who or
 * where (a shop, a shard, a host) comes back more often, or its name says so.
 */
function holdsKeys(node: PathNode, { values, count, keyless }: Field, rows: boolean, keys: ReadonlySet<string>): boolean {
  // Beside a key that the vocabulary knows, only what goes with the work from line to line is weighed against it.
  const goesWith = (values.size >= MANY && count >= 1.5 * values.size) || areKeys(values, keys);
  if ((keyless < MOST * count && !goesWith) || values.size < 3 || values.size < (rows ? count / 2 : Math.min(count / 10, MANY)))
    return false;
  const words = nameWords(node.name);
  const either = words.find(isEither);
  if (words.some((word) => isMachinery(word) && !isEither(word)) || SECRET.test(node.name)) return false;
  const texts = [...values.keys()];
  const forms = texts.filter(
    (text) => kindOfValue(text) === 'id' && (either === undefined ? !isMachinery(lettersOf(text)) : isNumbered(text)),
  );
  return forms.length >= MOST * texts.length;
}

/** Letters and digits; hexadecimal ones alone are those of a checksum or a request. */
const OWN_ID = /^[A-Za-z0-9][\w/-]{5,39}$/;
const WITH_DIGIT = /\d/;
const BEYOND_HEX = /[G-Zg-z]/;
/** Rows of a table that show that a column is never the same twice by more than chance. */
const TABLE = 20;

/**
 * Numbers of the rows themselves, under whatever name: each row of a table has one of its own, of the same form, beside the key of its
 * record. Where a record has two rows, two things were made for it.
 */
function holdsOwnIds(node: PathNode, { values, count, keyless }: Field): boolean {
  if (count < TABLE || values.size < count || keyless > 0) return false;
  if (nameWords(node.name).some(isMachinery) || SECRET.test(node.name)) return false;
  const texts = [...values.keys()];
  const { length } = texts[0]!;
  if (!texts.every((text) => text.length === length && OWN_ID.test(text))) return false;
  // Of those that are drawn by chance a few have no digit.
  const drawn = (text: string) => WITH_DIGIT.test(text) && BEYOND_HEX.test(text);
  return texts.filter(drawn).length >= MOST * texts.length;
}

/** Other lines of the file call several of the values by the name of a record. */
function areKeys(values: ReadonlyMap<string, number>, keys: ReadonlySet<string>): boolean {
  let found = 0;
  for (const value of values.keys()) {
    if (keys.has(value)) found += 1;
    if (found >= LEAST) return true;
  }
  return false;
}

/** Machines of a kind are counted with one or two digits; pieces of work with more. */
const isNumbered = (text: string): boolean => /\d{3}/.test(text);
