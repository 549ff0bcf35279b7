/** What the body of an answer says: well, failed or partly failed, with which errors and items. */

import type { Value } from '../records/format.js';
import { isObject, type JsonObject } from '../records/value.js';
import { describe, findErrors, ownError, ownWords } from './body-errors.js';
import { type BodyItem, findItems, readItem } from './body-items.js';
import { type Result, resultIn } from './body-results.js';
import { xmlIn } from './xml-body.js';

/** What the body of an answer says. */
export interface BodyFacts {
  readonly outcome: 'ok' | 'partial' | 'error';
  readonly errors: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly items: readonly BodyItem[];
  /** The code with which it says how the call ended, where it has one. */
  readonly result: Result | null;
}

/** Counts of what went well beside what did not. */
const WELL =
  /^(?:accepted|succeeded|successful|success|created|imported|stored|inserted|updated|processed|posted|ok|saved|indexed|num_?success\w*|n_?(?:ok|success\w*|accepted)|(?:success|accepted|ok|created|imported|inserted|processed)_?(?:count|items|records|rows|total))$/i;
/** Greater numbers are times. */
const MOST_ITEMS = 1_000_000;
const PARTIAL_WORDS = /partial|with_errors|some_failed/i;

/** The JSON or XML in a value: itself, or what its text holds; undefined when it is neither. */
export function jsonOf(value: Value | undefined): Value | undefined {
  if (typeof value === 'object' && value !== null) return value;
  if (typeof value !== 'string' || value.length < 2 || value.length > 200_000) return undefined;
  const first = value.trimStart().charCodeAt(0);
  if (first === 60) return xmlIn(value);
  if (first !== 123 && first !== 91) return undefined;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return undefined;
  }
}

/**
 * Reads the body of an answer; null when it is no object and no list.
 * @param status Status of the answer: with one of 400 and above a body is never well.
 */
export function readBody(body: Value, status: number | null): BodyFacts | null {
  const facts = readWhole(body);
  if (facts === null || status === null || status < 400 || facts.outcome !== 'ok') return facts;
  const described = isObject(body) ? ownWords(body) : null;
  return {
    ...facts,
    outcome: 'error',
    errors: Math.max(1, facts.errors),
    code: facts.code ?? described?.code ?? null,
    message: facts.message ?? described?.message ?? null,
  };
}

const readAny = (body: Value): BodyFacts | null => (Array.isArray(body) ? readList(body) : isObject(body) ? readObject(body) : null);

/** `{"Success": false, "Errors": […]}`: .NET writes all names with a capital letter. What says nothing so is read as other APIs write it. */
function readWhole(body: Value): BodyFacts | null {
  const facts = readAny(body);
  if (facts?.outcome !== 'ok') return facts;
  const top = Array.isArray(body) ? body.find(isObject) : body;
  const names = isObject(top) ? Object.keys(top) : [];
  return names.length > 0 && names.every((name) => CAPITAL.test(name)) ? readAny(small(body, 0)) : facts;
}

const CAPITAL = /^[A-Z][a-z]/;
/** Bodies nest less deeply; a hostile one stops here. */
const DEEPEST = 6;

function small(value: Value, depth: number): Value {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((inner) => small(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      CAPITAL.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name,
      small(inner, depth + 1),
    ]),
  );
}

/** Lists are answers of some APIs to errors ([{errorCode, message}]) and of others to batches. */
function readList(list: readonly Value[]): BodyFacts {
  const items = list.filter(isObject).map(readItem);
  const bad = items.filter((item) => !item.ok);
  const outcome = bad.length === 0 ? 'ok' : bad.length === items.length ? 'error' : 'partial';
  const hasKeys = items.some((item) => item.key !== null);
  return {
    outcome,
    errors: bad.length,
    code: bad[0]?.code ?? null,
    message: bad[0]?.message ?? null,
    items: hasKeys ? items : [],
    result: null,
  };
}

function readObject(body: JsonObject): BodyFacts {
  const errors = findErrors(body, 0);
  const items = findItems(body, errors);
  const badItems = items.filter((item) => !item.ok).length;
  const first = errors[0];
  const own = ownError(body);
  const declared =
    Number(
      body['numErrors'] ??
        body['num_errors'] ??
        body['errorCount'] ??
        body['error_count'] ??
        body['failedCount'] ??
        body['FailedRecordCount'] ??
        0,
    ) || 0;
  const count = Math.max(errors.length, badItems, declared, own === null ? 0 : 1);
  const outcome = outcomeOf(body, count, items, badItems, errors.length);
  const described = first === undefined ? own : (describe(first) ?? own);
  const item = items.find((one) => !one.ok);
  return {
    outcome,
    errors: count,
    code: described?.code ?? item?.code ?? null,
    message: described?.message ?? item?.message ?? null,
    items,
    result: resultIn(body),
  };
}

function outcomeOf(body: JsonObject, errors: number, items: readonly BodyItem[], badItems: number, listed: number): BodyFacts['outcome'] {
  const status = String(body['status'] ?? body['result'] ?? body['state'] ?? '');
  if (PARTIAL_WORDS.test(status)) return 'partial';
  if (errors === 0) return 'ok';
  if (badItems > 0 && badItems < items.length) return 'partial';
  if (Object.entries(body).some(([name, value]) => typeof value === 'number' && value > 0 && value < MOST_ITEMS && WELL.test(name)))
    return 'partial';
  const results = body['results'] ?? body['Successful'] ?? body['successes'] ?? body['succeeded'];
  if (Array.isArray(results) && results.length > listed && listed > 0 && badItems === 0) return 'partial';
  if (Array.isArray(results) && results.length > 0 && items.length === 0) return 'partial';
  return 'error';
}
