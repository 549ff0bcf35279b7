/** Receipts inside good answers that say that the document was not taken: `MDN … processed/error: decryption-failed`, `AK9*R*1*1*0~`. */
import { memo } from '../../util/memo.js';
import type { Value } from '../records/format.js';
import { receiptForms, receiptMark } from '../vocabulary/receipts.js';
import type { BodyFacts } from './body.js';

/** The names of a log come back on every record. */
const namesReceipt = memo((name) => receiptMark().test(name));
/** Longer texts are documents, in which receipts for others may be quoted. */
const LONGEST = 4_000;

/** What a bad receipt in a text says; null where there is none, or a good one. */
export function receiptIn(text: string): BodyFacts | null {
  if (text.length > LONGEST || !receiptMark().test(text)) return null;
  for (const { name, match, refused, partial } of receiptForms()) {
    const groups = match.exec(text)?.groups;
    const state = groups?.['code'] ?? groups?.['code2'];
    if (state === undefined) continue;
    const code = /\d|^[A-Z]+$/.test(state) ? state : state.toLowerCase();
    const outcome = refused.has(code) ? 'error' : partial.has(code) ? 'partial' : null;
    if (outcome === null) return null;
    const reason = groups?.['reason']?.trim().toLowerCase() ?? null;
    return {
      outcome,
      errors: 1,
      code: `${name}-${reason !== null && /[a-z]/.test(reason) ? reason : code}`,
      message: reason,
      items: [],
      result: null,
    };
  }
  return null;
}

/** The bad receipt in the text of a record or in one of its fields. */
export function receiptOf(message: string | null, fields: Readonly<Record<string, Value>>): BodyFacts | null {
  const told = message === null ? null : receiptIn(message);
  if (told !== null) return told;
  for (const name in fields) {
    const value = fields[name];
    // The name tells what stands there: `mdn`, `TxSts`.
    const found = typeof value === 'string' && (namesReceipt(name) || receiptMark().test(value)) ? receiptIn(`${name}: ${value}`) : null;
    if (found !== null) return found;
  }
  return null;
}
