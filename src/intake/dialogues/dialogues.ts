/**
 * Programs that name no address and no procedure tell of a call in words, over several lines: "handing A-1 to hub",
 * "hub says A-1 OK". Whether they do is learned from the file: nearly all that is handed over is heard of again, by the
 * name of the system or as an answer.
 */

import { workName } from '../../model/work-name.js';
import { groupBy } from '../../util/groups.js';
import type { Counts, DialogueCounts } from './counting.js';

/** A system to which a logger hands work over. */
export interface Party {
  /** Name of the call. */
  readonly operation: string;
  /** Name of the system; null where only what is done has a name. */
  readonly target: string | null;
  /** True where answers do not name the work: the program waits for each. */
  readonly bare: boolean;
  /** True where work is told of as handed over, "sent to hub"; else such a line is the answer. */
  readonly past: boolean;
}

/** The dialogues of a file. */
export interface Dialogues {
  /** By logger and name of the system. */
  readonly parties: ReadonlyMap<string, Party>;
  readonly loggers: ReadonlySet<string>;
  /** Sentences, by logger, that are answers without a word of success in them. */
  readonly usual: ReadonlySet<string>;
}

/** Fewer than these show no habit. */
const LEAST = 3;
/** The same where no system is named. */
const LEAST_UNNAMED = 5;
const NEARLY_ALL = 0.8;

export const NO_DIALOGUES: Dialogues = { parties: new Map(), loggers: new Set(), usual: new Set() };

/** What the sample shows. */
export function dialoguesOf({ parties, sentences, spoken }: DialogueCounts): Dialogues {
  const usual = new Set<string>();
  for (const [key, { counts, bare, times, byName, refuted }] of sentences) {
    const right = times - refuted;
    if (refuted > 0.1 * times) continue;
    counts.heard += right;
    counts.named += right;
    counts.byName += byName;
    if (bare) counts.bare += right;
    if (times >= LEAST) usual.add(key);
  }
  const waiting = new Set(
    [...spoken.open.values()]
      .flat()
      .filter(({ what }) => what.maybe === null)
      .map(({ what }) => what.counts),
  );
  const found = [...parties].filter(([, counts]) => isParty(counts, waiting.has(counts)));
  const loggers = groupBy(found, ([, { logger }]) => logger);
  return {
    parties: new Map(found.map(([key, counts]) => [key, partyOf(counts, loggers.get(counts.logger)!.length)])),
    loggers: new Set(loggers.keys()),
    usual: found.length === 0 ? new Set() : usual,
  };
}

/** The last one may be waited for when the sample ends. */
function isParty({ to, handed, heard, named, byName, hands, signs, silent, past }: Counts, last: boolean): boolean {
  const least = to === null ? LEAST_UNNAMED : LEAST;
  if (handed < least || heard < least || heard < NEARLY_ALL * (handed - (last ? 1 : 0))) return false;
  // "posted to ledger" tells of something done: that an answer is still to come must be plain.
  if (to !== null) return past >= 0.5 * handed ? byName >= 0.5 * heard || silent >= 2 : named >= 0.5 * heard;
  // That something begins and ends is no call: somebody else must have part in it.
  return signs >= 0.5 * heard || silent >= 2 || (hands >= NEARLY_ALL * handed && named >= 0.5 * heard);
}

function partyOf({ logger, to, head, phrase, handed, heard, bare, past }: Counts, together: number): Party {
  const own = together > 1 && head !== null ? null : workName(logger);
  return { operation: own ?? head ?? phrase ?? `handing over to ${to}`, target: to, bare: bare > 0.5 * heard, past: past >= 0.5 * handed };
}
