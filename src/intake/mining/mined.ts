/** Adds to the reading of a record what was mined of the texts of its file, where the vocabulary found nothing. */
import { nameWords } from '../plan/names.js';
import { childOf, type PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';
import { type Mined, type Role, roleAt } from './mine.js';
import { attemptIn, mayBeKey, versionIn } from './roles.js';
import { type SlottedText, slotsOf, type TextSlot } from './slots.js';
import { isNoun } from './words.js';

/** Fills the gaps of a reading; what fields or the vocabulary say stays. */
export function addMined(message: string, reading: Reading, root: PathNode, mined: Mined): void {
  if (mined.size === 0 || reading.message === null || !/\d/.test(message)) return;
  const text = slotsOf(message);
  const roles = text.slots.map((_, index) => roleAt(text, index, mined));
  takeEvent(text, roles, reading, root);
  takeCreated(text, roles, reading);
  const made = reading.message.created;
  // The id in an answer is what the target gave; the record is still to be found.
  const keyless = reading.keys.every(({ node, value }) => value === made || (node.key?.score ?? 0) < 0);
  let found = false;
  for (const [index, slot] of text.slots.entries()) {
    const role = roles[index];
    if (role === 'status') addStatus(slot, reading);
    else if (role === 'attempt' || role === 'attempt_from_0') addAttempt(slot, text.slots[index + 1], reading, role === 'attempt' ? 0 : 1);
    else if (role === 'figure') dropStatus(slot, reading);
    else if (role === 'version') takeVersion(slot, reading);
    else if (isKeyRole(role, slot, roles) && keyless && !found && slot.value !== made) {
      addKey(slot, reading, root);
      found = true;
    }
  }
}

/** What has states is named beside the number of its state, in whatever form. */
const isKeyRole = (role: Role | null | undefined, slot: TextSlot, roles: readonly (Role | null)[]): boolean =>
  role === 'subject' ? roles.includes('version') : role === 'key' && mayBeKey(slot);

/** The number of a state is the id of no message, whatever noun stands before it. */
function takeVersion(slot: TextSlot, reading: Reading): void {
  const event = reading.slots.get('event_key');
  if (event !== undefined && event.rank >= FROM_TEXT && event.value === slot.value) {
    reading.slots.delete('event_key');
    reading.ids.splice(0, reading.ids.length, ...reading.ids.filter(({ value }) => value !== slot.value));
  }
  reading.message!.version ??= versionIn(slot);
}

/** Ranks from this one on are of what texts say; names of fields are surer. */
const FROM_TEXT = 100;

/** The id of what was delivered is no key of a record, and surer than another id of a message in the same text. */
function takeEvent(text: SlottedText, roles: readonly (Role | null)[], reading: Reading, root: PathNode): void {
  const event = text.slots[roles.indexOf('event')];
  const known = reading.slots.get('event_key');
  if (event === undefined || (known !== undefined && known.rank < FROM_TEXT)) return;
  reading.slots.set('event_key', { node: childOf(root, 'event_id'), value: event.value, rank: FROM_TEXT });
  const others = reading.keys.filter(({ value }) => value !== event.value);
  reading.keys.splice(0, reading.keys.length, ...others);
}

/** What a text says was made is not what it was made for, whatever noun stands before it. */
function takeCreated(text: SlottedText, roles: readonly (Role | null)[], reading: Reading): void {
  const made = text.slots[roles.indexOf('created')];
  if (made === undefined) return;
  reading.made = { name: nameWords(made.before).join('_') || 'id', value: made.value };
  const others = reading.keys.filter(({ value }) => value !== made.value);
  reading.keys.splice(0, reading.keys.length, ...others);
}

function addStatus(slot: TextSlot, reading: Reading): void {
  const status = Number(slot.value);
  if (slot.kind !== 'int' || status < 100 || status > 599 || reading.slots.has('status')) return;
  reading.message!.status ??= status;
}

/** A number that the words before it took for a status is none where the file has other numbers in its place, unless the line tells of a call. */
function dropStatus(slot: TextSlot, reading: Reading): void {
  const facts = reading.message!;
  if (facts.status === Number(slot.value) && facts.method === null && facts.address === null) facts.status = null;
}

function addAttempt(slot: TextSlot, next: TextSlot | undefined, reading: Reading, base: number): void {
  const facts = reading.message!;
  if (facts.attempt !== null || reading.slots.has('attempt') || reading.slots.has('retry')) return;
  const { attempt, most } = attemptIn(slot.value);
  if (!Number.isInteger(attempt) || attempt < 0 || attempt > 1000) return;
  facts.attempt = Math.max(1, attempt + base);
  facts.maxAttempts ??= most ?? (next?.before === 'of' && next.kind === 'int' ? Number(next.value) : null);
}

/** The number of the attempt that a text tells at a mined position; null where it tells none. */
export function minedAttempt(message: string, mined: Mined): number | null {
  if (mined.size === 0 || !/\d/.test(message)) return null;
  const text = slotsOf(message);
  for (const [index, slot] of text.slots.entries()) {
    const role = roleAt(text, index, mined);
    if (role !== 'attempt' && role !== 'attempt_from_0') continue;
    const { attempt } = attemptIn(slot.value);
    if (Number.isInteger(attempt)) return attempt + (role === 'attempt' ? 0 : 1);
  }
  return null;
}

/** A key has the name of the noun before it, if there is one. */
function addKey(slot: TextSlot, reading: Reading, root: PathNode): void {
  const noun = isNoun(slot.before) ? nameWords(slot.before).join('_') : '';
  const named = noun === '' ? null : childOf(root, noun);
  const node = named?.key == null ? childOf(root, 'record_ref') : named;
  if (node.key !== null) reading.keys.push({ node, value: slot.value });
}
