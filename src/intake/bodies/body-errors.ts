/** Errors in the bodies of answers, wherever APIs put them. */

import type { Value } from '../records/format.js';
import { isObject, type JsonObject } from '../records/value.js';
import { errorCodeIn, isNo, isWell } from './body-results.js';
import { codeIn, reasonIn, saysRefused } from './body-states.js';
import { gradedErrors } from './graded.js';

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

/** Lists that name the fields at fault; under these names other things stand as well, so each entry must say what is wrong. */
const FIELD_LISTS = ['detail', 'details', 'issues', 'invalid-params', 'invalidParams', 'invalid_params', 'fieldErrors', 'field_errors'];
const SAYS = ['msg', 'message', 'reason', 'error', 'description', 'defaultMessage', 'issue'];
const PLACE = ['loc', 'field', 'path', 'name', 'property', 'location', 'pointer', 'instancePath'];

const isFieldList = (name: string, value: Value): value is Value[] =>
  FIELD_LISTS.includes(name) &&
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((entry) => isObject(entry) && SAYS.some((key) => typeof entry[key] === 'string') && PLACE.some((key) => key in entry));

const isFlag = (value: Value | undefined, wanted: boolean): boolean =>
  value === wanted || value === String(wanted) || value === (wanted ? 1 : 0);

/** Lists of errors at any place up to four levels deep; GraphQL's mutations bury them in data. */
export function findErrors(body: JsonObject, depth: number): Value[] {
  return Object.entries(body)
    .flatMap(([name, value]) => errorsAt(name, value, depth))
    .filter((error) => error !== null && error !== '');
}

function errorsAt(name: string, value: Value, depth: number): readonly Value[] {
  if (ERROR_LISTS.includes(name) && value !== null && typeof value !== 'boolean' && typeof value !== 'number') {
    if (Array.isArray(value)) return value;
    return isObject(value) ? Object.entries(value).flatMap(([field, entry]) => ofField(field, entry)) : [value];
  }
  if (isFieldList(name, value)) return value;
  const graded = typeof value === 'object' && value !== null ? gradedErrors(value) : null;
  if (graded !== null) return graded;
  return depth < 4 && isObject(value) && name !== 'error' ? findErrors(value, depth + 1) : [];
}

/** `{"$.weight": ["could not be converted"]}`: a sentence says what is wrong, the name above it where. */
function ofField(field: string, entry: Value): Value[] {
  const all = Array.isArray(entry) ? entry : [entry];
  return all.map((one) => (typeof one === 'string' && /\s/.test(one) && !/^\d+$/.test(field) ? `${field}: ${one}` : one));
}

/** Names that ask whether all went well. */
const ASKED = ['success', 'ok', 'Success', 'succeeded', 'isSuccess', 'valid', 'successful', 'isOk', 'is_success', 'isSuccessful'];

/** What the body itself says to be wrong: error, code and message, success: false. */
export function ownError(body: JsonObject): { code: string | null; message: string | null } | null {
  const error = body['error'] ?? body['fault'] ?? body['exception'] ?? body['Error'] ?? firstIn(body['Fault'], 'Error');
  if (isObject(error)) return Object.keys(error).length === 0 || saysNone(error) ? null : describe(error);
  if (typeof error === 'string' && error !== '') {
    const code = /\s/.test(error) ? null : error;
    return {
      code: describe(body)?.code ?? code,
      message: textOf(body['message'] ?? body['error_description'] ?? body['description'] ?? body['detail']) ?? error,
    };
  }
  const flagged = ASKED.some((name) => isFlag(body[name], false) || isNo(body[name]));
  const named = saysRefused(body);
  const coded = errorCodeIn(body) !== null || ['errorType', 'faultcode'].some((name) => textOf(body[name]) !== null);
  const plain =
    typeof body['code'] === 'string' && typeof body['message'] === 'string' && Object.keys(body).length <= 8 && !isWell(body['code']);
  const problem =
    Number(body['status'] ?? body['code'] ?? body['statusCode']) >= 400 &&
    (typeof body['title'] === 'string' || typeof body['message'] === 'string' || typeof body['error'] === 'string');
  return flagged || named || coded || plain || problem ? ownWords(body) : null;
}

/** `error: {code: 0, message: ''}`: the place of an error, kept free. */
const saysNone = (error: JsonObject): boolean => {
  const code = textOf(error['code'] ?? error['errorCode'] ?? error['no']);
  return code !== null && isWell(code) && Number(code) !== 200;
};

