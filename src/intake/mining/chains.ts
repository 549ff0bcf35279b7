/**
 * Finds numbers of states that no word calls so, by what a line says of the state before: `set P-7 to 21, message no 336, was 114 from no 335`.
 * What stands there as the former number is the one that the last line on the same thing gave.
 */
import { LEAST, MOST } from './bounds.js';
import type { Role } from './mine.js';
import { positionsOf, type Told } from './positions.js';
import type { TextSlot } from './slots.js';

/** Longer texts are dumps. */
const MOST_SLOTS = 8;
/** A number of states mostly rises by one; a balance or a stock goes by other steps, and up as well as down. */
const STEPS = 0.5;
const UPWARD = 0.6;

/** What was seen of a thing, its number, and a former number. */
interface Chain {
  readonly thing: string;
  readonly number: string;
  readonly things: Set<string>;
  matched: number;
  others: number;
  rises: number;
  steps: number;
}

/** Gives the positions of such numbers and of what they are about their roles. */
export function mineChains(told: readonly Told[], roles: Map<string, Role>): void {
  const chains = new Map<string, Chain>();
  /** The last number of each thing, by the positions of both. */
  const last = new Map<string, string>();
  for (const { text } of told) {
    if (text.slots.length > MOST_SLOTS) continue;
    const places = text.slots.map((slot, index) => ({ slot, place: positionsOf(text, index)[1] }));
    const numbers = places.filter(({ slot }) => slot.kind === 'int' && slot.worded);
    for (const thing of places.filter(({ slot }) => isThing(slot)).slice(0, 2)) {
      for (const number of numbers) {
        const at = `${thing.place}|${number.place}|${thing.slot.value}`;
        const before = last.get(at);
        if (before !== undefined) for (const former of numbers) if (former !== number) note(chains, thing, number, former, before);
        last.set(at, number.slot.value);
      }
    }
  }
  for (const chain of chains.values()) {
    if (!holds(chain)) continue;
    roles.set(chain.number, 'version');
    if ((roles.get(chain.thing) ?? 'key') === 'key') roles.set(chain.thing, 'subject');
  }
}

interface Placed {
  readonly slot: TextSlot;
  readonly place: string;
}

function note(chains: Map<string, Chain>, thing: Placed, number: Placed, former: Placed, before: string): void {
  const name = `${thing.place}|${number.place}|${former.place}`;
  const chain = chains.get(name) ?? {
    thing: thing.place,
    number: number.place,
    things: new Set<string>(),
    matched: 0,
    others: 0,
    rises: 0,
    steps: 0,
  };
  chains.set(name, chain);
  chain.things.add(thing.slot.value);
  if (former.slot.value === before) chain.matched += 1;
  else chain.others += 1;
  const step = Number(number.slot.value) - Number(former.slot.value);
  if (step > 0) chain.rises += 1;
  if (step === 1) chain.steps += 1;
}

function holds({ things, matched, others, rises, steps }: Chain): boolean {
  const all = matched + others;
  return things.size > 1 && matched >= LEAST && matched >= MOST * all && rises >= UPWARD * all && steps >= STEPS * rises;
}

/** Letters and digits: what changes its state has a name. */
const isThing = ({ kind, value }: TextSlot): boolean =>
  (kind === 'id' || kind === 'other') && /^\p{L}[\p{L}\d_./#-]*\d[\p{L}\d_./#-]*$/u.test(value);
