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

/** Texts after which it is seen whether they come back, and how many are passed where they do not. */
const TRIED = 1_000;
const PASSED = 4_000;
/** Share of texts that must come back: remembering one costs about a third of reading it. */
const LEAST_BACK = 0.3;
/** Longer texts seldom come back. */
const LONGEST = 200;

/**
 * Remembers what a function makes of messages. Those with numbers may be other ones each time: where few of them come
 * back, they are not remembered for a while.
 */
export function memoOfMessages<Made>(make: (text: string) => Made): (text: string) => Made {
  const words = memo(make);
  const numbers = memoWhileBack(make);
  return (text) => (text.length > LONGEST ? make(text) : /\d/.test(text) ? numbers(text) : words(text));
}

function memoWhileBack<Made>(make: (text: string) => Made): (text: string) => Made {
  let [asked, made, passing] = [0, 0, 0];
  const known = memo((text) => {
    made += 1;
    return make(text);
  }, KEPT / 5);
  return (text) => {
    if (passing > 0) {
      passing -= 1;
      return make(text);
    }
    asked += 1;
    if (asked > TRIED) {
      passing = asked - made < LEAST_BACK * asked ? PASSED : 0;
      [asked, made] = [0, 0];
    }
    return known(text);
  };
}

/** Part of a longer text keeps all of it in memory, the whole chunk of a file; so the key, and what is made of it, come from a copy. */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
