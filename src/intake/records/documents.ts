/** Reads an input that is one document: whole, then element by element. */

import type { Delivery } from '../delivery.js';
import { enterReject, type Ledger } from '../ledger.js';
import type { Normalizing } from '../normalizing.js';
import { LONGEST_DOCUMENT } from './bounds.js';
import type { DocumentFormat, Sample } from './format.js';

/** Reads a document; one that cannot be read (further) is a malformed record with the reason. */
export async function readDocument(
  format: DocumentFormat,
  text: AsyncGenerator<string>,
  sample: Sample,
  ledger: Ledger,
  normalizing: Normalizing,
  delivery: Delivery,
): Promise<void> {
  try {
    const whole = await wholeText(text);
    for (const result of format.read(whole.charCodeAt(0) === 0xfeff ? whole.slice(1) : whole, sample.name)) {
      if ('reject' in result) enterReject(ledger, result);
      else normalizing.add(result);
      if (delivery.isFull()) await delivery.whenFull();
    }
  } catch (error) {
    if (delivery.failed()) throw error;
    enterReject(ledger, {
      line: 1,
      reject: 'malformed',
      reason: `The document does not read as ${format.name}: ${(error as Error).message}`,
    });
  }
}

async function wholeText(text: AsyncGenerator<string>): Promise<string> {
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of text) {
    length += chunk.length;
    if (length <= LONGEST_DOCUMENT) parts.push(chunk);
    else parts = [];
  }
  if (length > LONGEST_DOCUMENT)
    throw new Error(
      `it has ${length} characters, and more than ${LONGEST_DOCUMENT} are not read at once. Split it, or make lines of its entries: jq -c '.[]' FILE`,
    );
  return parts.join('');
}
