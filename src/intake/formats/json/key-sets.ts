/** What the keys of an object decide by themselves: a log has few sets of keys, so it is worked out once for each. */
import type { JsonObject } from '../../records/value.js';

/** The keys of objects up to some key, in their order. */
interface Keys<Made> {
  /** The key with which most objects went on, and the keys up to there. */
  likely: string;
  next: Keys<Made> | null;
  others: Map<string, Keys<Made>> | null;
  /** Made of objects with these keys and no others. */
  made: Made | null;
}

const noKeys = <Made>(): Keys<Made> => ({ likely: '', next: null, others: null, made: null });

/** Sets of keys that are kept; a hostile log does not get past the bound. */
const REMEMBERED = 20_000;

/** Remembers what a function makes of the keys of an object; it must look at nothing else. */
export function byKeys<Made extends object>(make: (object: JsonObject) => Made): (object: JsonObject) => Made {
  let first = noKeys<Made>();
  let kept = 0;
  const grown = (keys: Keys<Made>, key: string): Keys<Made> => {
    const next = noKeys<Made>();
    kept += 1;
    if (keys.next === null) [keys.likely, keys.next] = [key, next];
    else {
      keys.others ??= new Map();
      keys.others.set(key, next);
    }
    return next;
  };
  return (object) => {
    if (kept > REMEMBERED) [first, kept] = [noKeys(), 0];
    let keys = first;
    for (const key in object) keys = (keys.likely === key ? keys.next : keys.others?.get(key)) ?? grown(keys, key);
    keys.made ??= make(object);
    return keys.made;
  };
}
