/** What a payload says: its errors, its items, its shape and its hash. */
import type { Value } from './format.js';
import { snakeName } from './names.js';

type Obj = { readonly [key: string]: Value };

/** One item of a batch that was answered with an error. */
export interface BodyItem {
  readonly key: string | null;
  readonly field: string | null;
  readonly ok: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly status: number | null;
}

/** What the body of an answer says. */
export interface BodyFacts {
  readonly outcome: 'ok' | 'partial' | 'error';
  readonly errors: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly items: readonly BodyItem[];
}

const ERROR_LISTS = [
  'errors',
  'userErrors',
  'user_errors',
  'errorMessages',
  'error_messages',
  'faults',
  'failures',
  'failed',
  'failed_items',
  'failedItems',
  'mutationErrors',
  'validationErrors',
  'validation_errors',
  'violations',
  'messages_error',
  'rejected',
];
const ITEM_LISTS = [
  'results',
  'items',
  'records',
  'responses',
  'data',
  'entries',
  'outcomes',
  'documents',
  'statuses',
  'operations',
  'Successful',
  'Failed',
  'BatchItemResponse',
];
const BAD_WORDS =
  /^(?:error|failed|failure|fail|rejected|invalid|refused|denied|declined|unprocessed|ko|not_ok|nok|partial_failure|fault)$/i;
const PARTIAL_WORDS = /partial|with_errors|some_failed/i;
const ID_NAMES = [
  'id',
  'key',
  'externalId',
  'external_id',
  'reference',
  'ref',
  'objectWriteTraceId',
  'sku',
  'number',
  'recordId',
  'record_id',
  'Id',
  'uuid',
  'name',
];

const isObject = (value: unknown): value is Obj => typeof value === 'object' && value !== null && !Array.isArray(value);
const isFlag = (value: Value | undefined, wanted: boolean): boolean =>
  value === wanted || value === String(wanted) || value === (wanted ? 1 : 0);

/** The JSON in a value: itself, or what its text holds; undefined when it is neither. */
export function jsonOf(value: Value | undefined): Value | undefined {
  if (typeof value === 'object' && value !== null) return value;
  if (typeof value !== 'string' || value.length < 2 || value.length > 200_000) return undefined;
  const first = value.trimStart().charCodeAt(0);
  if (first !== 123 && first !== 91) return undefined;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return undefined;
  }
}

/**
 * Reads the body of an answer; null when it is no JSON.
 * @param status Status of the answer: with one of 400 and above a body is never well.
 */
export function readBody(body: Value, status: number | null): BodyFacts | null {
  const facts = Array.isArray(body) ? readList(body) : isObject(body) ? readObject(body) : null;
  if (facts === null || status === null || status < 400 || facts.outcome !== 'ok') return facts;
  const described = isObject(body) ? describe(body) : null;
  return {
    ...facts,
    outcome: 'error',
    errors: Math.max(1, facts.errors),
    code: facts.code ?? described?.code ?? null,
    message: facts.message ?? described?.message ?? null,
  };
}

/** Lists are answers of some APIs to errors ([{errorCode, message}]) and of others to batches. */
function readList(list: readonly Value[]): BodyFacts {
  const items = list.filter(isObject).map(readItem);
  const bad = items.filter((item) => !item.ok);
  const outcome = bad.length === 0 ? 'ok' : bad.length === items.length ? 'error' : 'partial';
  const hasKeys = items.some((item) => item.key !== null);
  return { outcome, errors: bad.length, code: bad[0]?.code ?? null, message: bad[0]?.message ?? null, items: hasKeys ? items : [] };
}

function readObject(body: Obj): BodyFacts {
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
  };
}

function outcomeOf(body: Obj, errors: number, items: readonly BodyItem[], badItems: number, listed: number): BodyFacts['outcome'] {
  const status = String(body['status'] ?? body['result'] ?? body['state'] ?? '');
  if (PARTIAL_WORDS.test(status)) return 'partial';
  if (errors === 0) return 'ok';
  if (badItems > 0 && badItems < items.length) return 'partial';
  const results = body['results'] ?? body['Successful'] ?? body['successes'] ?? body['succeeded'];
  if (Array.isArray(results) && results.length > listed && listed > 0 && badItems === 0) return 'partial';
  if (Array.isArray(results) && results.length > 0 && items.length === 0) return 'partial';
  return 'error';
}

