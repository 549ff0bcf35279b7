/** Who wrote a line, and of which records it speaks: what an answer and its request have in common. */
import { memo } from '../../util/memo.js';
import type { BodyFacts } from '../bodies/body.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { textAt } from '../slot-values.js';
import type { Speaker } from './requests.js';

const NO_ITEMS: BodyFacts['items'] = [];

const PRODUCT = /^([A-Za-z][\w .-]*?)(?:\/[\w.+-]+)?(?:[ (;,].*)?$/;

/** The product of a user agent: `billing-sync/2.1 (axios)` is billing-sync. */
export function productOf(agent: string | null): string | null {
  return agent === null ? null : knownProduct(agent);
}

const knownProduct = memo((agent) => (PRODUCT.exec(agent.trim())?.[1] ?? agent).slice(0, 60));

/** In lists of jobs the name is that of the job. */
export function serviceOf(reading: Reading, record: SourceRecord): string | null {
  const slot = reading.slots.get('service');
  if (slot === undefined) return null;
  const named = slot.node.segments.at(-1)?.toLowerCase() === 'name';
  return named && record.proven?.kind === 'job' ? null : (slot.value as string);
}

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
