/** Reads one record with the field plan: values of fields, identifiers, bodies, lists of keys. */
import { takeJsonBody, takePreview } from './bodies/body-fields.js';
import { carriesPayload, isBody, namesPayload, tellsAnswer } from './bodies/payload-names.js';
import { xmlIn } from './bodies/xml-body.js';
import { parametersOf, queryField, queryOf } from './exchanges/query.js';
import { readCall } from './exchanges/request-line.js';
import { areTries, TRY_LIST } from './exchanges/tries.js';
import { type NamedId, setNamed } from './identifiers/named-ids.js';
import { factsOf, type MessageFacts } from './messages/message.js';
import { innerKey } from './mining/inner-keys.js';
import type { Mined } from './mining/mine.js';
import { addMined } from './mining/mined.js';
import { isKeyValue } from './plan/key-names.js';
import { type Meanings, meaningOf, type Scalar } from './plan/meaning.js';
import { childOf, type PathNode } from './plan/paths.js';
import { withBodies } from './records/dotted.js';
import type { SourceRecord, Value } from './records/format.js';
import { noteListSecrets, noteSecrets, noteSecretsIn } from './secrets/record-secrets.js';
import { mayHoldSecret } from './secrets/secrets.js';
import type { Spelling } from './vocabulary/spellings.js';

/** A value and where it stood; the smaller the rank the surer. */
export interface Slot {
  readonly value: Value;
  readonly rank: number;
  readonly node: PathNode;
}

/** An identifier of a record, and the path at which it stood. */
export interface KeyValue {
  readonly node: PathNode;
  readonly value: string;
}

/** What a record says, before it is an event. */
export interface Reading {
  readonly slots: Map<string, Slot>;
  readonly keys: KeyValue[];
  /** Identifiers that are no business keys, each name once. */
  readonly ids: NamedId[];
  /** Calls that the record lists. */
  tries: readonly Value[];
  /** Lists of identifiers, as batches carry them. */
  readonly lists: { readonly node: PathNode; readonly values: readonly string[] }[];
  /** `carried`: an object that was published or stored, whose fields are read as the record's own. */
  readonly bodies: { request: Value | undefined; response: Value | undefined; carried: Value | undefined };
  readonly message: MessageFacts | null;
  /** What the text says was made for the record, told by the file's own texts. */
  made: { readonly name: string; readonly value: string } | null;
  /** The query of its address, where it stands in a field of its own; else empty. */
  query: string;
  /** Kinds of secrets, each once. */
  readonly secrets: string[];
  /** Meanings of values that came before, while nothing changes what stands at a path; null where none are kept. */
  readonly known: Meanings | null;
  /** Values of which no name told the role; gathered from the sample only. */
  readonly unread: { readonly node: PathNode; readonly value: string | number }[] | null;
}

const MAX_DEPTH = 7;
/** What fields say in their own name is surer than what a message says. */
const FROM_MESSAGE = 100;
const EXCHANGE_PARTS = ['status', 'statusCode', 'status_code', 'headers', 'body', 'data'];
const ERROR_LIST = /^(?:\w+\.)?(?:errors|user_?errors|graphql_?errors|response_?errors|api_?errors)$/i;
/** Fields that say who speaks or is spoken to. */
export const NAMING: ReadonlySet<string> = new Set(['service', 'worker', 'client', 'logger', 'target', 'topic']);

/**
 * Reads a record. Never throws, whatever the record holds.
 * @param mined What was learned of the texts of the file; null while the sample is read.
 * @param known Meanings of values, to be added to.
 */
export function readRecord(record: SourceRecord, root: PathNode, mined: Mined | null = null, known: Meanings | null = null): Reading {
  const message = record.message === null || record.message === '' ? null : factsOf(record.message);
  const reading: Reading = {
    slots: new Map(),
    keys: [],
    ids: [],
    tries: [],
    lists: [],
    bodies: { request: undefined, response: undefined, carried: undefined },
    message,
    made: null,
    query: '',
    secrets: [],
    known,
    unread: mined === null ? [] : null,
  };
  readObject(withBodies(record.fields, root), root, reading, 0, 0);
  if (message !== null) readFacts(record.message as string, message, root, reading);
  reading.query = queryField(record, root);
  readQuery(root, reading);
  if (record.rest !== undefined) noteSecretsIn(record.rest, root, reading.secrets);
  if (mined !== null && message !== null) addMined(record.message as string, reading, root, mined);
  return reading;
}

