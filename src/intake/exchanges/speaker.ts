/** Who wrote a line, and of which records it speaks: what an answer and its request have in common. */
import type { BodyFacts } from '../bodies/body.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { serviceOf, textAt } from './exchange.js';
import type { Speaker } from './requests.js';

const NO_ITEMS: BodyFacts['items'] = [];

/** In a file of several programs the program stands for the thread that nobody names. */
export function speakerOf(
  reading: Reading,
  record: SourceRecord,
  told: Pick<Speaker, 'id' | 'logger' | 'at'>,
  body: BodyFacts | null,
): Speaker {
  // An item that the answer speaks of is one of many that were sent; the request names others, or none.
  const items = body?.items ?? NO_ITEMS;
  const named = reading.keys.map(({ value }) => value);
  const keys = items.length === 0 ? named : named.filter((value) => items.every(({ key }) => key !== value));
  const { id, logger, at } = told;
  return { id, logger, at, worker: textAt(reading, 'worker') ?? serviceOf(reading, record), keys };
}
