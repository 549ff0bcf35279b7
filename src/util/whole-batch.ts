/** A batch of columns in one piece of memory of its own, so that it can be handed to another thread without a copy. */
import type { Column, ColumnBatch } from './columns.js';

/** Columns begin at whole words of 64 bits, so that they can be seen as numbers. */
const WORD = 8;

const room = (bytes: Uint8Array | null): number => (bytes === null ? 0 : Math.ceil(bytes.length / WORD) * WORD);

/** Copies a batch, which would be overwritten by the rows that are added next. */
export function wholeBatch({ rows, columns, texts }: ColumnBatch): ColumnBatch {
  const whole = new ArrayBuffer(columns.reduce((sum, { valid, data }) => sum + room(valid) + room(data), room(texts)));
  let used = 0;
  const place = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    const placed = new Uint8Array(whole, used, bytes.length);
    placed.set(bytes);
    used += room(bytes);
    return placed;
  };
  const own = (bytes: Uint8Array<ArrayBuffer> | null) => (bytes === null ? null : place(bytes));
  const copied = columns.map(({ filled, valid, data }): Column => ({ filled, valid: own(valid), data: own(data) }));
  return { rows, columns: copied, texts: place(texts) };
}