/** Lists of errors at any place up to four levels deep; GraphQL's mutations bury them in data. */
function findErrors(body: Obj, depth: number): Value[] {
  const found: Value[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (ERROR_LISTS.includes(name) && value !== null && typeof value !== 'boolean' && typeof value !== 'number') {
      if (Array.isArray(value)) found.push(...value);
      else if (isObject(value)) found.push(...Object.values(value).flatMap((entry) => (Array.isArray(entry) ? entry : [entry])));
      else if (value !== '') found.push(value);
    } else if (depth < 4 && isObject(value) && name !== 'error') {
      found.push(...findErrors(value, depth + 1));
    }
  }
  return found.filter((error) => error !== null && error !== '');
}

/** What the body itself says to be wrong: error, code and message, success: false. */
function ownError(body: Obj): { code: string | null; message: string | null } | null {
  const error = body['error'] ?? body['fault'] ?? body['exception'] ?? body['Error'];
  if (isObject(error)) return Object.keys(error).length === 0 ? null : describe(error);
  if (typeof error === 'string' && error !== '') {
    const code = /\s/.test(error) ? null : error;
    return {
      code: describe(body)?.code ?? code,
      message: textOf(body['message'] ?? body['error_description'] ?? body['description'] ?? body['detail']) ?? error,
    };
  }
  const flagged = ['success', 'ok', 'Success', 'succeeded', 'isSuccess', 'valid'].some((name) => isFlag(body[name], false));
  const named = BAD_WORDS.test(String(body['status'] ?? body['result'] ?? ''));
  const coded = ['errorCode', 'error_code', 'ErrorCode', 'errorType', 'faultcode'].some((name) => textOf(body[name]) !== null);
  const plain =
    typeof body['code'] === 'string' &&
    typeof body['message'] === 'string' &&
    Object.keys(body).length <= 8 &&
    !/^(?:ok|success|0|200|20\d)$/i.test(body['code']);
  const problem =
    Number(body['status'] ?? body['code'] ?? body['statusCode']) >= 400 &&
    (typeof body['title'] === 'string' || typeof body['message'] === 'string' || typeof body['error'] === 'string');
  return flagged || named || coded || plain || problem ? (describe(body) ?? { code: null, message: null }) : null;
}

/** Code and message of an error entry. Names of reasons are preferred to numbers, which repeat the status. */
function describe(error: Value): { code: string | null; message: string | null } | null {
  if (typeof error === 'string') return { code: /^[A-Za-z][\w.-]*$/.test(error) ? error : null, message: error };
  if (!isObject(error)) return null;
  const inner = Array.isArray(error['errors']) ? error['errors'].find(isObject) : undefined;
  const extensions = isObject(error['extensions']) ? error['extensions'] : {};
  const codes: (Value | undefined)[] = [
    error['decline_code'],
    extensions['code'],
    inner?.['reason'],
    inner?.['code'],
    error['code'],
    error['errorCode'],
    error['error_code'],
    error['ErrorCode'],
    error['reason'],
    error['status'],
    error['type'],
    error['errorType'],
    error['category'],
    error['error'],
    error['name'],
    error['title'],
  ];
  const code = codes.find(
    (value) =>
      typeof value === 'string' &&
      value !== '' &&
      value.length < 80 &&
      !/\s/.test(value) &&
      !/^(?:\d{3}|errors?|failed|failure|fail|false|exception|object|string|bad|none|null)$/i.test(value),
  );
  const numeric = codes.find((value) => typeof value === 'number' && !(value >= 100 && value < 600));
  return {
    code: textOf(code) ?? textOf(numeric),
    message: textOf(
      error['message'] ??
        error['detail'] ??
        error['description'] ??
        error['errorMessage'] ??
        error['msg'] ??
        inner?.['message'] ??
        error['title'] ??
        error['error_description'],
    ),
  };
}

