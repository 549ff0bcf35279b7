/** Which name of a field is likely to follow another: most lines of a log have the same names in the same order. */
import { ownCopy } from '../../util/memo.js';

export interface LikelyNames {
  /** The name that last stood behind this one; empty where none did. `before` is empty at the start of a line. */
  readonly after: (before: string) => string;
  /** Notes a name that is cut out of a line, and gives it as it is kept: the same text each time. */
  readonly note: (before: string, name: string) => string;
}

/** Names that are kept; a hostile log does not get past the bound. */
const KEPT = 1_000;

export function likelyNames(): LikelyNames {
  const following = new Map<string, string>();
  return {
    after: (before) => following.get(before) ?? '',
    note: (before, name) => {
      if (following.size >= KEPT) following.clear();
      const own = ownCopy(name);
      following.set(before, own);
      return own;
    },
  };
}
