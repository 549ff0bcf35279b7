/**
 * A first look at a text: one pass over its letters tells which of many patterns may fit it, so that the others need not
 * be tried. A pattern is given by beginnings: three letters, in either case, one of which stands in every text that it
 * fits. The look may say yes where the pattern then says no, never the other way round.
 */

/** Five bits of a letter: the same for both cases. Some letters share them, which costs a needless try. */
const LETTER = 31;
const THREE_LETTERS = 0x7fff;

/** The key of three letters, from that of the letters one place before and the code of the next one. */
export function nextKey(key: number, code: number): number {
  return ((key << 5) | (code & LETTER)) & THREE_LETTERS;
}

/**
 * A table from keys to bits: the first pattern has the lowest bit.
 * @param patterns Beginnings of each pattern, with blanks between; of longer words the first three letters count, and
 *   `[xy]` stands for either letter. At most 31 patterns.
 */
export function tableOf(patterns: readonly string[]): Int32Array {
  const table = new Int32Array(THREE_LETTERS + 1);
  for (const [index, beginnings] of patterns.entries()) {
    for (const beginning of beginnings.split(/\s+/)) for (const key of keysOf(beginning)) table[key]! |= 1 << index;
  }
  return table;
}

function keysOf(beginning: string): number[] {
  const letters = [...beginning.matchAll(/\[([^\]]+)\]|(.)/gu)].map(([, several, one]) => [...(several ?? one ?? '')]);
  if (letters.length < 3) throw new Error(`a beginning needs three letters: ${beginning}`);
  return letters
    .slice(0, 3)
    .reduce<number[]>((keys, choices) => keys.flatMap((key) => choices.map((c) => nextKey(key, c.charCodeAt(0)))), [0]);
}

/** Makes a look for patterns; it gives the bits of those that may fit. */
export function firstLook(patterns: readonly string[]): (text: string) => number {
  const table = tableOf(patterns);
  return (text) => {
    let key = 0;
    let found = 0;
    for (let at = 0; at < text.length; at++) {
      key = nextKey(key, text.charCodeAt(at));
      found |= table[key]!;
    }
    return found;
  };
}
