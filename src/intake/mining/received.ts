/**
 * Finds in texts the ids of what others delivered, where no vocabulary knows the words: `notification N-77 reçue`, `ticket.sold rs-61 delivery=2`.
 * Where else such an id stands in the file, it names the event as well.
 */
import type { Role } from './mine.js';
import type { Position, Seen, Told } from './positions.js';
import { positionsOf } from './positions.js';
import type { TextSlot } from './slots.js';
import { isDelivery, isEvent, isNoun } from './words.js';

/** True for a value that is written like the ids of events. */
export type IsEventId = (value: string) => boolean;

/** Fewer texts than these show no behaviour. */
const LEAST = 4;
/** One strange text in ten does not spoil a position. */
const MOST = 0.9;
const KNOWN = 0.5;
/** What happened, as senders name it: `ticket.sold`, `order.line.changed`. */
const TYPE = /^\p{Ll}[\p{Ll}_]*(?:\.[\p{Ll}_]+)+$/u;
/** More often than this nothing is delivered. */
const MOST_DELIVERIES = 50;

/** Gives the positions of such ids their role, those of counts of deliveries beside them that of attempts, and returns what tells such an id by how it is written. */
export function mineEvents(positions: ReadonlyMap<string, Position>, roles: Map<string, Role>): IsEventId {
  const events = new Set<string>();
  for (const position of positions.values()) {
    if (!holdsReceived(position) && !holdsCounted(position)) continue;
    for (const { slot, told } of position.seen) {
      events.add(slot.value);
      nameCount(told, roles);
    }
  }
  const forms = new Set([...events].map(formOf));
  for (const [name, position] of positions) if (namesEvents(position, events, forms)) roles.set(name, 'event');
  return (value) => forms.has(formOf(value));
}

/** Of a long file not every line is looked at: at another position half of the ids are known, and nearly all are written like them. */
function namesEvents({ seen }: Position, events: ReadonlySet<string>, forms: ReadonlySet<string>): boolean {
  if (seen.length < LEAST) return false;
  const known = seen.filter(({ slot }) => events.has(slot.value)).length;
  return known >= KNOWN * seen.length && seen.filter(({ slot }) => forms.has(formOf(slot.value))).length >= MOST * seen.length;
}

const formOf = (id: string): string => id.replace(/\d+/g, '9');

const nearly = (position: Position, test: (seen: Seen) => boolean): boolean =>
  position.seen.length >= LEAST && position.values.size >= LEAST && position.seen.filter(test).length >= MOST * position.seen.length;

/** A word for what others are told by stands before the id, and the line says that it came in. A noun of work is read as a record's. */
const holdsReceived = (position: Position): boolean =>
  nearly(position, ({ slot, told }) => slot.kind === 'id' && told.signal === 'received' && isEvent(slot.before) && !isNoun(slot.before));

/** The kind of what happened stands right before the id, and behind it how often it was delivered. */
const holdsCounted = (position: Position): boolean =>
  nearly(position, ({ slot, told }) => slot.kind === 'id' && TYPE.test(slot.before) && countIn(told) >= 0);

const countIn = (told: Told): number => told.text.slots.findIndex(isCount);

const isCount = (slot: TextSlot): boolean => slot.kind === 'int' && isDelivery(slot.before) && Number(slot.value) <= MOST_DELIVERIES;

function nameCount(told: Told, roles: Map<string, Role>): void {
  const at = countIn(told);
  if (at < 0) return;
  for (const name of positionsOf(told.text, at)) roles.set(name, 'attempt');
}
