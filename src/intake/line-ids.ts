/** Ids that a store of logs gives to each line, under a name that elsewhere is that of a delivered event. */
import type { PathNode } from './paths.js';
import type { Reading } from './reading.js';

/** What the sample shows of the event ids of a file. */
export interface LineIds {
  readonly values: Set<string>;
  readonly nodes: Set<PathNode>;
  lines: number;
  /** Lines that tell of nothing: no status, no record, no words of success or failure. A store numbers these too. */
  idle: number;
  /** False once a line had no such id, or had it in its text. */
  onAll: boolean;
}

/** Fewer lines than this show nothing. */
const LEAST_LINES = 50;
const IDLE_SHARE = 0.1;
/** Ranks from here on are of what stood in the text of a message. */
const IN_TEXT = 50;

export const noLineIds = (): LineIds => ({ values: new Set(), nodes: new Set(), lines: 0, idle: 0, onAll: true });

/** Notes a line of the sample. */
export function noteLineId(reading: Reading, tells: boolean, ids: LineIds): void {
  if (!ids.onAll) return;
  const slot = reading.slots.get('event_key');
  ids.lines += 1;
  if (!tells) ids.idle += 1;
  if (slot === undefined || slot.rank >= IN_TEXT) {
    ids.onAll = false;
    return;
  }
  ids.nodes.add(slot.node);
  ids.values.add(String(slot.value));
}

/** An id on every line, another one each time, also where nothing is told, is how the store of the logs calls the line. */
export function settleLineIds(ids: LineIds): void {
  if (!ids.onAll || ids.lines < LEAST_LINES || ids.values.size < ids.lines || ids.idle < IDLE_SHARE * ids.lines) return;
  for (const node of ids.nodes) node.fields = node.fields.filter(({ field }) => field !== 'event_key');
}
