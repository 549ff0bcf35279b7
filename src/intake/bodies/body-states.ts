/** Words in the body of an answer: a state that says that something was not done, and why, whatever the language. */

import { nameWords, snakeName } from '../plan/names.js';
import type { JsonObject } from '../records/value.js';
import { nouns } from '../vocabulary/nouns.js';
import { stateWords } from '../vocabulary/states.js';

/** True when a field of the body itself says that what was asked for was not done. */
export function saysRefused(body: JsonObject): boolean {
  return Object.entries(body).some(([name, value]) => typeof value === 'string' && isStateName(name) && isRefusal(value));
}

/** `order_status` is a state of the business, which the answer of a call merely tells; `EstadoRegistro` is that of the call. */
function isStateName(name: string): boolean {
  const words = nameWords(name);
  const { names } = stateWords();
  if (words.length === 1) return names.has(words[0]!);
  if (!names.has(words[0]!) && !names.has(words.at(-1)!)) return false;
  return words.length <= 3 && !words.some((word) => nouns().work.has(word));
}

/** What ends the word before its explanation: `REJECTED: zone not cleared`, `Abgelehnt - Konto gesperrt`. */
const EXPLAINED = /^(\p{L}[\p{L} _-]{1,29}?)\s*(?:[:;,(]|\s[-–—])/u;

/** A word of refusal, alone or with one that says of what: `Rechazada`, `nicht verarbeitet`; or before its explanation. `VALIDATION_FAILED` is none. */
function isRefusal(value: string): boolean {
  const word = value.length <= 30 ? value : '';
  const explained = EXPLAINED.exec(value)?.[1] ?? '';
  return stateWords().refused.has(snakeName(word)) || stateWords().refused.has(snakeName(explained));
}

/** The text that says why, under a name that the usual APIs do not have: `DescripcionError`, `Fehlertext`. */
export function reasonIn(body: JsonObject): string | null {
  return textNamed(body, stateWords().reasons, (value) => value.length >= 3);
}

/** The code beside it: `CodigoErrorRegistro`. Three digits repeat the status. */
export function codeIn(body: JsonObject): string | null {
  return textNamed(body, stateWords().codes, (value) => value.length < 80 && !/\s|^[1-5]\d\d$/.test(value));
}

function textNamed(body: JsonObject, names: ReadonlySet<string>, fits: (value: string) => boolean): string | null {
  for (const [name, value] of Object.entries(body)) {
    const words = nameWords(name);
    if (words.length > 3 || !(names.has(words[0] ?? '') || names.has(words.at(-1) ?? ''))) continue;
    if ((typeof value === 'string' || typeof value === 'number') && fits(String(value))) return String(value);
  }
  return null;
}