/** Code and message of a body that is an error itself. */
export function ownWords(body: JsonObject): { code: string | null; message: string | null } {
  const told = describe(body);
  return { code: told?.code ?? errorCodeIn(body) ?? codeIn(body), message: told?.message ?? reasonIn(body) };
}

/** Where an entry keeps its code, the most telling place first. Names of reasons are preferred to numbers, which repeat the status. */
function codesOf(error: JsonObject): (Value | undefined)[] {
  const inner = firstIn(error, 'errors');
  const detail = firstIn(error, 'details') ?? firstIn(error, 'o:errorDetails');
  const extensions = isObject(error['extensions']) ? error['extensions'] : {};
  const own = [
    'code',
    'errorCode',
    'error_code',
    'ErrorCode',
    'reason',
    'status',
    'type',
    'errorType',
    'category',
    'error',
    'name',
    'title',
    'Type',
  ];
  return [
    error['decline_code'],
    extensions['code'],
    inner?.['reason'],
    inner?.['code'],
    // Class and number of a message of SAP.
    typeof error['ID'] === 'string' && textOf(error['NUMBER']) !== null ? `${error['ID']}-${textOf(error['NUMBER'])}` : undefined,
    detail?.['issue'],
    detail?.['o:errorCode'],
    // AWS names the type with its namespace: com.amazonaws.dynamodb.v20120810#ThrottlingException.
    textOf(error['__type'])?.replace(/^.*#/, ''),
    ...own.map((name) => error[name]),
  ];
}

const NO_CODE = /^(?:\d{3}|https?:.*|errors?|failed|failure|fail|false|exception|object|string|bad|none|null)$/i;

/** Code and message of an error entry. */
export function describe(error: Value): { code: string | null; message: string | null } | null {
  if (typeof error === 'string') return { code: /^[A-Za-z][\w.-]*$/.test(error) ? error : null, message: error };
  if (!isObject(error)) return null;
  const codes = codesOf(error);
  const code = codes.find(
    (value) => typeof value === 'string' && value !== '' && value.length < 80 && !/\s/.test(value) && !NO_CODE.test(value),
  );
  const numeric = codes.find((value) => typeof value === 'number' && !(value >= 100 && value < 600));
  return { code: textOf(code) ?? textOf(numeric), message: messageOf(error) };
}

function messageOf(error: JsonObject): string | null {
  const places = [
    'message',
    'detail',
    'description',
    'errorMessage',
    'msg',
    'defaultMessage',
    'Message',
    'Detail',
    'MESSAGE',
    'diagnostics',
    'text',
  ];
  // OData gives the message as {lang, value}.
  const own = places.map((name) => textOf(firstText(error[name]))).find((text) => text !== null);
  const more = textOf(error['details']);
  if (own && more) return `${own} ${more}`;
  const place = placeOf(error);
  // Where the place stands for itself, the text alone says "is required" of any field.
  if (own && place !== null && !own.includes(place.split(/[./[]/).at(-1)!)) return `${place}: ${own}`;
  const others = [firstIn(error, 'errors')?.['message'], error['title'], error['error_description']];
  return own ?? others.map(textOf).find((text) => text !== null) ?? null;
}

/** The field at fault, where an entry names it beside its text: `loc: ['body', 'zip']`, `field: 'goods[0].origin'`, `source: {pointer: '/data/zip'}`. */
function placeOf(error: JsonObject): string | null {
  const source = error['source'];
  const told = [...PLACES.map((name) => error[name]), isObject(source) ? (source['pointer'] ?? source['parameter']) : undefined];
  const place = told.find((value) => (typeof value === 'string' ? FIELD.test(value) : Array.isArray(value) && value.length > 0));
  const text = Array.isArray(place) ? place.map(String).join('.') : textOf(place)?.replace(/^[/$#.]+/, '');
  return text && text.length <= 120 && !/\d{6}/.test(text) ? text : null;
}

/** Members that hold the field at fault and nothing else beside a text. */
const PLACES = ['loc', 'field', 'instancePath', 'propertyPath', 'dataPath', 'param', 'path', 'property', 'pointer'];
/** A name, or a path of names and places: no sentence and no address. */
const FIELD = /^[/$#.]{0,3}[A-Za-z_][\w-]*(?:[./[][\w\]-]+)*$/;

const firstText = (value: Value | undefined): Value | undefined => (isObject(value) ? value['value'] : value);

/** The first object of the list that stands in a field of an object. */
function firstIn(holder: Value | undefined, name: string): JsonObject | undefined {
  const list = isObject(holder) ? holder[name] : undefined;
  return Array.isArray(list) ? list.find(isObject) : undefined;
}

export function textOf(value: Value | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}