/** Of a query only keys are taken: its other parameters (status, limit, page) say what is asked for, not what happened. */
function readQuery(root: PathNode, reading: Reading): void {
  if (reading.keys.length > 0) return;
  for (const { name, value } of parametersOf(queryOf(reading))) {
    const node = childOf(root, name);
    if (node.key !== null && isKeyValue(value, node.key)) addKey(node, value, reading);
  }
}

function readFacts(text: string, facts: MessageFacts, root: PathNode, reading: Reading): void {
  if (text.length >= 8 && mayHoldSecret(text)) noteSecrets(text, reading.secrets);
  if (facts.json !== undefined) {
    if (Array.isArray(facts.json)) reading.bodies.response ??= facts.json as Value;
    else readMessageJson(text, facts.json as Record<string, Value>, facts, root, reading);
  } else if (facts.status !== null || tellsAnswer(text)) reading.bodies.response ??= xmlIn(text);
  readDotted(facts, root, reading);
  for (const pair of facts.pairs) readScalar(pair.value, childOf(root, pair.name), reading, FROM_MESSAGE);
}

/** Bodies that pairs of a text give member by member. */
function readDotted(facts: MessageFacts, root: PathNode, reading: Reading): void {
  const dotted = facts.pairs.filter(({ name }) => name.includes('.'));
  if (dotted.length === 0) return;
  const named = Object.fromEntries(dotted.map(({ name, value }) => [name, value]));
  const whole = withBodies(named, root);
  if (whole === named) return;
  readObject(whole, root, reading, 0, FROM_MESSAGE);
  facts.pairs.splice(0, facts.pairs.length, ...facts.pairs.filter(({ name }) => !(name in named)));
}

/** The JSON that ends a message is either the fields of the record or the body of the answer that the line tells of. */
function readMessageJson(text: string, json: Record<string, Value>, facts: MessageFacts, root: PathNode, reading: Reading): void {
  const sent = facts.jsonName !== null && childOf(root, facts.jsonName).fields.some((spelling) => spelling.field === 'request_body');
  if (sent) reading.bodies.request ??= json;
  const answered = facts.status !== null && isBody(json, facts.status);
  if (answered && !sent) reading.bodies.response ??= json;
  if (answered) return;
  if (facts.status === null && tellsAnswer(text)) reading.bodies.response ??= json;
  if (namesPayload(facts.jsonName)) reading.bodies.carried ??= json;
  readObject(json, root, reading, 0, FROM_MESSAGE / 2);
}

function readObject(object: Readonly<Record<string, Value>>, node: PathNode, reading: Reading, depth: number, penalty: number): void {
  for (const name in object) {
    const value = object[name];
    if (value === null || value === undefined) continue;
    const child = childOf(node, name);
    if (typeof value !== 'object') readScalar(value, child, reading, penalty);
    else if (Array.isArray(value)) readList(value, child, reading, penalty);
    else if (!takeBody(value, child, reading) && depth < MAX_DEPTH) {
      if (depth === 0 && carriesPayload(name)) reading.bodies.carried ??= value;
      readObject(value, child, reading, depth + 1, penalty);
    } else if (depth < MAX_DEPTH) noteSecretsIn(value, child, reading.secrets, depth);
  }
}

/** `response` holds a body in one logger and the whole answer in another: an answer has a status or headers. */
function takeBody(value: { [key: string]: Value }, node: PathNode, reading: Reading): boolean {
  const field =
    node.fields.find((spelling) => spelling.guard === 'body')?.field ?? (isNamedError(value, node) ? 'response_body' : undefined);
  if (field === undefined) return false;
  if (
    EXCHANGE_PARTS.some(
      (part) =>
        part in value &&
        (part !== 'status' || typeof value[part] === 'number') &&
        (part !== 'data' || (!('errors' in value) && Object.keys(value).length > 1)),
    )
  )
    return false;
  node.used = true;
  if (field === 'request_body') reading.bodies.request ??= value;
  else reading.bodies.response ??= value;
  return true;
}

