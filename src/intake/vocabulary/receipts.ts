/** Receipts for business documents; see `receipts.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** How receipts of one kind are written, and which of their states are bad. */
export interface ReceiptForm {
  readonly name: string;
  readonly match: RegExp;
  readonly refused: ReadonlySet<string>;
  readonly partial: ReadonlySet<string>;
}

export const receiptForms = once((): readonly ReceiptForm[] =>
  (readWords('receipts') as { name: string; match: string; refused: string[]; partial: string[] }[]).map(
    ({ name, match, refused, partial }) => ({ name, match: new RegExp(match, 'i'), refused: new Set(refused), partial: new Set(partial) }),
  ),
);
