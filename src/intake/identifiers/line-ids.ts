/**
 * Ids under a name that elsewhere is that of a delivered event: a store of logs numbers each line,
 * and some loggers number the kinds of lines (`EventId` of .NET and of Windows).
 */
import type { PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';

/** What the sample shows of the event ids of a file. */
export interface LineIds {
  readonly values: Set<string>;
  readonly nodes: Set<PathNode>;
  lines: number;
  /** Lines with such an id. */
  named: number;
  /** False once an id was no short number. */
  short: boolean;
  /** Lines that tell of nothing: no status, no record, no words of success or failure. A store numbers these too. */
  idle: number;
  /** False once a line had no such id, or had it in its text. */
  onAll: boolean;
}

/** Fewer lines than this show nothing. */
const LEAST_LINES = 50;
const IDLE_SHARE = 0.1;
/** Of delivered events hardly any comes ten times; a program has few kinds of lines. */
const KIND_SHARE = 0.1;
const SHORT = /^\d{1,5}$/;
/** Ranks from here on are of what stood in the text of a message. */
const IN_TEXT = 50;

export const noLineIds = (): LineIds => ({ values: new Set(), nodes: new Set(), lines: 0, named: 0, short: true, idle: 0, onAll: true });

/** Notes a line of the sample. */
export function noteLineId(reading: Reading, tells: boolean, ids: LineIds): void {
  if (!ids.onAll && !ids.short) return;
  const slot = reading.slots.get('event_key');
  ids.lines += 1;
  if (!tells) ids.idle += 1;
  if (slot === undefined || slot.rank >= IN_TEXT) {
    ids.onAll = false;
    return;
  }
  ids.named += 1;
  ids.nodes.add(slot.node);
  ids.values.add(String(slot.value));
  ids.short &&= SHORT.test(String(slot.value));
}

/** Ids of lines and of kinds of lines are no ids of delivered events. */
export function settleLineIds(ids: LineIds): void {
  if (!numbersLines(ids) && !numbersKinds(ids)) return;
  for (const node of ids.nodes) node.fields = node.fields.filter(({ field }) => field !== 'event_key');
}

/** An id on every line, another one each time, also where nothing is told, is how the store of the logs calls the line. */
const numbersLines = ({ onAll, lines, values, idle }: LineIds): boolean =>
  onAll && lines >= LEAST_LINES && values.size === lines && idle >= IDLE_SHARE * lines;

const numbersKinds = ({ short, named, values }: LineIds): boolean => short && named >= LEAST_LINES && values.size <= KIND_SHARE * named;
