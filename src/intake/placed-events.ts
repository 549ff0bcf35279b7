/** The events of a record with their place in the file. */

import { Event } from '../model/event.js';
import { READ_ONCE } from '../model/read-once.js';
import { assemble, type Unsettled } from './assemble.js';
import type { Begun } from './exchanges/requests.js';
import type { Memory } from './memory.js';

const BLANK: Event = Event.parse({ file: '-', line: 1, kind: 'statement' }, READ_ONCE);

/**
 * Events of a record, part 0 first.
 * @param begun The request that the record ends.
 */
export function eventsOf(read: Unsettled, begun: Begun | null, memory: Memory): [Event, ...Event[]] {
  const { record } = read;
  const [first, ...items] = assemble(read, begun, memory);
  first.file = memory.file;
  if (items.length === 0 && record.also === undefined) return [first];
  const others = [...items, ...(record.also ?? []).map((also) => ({ kind: first.kind, ...also }))];
  return [
    first,
    ...others.map((part, index) => ({ ...BLANK, ...part, file: memory.file, line: part.line ?? record.line, part: index + 1 }) as Event),
  ];
}
