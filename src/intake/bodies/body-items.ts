/** Items of a batch, as the body of the answer judges them one by one. */

import { snakeName } from '../plan/names.js';
import type { Value } from '../records/format.js';
import { isObject, type JsonObject } from '../records/value.js';
import { describe, findErrors, ownError, textOf } from './body-errors.js';
import { reasonIn } from './body-states.js';

/** One item of a batch that was answered with an error. */
export interface BodyItem {
  readonly key: string | null;
  readonly field: string | null;
  readonly ok: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly status: number | null;
}

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

/** Items that the body reports one by one: batch results, and errors that name the items they are about. */
export function findItems(body: JsonObject, errors: readonly Value[]): BodyItem[] {
  const items: BodyItem[] = [];
  const inner = isObject(body['data']) ? body['data'] : {};
  for (const name of ITEM_LISTS) {
    const list = body[name] ?? inner[name];
    if (!Array.isArray(list) || !list.some((entry) => isObject(entry) && looksJudged(entry))) continue;
    items.push(...list.filter(isObject).map(readItem));
  }
  for (const error of errors) {
    // Class and number of a message name no item.
    if (!isObject(error) || ('ID' in error && 'NUMBER' in error)) continue;
    for (const { key, field } of keysOfError(error)) {
      if (items.some((item) => item.key === key)) continue;
      const described = describe(error);
      items.push({ key, field, ok: false, code: described?.code ?? null, message: described?.message ?? null, status: null });
    }
  }
  return items;
}

function looksJudged(entry: JsonObject): boolean {
  const inner = Object.values(entry)[0];
  return (
    ['status', 'error', 'errors', 'success', 'ok', 'code', 'statusCode', 'result', 'errorCode'].some((name) => name in entry) ||
    (Object.keys(entry).length === 1 && isObject(inner) && 'status' in inner)
  );
}

export function readItem(raw: JsonObject): BodyItem {
  const first = Object.values(raw)[0];
  const entry: JsonObject = Object.keys(raw).length === 1 && isObject(first) ? first : raw;
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
    message: ok ? null : (described?.message ?? reasonIn(entry)),
    status: status >= 100 && status < 600 ? status : null,
  };
}

function keyOfItem(entry: JsonObject): { key: string | null; field: string | null } {
  const name =
    ID_NAMES.find((candidate) => textOf(entry[candidate]) !== null) ??
    Object.keys(entry).find((candidate) => /(?:id|no|ref|key|number|sku)$/i.test(candidate) && textOf(entry[candidate]) !== null);
  return name === undefined ? { key: null, field: null } : { key: textOf(entry[name]), field: snakeName(name) };
}

/** Keys that an error names: context.ids, ids, id, key. */
function keysOfError(error: JsonObject): { key: string; field: string | null }[] {
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
