/**
 * Finds what free text says where the vocabulary does not know its words: from a sample of a file it
 * learns at which positions of its texts record keys, versions, statuses and attempts stand.
 */
import { mineChains } from './chains.js';
import { mineCreated } from './created.js';
import { gatherPositions, type Position, positionsOf, type Seen, type Told } from './positions.js';
import { mineEvents } from './received.js';
import { countsFromZero, holdsAttempts, holdsFigures, holdsKeys, holdsStatuses, holdsVersions, mayBeKey } from './roles.js';
import type { SlottedText } from './slots.js';

/** What the values at a position are. */
export type Role = 'key' | 'subject' | 'event' | 'created' | 'status' | 'attempt' | 'attempt_from_0' | 'version' | 'figure';

/** Roles by the name of the position. */
export type Mined = ReadonlyMap<string, Role>;

/** Where the vocabulary finds the keys of most texts, its silence about the others is meant. */
const KEYED = 0.2;
/** Share of the values at a position that the file names as keys elsewhere. */
const KNOWN = 0.3;
/** Records that fail are seldom named elsewhere; that nearly all values are written as known keys are says the same. */
const ALIKE = 0.9;

/** Learns the roles of the positions of a file. */
export function mine(told: readonly Told[]): Mined {
  const positions = gatherPositions(told);
  const roles = new Map<string, Role>();
  mineCreated(told, positions, roles, mineEvents(positions, roles));
  mineKeys(told, positions, roles);
  mineChains(told, roles);
  const keyOf = ({ told: one }: Seen) => one.keys[0] ?? keyIn(one.text, roles);
  for (const [name, position] of positions) {
    if (roles.has(name)) continue;
    if (holdsVersions(position)) roles.set(name, 'version');
    else if (holdsStatuses(position, keyOf)) roles.set(name, 'status');
    else if (holdsAttempts(position, keyOf)) roles.set(name, countsFromZero(position) ? 'attempt_from_0' : 'attempt');
    else if (holdsFigures(position)) roles.set(name, 'figure');
  }
  return roles;
}

function mineKeys(told: readonly Told[], positions: ReadonlyMap<string, Position>, roles: Map<string, Role>): void {
  const known = new Set(told.flatMap(({ keys }) => keys));
  const keyed = told.filter((one) => one.keyed).length > KEYED * told.length;
  const forms = formsByValue(told);
  const shapes = new Set([...known].map(shapeOfKey).filter((shape) => shape !== null));
  for (const [name, position] of positions) {
    if (roles.has(name) || !holdsKeys(position, (value) => forms.get(value)?.size ?? 0)) continue;
    const values = [...position.values.keys()];
    const shared = values.filter((value) => known.has(value)).length / values.length;
    const alike = values.filter((value) => shapes.has(shapeOfKey(value) ?? '')).length / values.length;
    if (!keyed || shared >= KNOWN || alike >= ALIKE) roles.set(name, 'key');
  }
}

/** The letters and marks of a key with its digits masked; null where the letters before them are no prefix. */
function shapeOfKey(value: string): string | null {
  return /^[A-Za-z]{2,}[-_/]?\w*\d/.test(value) ? value.replace(/\d/g, '9') : null;
}

/** The forms of the texts in which each value stands: the first word and how many values there are. */
function formsByValue(told: readonly Told[]): Map<string, Set<string>> {
  const forms = new Map<string, Set<string>>();
  for (const { text } of told) {
    for (const slot of text.slots) {
      const form = `${text.first} ${slot.before} ${slot.after} ${text.slots.length}`;
      const known = forms.get(slot.value);
      if (known === undefined) forms.set(slot.value, new Set([form]));
      else known.add(form);
    }
  }
  return forms;
}

/** The role of the value at a place of a text. */
export function roleAt(text: SlottedText, index: number, mined: Mined): Role | null {
  const [family, context] = positionsOf(text, index);
  const role = mined.get(family) ?? null;
  // That it is no status says nothing of what it is.
  return role === null || role === 'figure' ? (mined.get(context) ?? role) : role;
}

/** The key of a text: the first value with that role. */
export function keyIn(text: SlottedText, mined: Mined): string | null {
  return text.slots.find((slot, index) => mayBeKey(slot) && roleAt(text, index, mined) === 'key')?.value ?? null;
}