function textOf(value: Value | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

/** Items that the body reports one by one: batch results, and errors that name the items they are about. */
function findItems(body: Obj, errors: readonly Value[]): BodyItem[] {
  const items: BodyItem[] = [];
  const inner = isObject(body['data']) ? body['data'] : {};
  for (const name of ITEM_LISTS) {
    const list = body[name] ?? inner[name];
    if (!Array.isArray(list) || !list.some((entry) => isObject(entry) && looksJudged(entry))) continue;
    items.push(...list.filter(isObject).map(readItem));
  }
  for (const error of errors) {
    if (!isObject(error)) continue;
    for (const { key, field } of keysOfError(error)) {
      if (items.some((item) => item.key === key)) continue;
      const described = describe(error);
      items.push({ key, field, ok: false, code: described?.code ?? null, message: described?.message ?? null, status: null });
    }
  }
  return items;
}

function looksJudged(entry: Obj): boolean {
  const inner = Object.values(entry)[0];
  return (
    ['status', 'error', 'errors', 'success', 'ok', 'code', 'statusCode', 'result', 'errorCode'].some((name) => name in entry) ||
    (Object.keys(entry).length === 1 && isObject(inner) && 'status' in inner)
  );
}

function readItem(raw: Obj): BodyItem {
  const first = Object.values(raw)[0];
  const entry: Obj = Object.keys(raw).length === 1 && isObject(first) ? first : raw;
  const status = Number(entry['status'] ?? entry['statusCode'] ?? entry['code'] ?? Number.NaN);
  const errors = findErrors(entry, 2);
  const own = ownError(entry);
  const described = errors[0] === undefined ? own : describe(errors[0]);
  const ok = own === null && errors.length === 0 && !(status >= 400 && status < 600);
  const { key, field } = keyOfItem(entry);
  return {
    key,
    field,
    ok,
    code: ok ? null : (described?.code ?? null),
    message: ok ? null : (described?.message ?? null),
    status: status >= 100 && status < 600 ? status : null,
  };
}

function keyOfItem(entry: Obj): { key: string | null; field: string | null } {
  const name =
    ID_NAMES.find((candidate) => textOf(entry[candidate]) !== null) ??
    Object.keys(entry).find((candidate) => /(?:id|no|ref|key|number|sku)$/i.test(candidate) && textOf(entry[candidate]) !== null);
  return name === undefined ? { key: null, field: null } : { key: textOf(entry[name]), field: snakeName(name) };
}

/** Keys that an error names: context.ids, ids, id, key. */
function keysOfError(error: Obj): { key: string; field: string | null }[] {
  const context = isObject(error['context']) ? error['context'] : {};
  for (const holder of [error, context]) {
    for (const [name, value] of Object.entries(holder)) {
      if (!/(?:^|[_a-z])ids?$|^id$|keys?$|sku$|reference$/i.test(name)) continue;
      const list = Array.isArray(value) ? value : [value];
      const keys = list.map((entry) => textOf(entry)).filter((key): key is string => key !== null);
      if (keys.length > 0) return keys.map((key) => ({ key, field: snakeName(name.replace(/s$/, '')) }));
    }
  }
  return [];
}

/** Shape of a payload: sorted `path:type`, at most three levels deep and 400 characters long. */
export function shapeOf(body: Value): string {
  const paths = new Set<string>();
  collect(body, '', 0, paths);
  let shape = '';
  for (const path of [...paths].sort()) {
    if (shape.length + path.length + 1 > 400) break;
    shape += shape === '' ? path : ` ${path}`;
  }
  return shape;
}

function collect(value: Value, path: string, depth: number, paths: Set<string>): void {
  if (paths.size > 60) return;
  if (Array.isArray(value)) {
    paths.add(`${path}[]:list`);
    if (depth < 3) for (const entry of value.slice(0, 3)) collect(entry, `${path}[]`, depth + 1, paths);
  } else if (isObject(value)) {
    if (path !== '') paths.add(`${path}:object`);
    if (depth < 3)
      for (const [name, entry] of Object.entries(value)) collect(entry, path === '' ? name : `${path}.${name}`, depth + 1, paths);
  } else {
    paths.add(`${path}:${value === null ? 'null' : typeof value}`);
  }
}

/** A hash of a payload that does not depend on the order of its keys: two FNV-1a runs, 16 hex digits. */
export function hashOf(value: Value): string {
  const text = stable(value);
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + i), 0x01000193);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}

function stable(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${stable(value[key] as Value)}`)
    .join(',')}}`;
}
