/** Codes with which a provider tells how a call ended, in the body of its answer. What a code means is known from others beside it. */

import { templateOf } from '../messages/template.js';
import { plainName, snakeName } from '../plan/names.js';
import type { Value } from '../records/format.js';
import type { JsonObject } from '../records/value.js';
import { resultWords, stateWords } from '../vocabulary/states.js';
import { reasonIn } from './body-states.js';

/** A result as the answer gives it. */
export interface Result {
  /** Name of its field, in snake_case. */
  readonly name: string;
  readonly code: string;
  /** What stands beside it in words. */
  readonly text: string | null;
  /** False where the field may hold a state of the business as well. */
  readonly sure: boolean;
}

/** A code, not a sentence. */
export const CODE = /^[-+]?[\p{L}\p{N}][\p{L}\p{N}_.+-]{0,23}$/u;
/** One or two letters, or a number with letters before it: `F`, `NG`, `E217`, `04`. A longer word is a state of the business. */
const SHORT = /^(?:\p{L}{1,2}|\p{L}{0,4}[-_]?\d{1,6})$/u;
/** `0`, `0000`, `S000`, `OK-00`, `2xx` of HTTP. */
const ZEROS = /^\p{L}{0,4}[-_]?0+$|^20\d$/u;
/** Results stand at the top of an answer or in the part that is kept for them. */
const DEEPEST = 2;

/** True for a code that says by itself that all went well. */
export const isWell = (code: string): boolean => ZEROS.test(code) || resultWords().well.has(code.toLowerCase());

/** True for a value of a field that asks for yes or no, where it says no. */
export const isNo = (value: Value | undefined): boolean => typeof value === 'string' && resultWords().no.has(value.toLowerCase());

/** True for `errcode`, `errorNo`, `codigo_erro`: a name under which nothing but an error has a code. */
export const isErrorName = (name: string): boolean => resultWords().errors.has(plainName(name));

/** True for a name under which nothing but the result of a call stands: `ResultCode`, `rc`, `codigoRetorno`. */
export const isResultName = (name: string): boolean => resultWords().results.has(plainName(name));

/** The code of an error that the body gives under a name for it: `errcode: 40001`; null where it says that there is none. */
export function errorCodeIn(body: JsonObject): string | null {
  const found = Object.entries(body).find(([name, value]) => isErrorName(name) && codeOf(value) !== null);
  const code = found === undefined ? null : codeOf(found[1]);
  return code === null || isWell(code) ? null : code;
}

/**
 * The result that an answer gives: under a name of results at the top or in a part of it, else a short code under the name of a
 * state at the top.
 */
export function resultIn(body: JsonObject): Result | null {
  return sureIn(body, 0) ?? stateIn(body);
}

/** As an event has it: name, sign, code, words. The sign is + for a code that says by itself that all went well, ~ under the name of a state, else ?. */
export const resultLine = ({ name, code, text, sure }: Result): string =>
  [name, isWell(code) ? '+' : sure ? '?' : '~', code, ...(text === null ? [] : [templateOf(text)])].join(' ');

/** @param part Name of the part that holds it: `return: {code: -12, desc: …}` is its return code. */
function sureIn(body: JsonObject, depth: number, part = ''): Result | null {
  for (const [name, value] of Object.entries(body)) {
    const code = isResultName(name) || (part !== '' && isResultName(part + name)) ? codeOf(value) : null;
    if (code !== null) return { name: snakeName(isResultName(name) ? name : `${part}_${name}`), code, text: reasonIn(body), sure: true };
  }
  if (depth === DEEPEST) return null;
  for (const [name, value] of Object.entries(body)) {
    const inner = typeof value === 'object' && value !== null && !Array.isArray(value) ? sureIn(value, depth + 1, name) : null;
    if (inner !== null) return inner;
  }
  return null;
}

function stateIn(body: JsonObject): Result | null {
  for (const [name, value] of Object.entries(body)) {
    if (!stateWords().names.has(plainName(name)) && plainName(name) !== 'code') continue;
    const code = codeOf(value);
    if (code !== null && SHORT.test(code)) return { name: snakeName(name), code, text: reasonIn(body), sure: false };
  }
  return null;
}

function codeOf(value: Value | undefined): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  return CODE.test(text) ? text : null;
}
