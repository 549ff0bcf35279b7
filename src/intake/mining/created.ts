/** Tells which values of a file's texts name what was made for a record: "receipt R-88 printed for order 4711". */

import { plainName } from '../plan/names.js';
import { spellings } from '../vocabulary/spellings.js';
import { LEAST, MOST } from './bounds.js';
import type { Role } from './mine.js';
import { type Position, positionsOf, type Seen, type Told } from './positions.js';
import type { IsEventId } from './received.js';
import type { TextSlot } from './slots.js';
import { isEvent, isMachinery, isNoun } from './words.js';

/** Shorter numbers count things. */
const SHORTEST_NUMBER = 4;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Words that lead from what was made to the record it was made for. */
const FOR = /^(?:for|of|für|zu|pour|para|per|voor|för|dla|для)$/;
/** A name that ends so holds an identifier: `InvoiceID=…`. */
const NAMED_ID = /(?:id|no|nr|number|ref|uuid)$/;

/**
 * Finds positions of made things: each value stands in one text only and was never named before, the
 * texts do not fail, and each names another identifier, the record's: one that the vocabulary knows,
 * or that a word like "for" leads to. A request or trace id behaves alike; the word before tells it.
 * @param isEventId Tells the ids of what others delivered: what is made for one of these is named beside it.
 */
export function mineCreated(
  told: readonly Told[],
  positions: ReadonlyMap<string, Position>,
  roles: Map<string, Role>,
  isEventId: IsEventId = () => false,
): void {
  const first = firstTexts(told);
  for (const [name, position] of positions) {
    if (roles.has(name) || !mayBeMade(position, first, isEventId)) continue;
    const records = position.seen.map((seen) => recordBeside(seen, isEventId));
    if (records.filter((record) => record !== null).length < MOST * records.length) continue;
    // A record keeps its key; what is made has a new one each time.
    if (new Set(records.map((record) => record?.value)).size > position.values.size) continue;
    roles.set(name, 'created');
    for (const [at, record] of records.entries())
      if (record !== null && !isEventId(record.value)) nameKey(position.seen[at]!, record, roles);
  }
}

/** The text in which each value stands first. */
function firstTexts(told: readonly Told[]): Map<string, Told> {
  const first = new Map<string, Told>();
  for (const one of told) for (const { value } of one.text.slots) if (!first.has(value)) first.set(value, one);
  return first;
}

function mayBeMade({ seen, values }: Position, first: ReadonlyMap<string, Told>, isEventId: IsEventId): boolean {
  if (seen.length < LEAST || values.size < seen.length) return false;
  const fits = seen.filter(
    ({ slot, told }) =>
      identifies(slot) &&
      !told.failed &&
      !(isMachinery(slot.before) && !isNoun(slot.before)) &&
      (!isOwnId(slot.before) || isSentFor(slot, told, isEventId)) &&
      !leadsFor(slot) &&
      first.get(slot.value) === told,
  );
  return fits.length >= MOST * seen.length;
}

function identifies({ kind, value }: TextSlot): boolean {
  return kind === 'id' || (kind === 'int' && value.length >= SHORTEST_NUMBER) || UUID.test(value);
}

/** `requestId=…` and `jobid=…` number the call, the work or its trace. */
const isOwnId = (name: string): boolean =>
  spellings()
    .get(plainName(name))
    ?.some(({ guard, top }) => guard === 'id' && !top) === true;

/** The message that went out for an event: `SMS sent for notification N-7, message sms-88`. */
const isSentFor = (slot: TextSlot, told: Told, isEventId: IsEventId): boolean =>
  isEvent(slot.before) && told.signal === 'succeeded' && told.text.slots.some((other) => other !== slot && isEventId(other.value));

const leadsFor = (slot: TextSlot): boolean => FOR.test(slot.before) || FOR.test(slot.lead);

/**
 * The identifier of the record in the same text: the one that "for" leads to; else one that the
 * vocabulary takes for a key and that stands before a value which a noun or a name like `InvoiceID` names.
 */
function recordBeside({ slot, told }: Seen, isEventId: IsEventId): TextSlot | null {
  const { slots } = told.text;
  const others = slots.filter((other) => other !== slot && identifies(other) && !isMachinery(other.before));
  const event = others.find((other) => isEventId(other.value));
  if (event !== undefined) return event;
  const led = others.find(leadsFor);
  if (led !== undefined) return led;
  if (!isNoun(slot.before) && !NAMED_ID.test(slot.before)) return null;
  return others.find((other) => told.keys.includes(other.value) && slots.indexOf(other) < slots.indexOf(slot)) ?? null;
}

function nameKey({ told }: Seen, record: TextSlot, roles: Map<string, Role>): void {
  const [family] = positionsOf(told.text, told.text.slots.indexOf(record));
  if (!roles.has(family)) roles.set(family, 'key');
}