/** `crm_error: {code, message}`: the error of the system that was called, under its name. */
function isNamedError(value: { [key: string]: Value }, node: PathNode): boolean {
  return (
    /^\w+_(?:error|fault|problem)$/.test(node.name) && ('message' in value || 'code' in value || 'detail' in value || 'errors' in value)
  );
}

function readList(list: Value[], node: PathNode, reading: Reading, penalty: number): void {
  if (list.length === 1 && typeof list[0] !== 'object') readScalar(list[0]!, node, reading, penalty);
  else noteListSecrets(list, node, reading.secrets);
  if (TRY_LIST.test(node.segments.at(-1) ?? '') && areTries(list)) {
    if (reading.tries.length === 0) reading.tries = list;
    return;
  }
  const body = node.fields.find((spelling) => spelling.guard === 'body')?.field;
  if (body === 'response_body') reading.bodies.response ??= list;
  else if (body === 'request_body') reading.bodies.request ??= list;
  else if (ERROR_LIST.test(node.path) && list.length > 0 && list.every((entry) => typeof entry === 'object')) {
    // A logger that takes the body apart still shows its errors.
    reading.bodies.response ??= { errors: list };
  } else if (list.length > 0 && /(?:ids|keys|numbers|refs|references|skus|orders|records|items|nos)$/i.test(node.path)) {
    const values = list.filter((entry): entry is string | number => typeof entry === 'string' || typeof entry === 'number').map(String);
    if (values.length === list.length) reading.lists.push({ node, values });
  }
}

function readScalar(value: Scalar, node: PathNode, reading: Reading, penalty: number): void {
  if (typeof value === 'string' && readCall(value, node, reading, penalty)) return;
  const { spelling, slot, isKey, secrets } = meaningOf(value, node, reading.known);
  for (const kind of secrets) if (!reading.secrets.includes(kind)) reading.secrets.push(kind);
  if (slot !== null && spelling !== null) take(value, spelling, slot, reading, penalty);
  else if (typeof value === 'boolean' || (typeof value === 'string' && takePreview(value, node, reading))) return;
  else if (isKey) addKey(node, String(value), reading);
  else reading.unread?.push({ node, value });
}

function take(value: Scalar, { field, guard }: Spelling, slot: Slot, reading: Reading, penalty: number): void {
  const { node } = slot;
  const rank = slot.rank + penalty;
  const known = reading.slots.get(field);
  if (known === undefined || rank < known.rank) reading.slots.set(field, penalty === 0 ? slot : { ...slot, rank });
  if (field === 'time') takeVersionTime(slot, rank, reading);
  if (guard === 'id') setNamed(reading.ids, node.name, slot.value as string);
  if (node.inner) addInnerKey(node, slot.value as string, reading);
  if (guard === 'body') takeJsonBody(field, value, reading);
  // What names a system is the same on many lines; the sample shows it.
  if (NAMING.has(field) && node.key === null && typeof value !== 'boolean') reading.unread?.push({ node, value });
}

/** `updated_at` is when the line was written, or, beside another time, when its record got the state that is told. */
function takeVersionTime(slot: Slot, rank: number, reading: Reading): void {
  if (!slot.node.fields.some(({ field }) => field === 'version_time')) return;
  const known = reading.slots.get('version_time');
  // Of two such names the surer one is that of the line.
  if (known === undefined || (rank > known.rank && known.node.fields.some(({ field }) => field === 'time')))
    reading.slots.set('version_time', { ...slot, rank });
}

function addKey(node: PathNode, value: string, reading: Reading): void {
  const same = reading.keys.find((key) => key.node.key?.name === node.key?.name);
  if (same === undefined) reading.keys.push({ node, value });
}

function addInnerKey(node: PathNode, value: string, reading: Reading): void {
  const inner = innerKey(value);
  if (inner !== null) addKey(node, inner.key, reading);
}
