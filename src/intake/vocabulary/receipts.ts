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

interface StatedForm {
  readonly name: string;
  readonly mark: string;
  readonly match: string;
  readonly refused: readonly string[];
  readonly partial: readonly string[];
}

const stated = once(() => readWords('receipts') as readonly StatedForm[]);

export const receiptForms = once((): readonly ReceiptForm[] =>
  stated().map(({ name, match, refused, partial }) => ({
    name,
    match: new RegExp(match, 'i'),
    refused: new Set(refused),
    partial: new Set(partial),
  })),
);

/** What a text has that may hold a receipt of any form. */
export const receiptMark = once(
  () =>
    new RegExp(
      stated()
        .map(({ mark }) => mark)
        .join('|'),
      'i',
    ),
);
