/** Requests that were begun in words: work that was handed over, and the lines that tell how that ended. */

import type { Begun, Speaker, Turn, Work } from '../exchanges/requests.js';
import { type Conversations, handOver, heardOf, waitedFor } from './conversations.js';
import type { Party } from './dialogues.js';
import type { Spoken } from './spoken.js';

/** Work that was handed over and of which nothing was heard yet. */
export type HandedOver = Conversations<{ readonly begun: Begun; readonly work: Work; readonly party: Party }>;

/** Remembers work that is handed over. */
export function hand({ speaker, work, spoken, party }: Extract<Turn, { does: 'hand' }>, open: HandedOver): void {
  const begun = { method: null, path: null, route: null, target: party.target, speaker, work, outbound: true, open: true };
  handOver(party.target ?? party.operation, { ...spoken, worker: speaker.worker, at: speaker.at, what: { begun, work, party } }, open);
}

/** The work of which a line tells how its handing over ended. */
export function hear(spoken: Spoken, { worker, at }: Speaker, open: HandedOver): Begun | null {
  const waiting = waitedFor({ ...spoken, worker, at }, open);
  if (waiting === null) return null;
  const { shared, handed } = waiting;
  const { begun, work, party } = handed.what;
  // A good word without a name may be about something else, unless answers never name the work.
  if (shared === null && !(spoken.speaks && (spoken.bad || party.bare))) return null;
  heardOf(handed, open);
  // Beside the key of the work may stand that of a customer or a place, which other work has too.
  const own = work.key !== null && (shared === null || spoken.marks.includes(work.key.value));
  return own || shared === null ? begun : { ...begun, work: { ...work, key: { name: 'record_ref', value: shared } } };
}
