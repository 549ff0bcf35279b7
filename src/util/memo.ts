/** What was made of a text, kept while the text comes back: the words, routes and messages of a log repeat. */

/** Texts of each of the two generations that are kept. */
const KEPT = 5_000;

/**
 * Remembers what a function makes of a text; for functions of that text alone that cost more than a look-up.
 * Bounded by two generations: when the younger is full the older is dropped, so that a hostile log evicts nothing that
 * is still in use.
 */
export function memo<Made>(make: (text: string) => Made, kept = KEPT): (text: string) => Made {
  let young = new Map<string, Made>();
  let old = new Map<string, Made>();
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const own = ownCopy(text);
    const made = old.get(text) ?? make(own);
    if (young.size >= kept) {
      old = young;
      young = new Map();
    }
    young.set(own, made);
    return made;
  };
}

/** Part of a longer text keeps all of it in memory, the whole chunk of a file; so the key, and what is made of it, come from a copy. */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
