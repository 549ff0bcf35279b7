/** What stands at the positions of the texts of a file: values by the words and marks around them. */
import type { Signal } from '../../model/event.js';
import { type SlottedText, slotsOf, type TextSlot } from './slots.js';

/** A text of the sample, with what is known of its record. */
export interface Told {
  readonly text: SlottedText;
  /** Keys that the vocabulary found. */
  readonly keys: readonly string[];
  /** True when one of them is the caller's own; the id in an answer is none. */
  readonly keyed: boolean;
  /** True when the record tells that something went wrong. */
  readonly failed: boolean;
  /** What it says happened. */
  readonly signal: Signal | null;
}

/** A value at a position, and the text in which it stood. */
export interface Seen {
  readonly slot: TextSlot;
  readonly told: Told;
}

/** All that stood at one position. */
export interface Position {
  readonly seen: Seen[];
  /** How often each value stood there. */
  readonly values: Map<string, number>;
}

/** Positions of a file; a hostile log does not get past the bound. */
const MOST_POSITIONS = 5_000;

/** A text as `minePositions` wants it. */
export function tell(
  message: string,
  keys: readonly string[],
  failed: boolean,
  keyed = keys.length > 0,
  signal: Signal | null = null,
): Told {
  return { text: slotsOf(message), keys, keyed, failed, signal };
}

/**
 * The names of the two positions of a value: its place among the values of the texts that begin with
 * the same word, between the same marks; and, anywhere, its place after the same word. Where no word stands
 * before it, it is the place that tells it from others: `A08 P-77 stored` begins with a kind and a key.
 */
export function positionsOf(text: SlottedText, index: number): readonly [family: string, context: string] {
  const slot = text.slots[index]!;
  const marks = `${slot.glue}_${/[\p{L}%]/u.test(slot.after) ? ' ' : slot.after}`;
  return [`1 ${text.first} ${index} ${marks}`, `2 ${slot.before === '' ? index : slot.before} ${slot.glue.trim()}`];
}

/** Gathers what stands at each position. */
export function gatherPositions(told: readonly Told[]): Map<string, Position> {
  const positions = new Map<string, Position>();
  for (const one of told) {
    for (const [index, slot] of one.text.slots.entries()) {
      for (const name of positionsOf(one.text, index)) {
        const position = positions.get(name) ?? { seen: [], values: new Map<string, number>() };
        if (position.seen.length === 0) {
          if (positions.size >= MOST_POSITIONS) continue;
          positions.set(name, position);
        }
        position.seen.push({ slot, told: one });
        position.values.set(slot.value, (position.values.get(slot.value) ?? 0) + 1);
      }
    }
  }
  return positions;
}
