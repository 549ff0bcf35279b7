/** The rows of a batch of columns, as the engine would read them. */
import { eventColumns } from '../../../src/model/event-columns.js';
import { type ColumnBatch, SHORT_TEXT } from '../../../src/util/columns.js';

type Row = Record<string, unknown>;

export function rowsOf({ rows, columns, texts }: ColumnBatch): Row[] {
  const fields = eventColumns();
  const read = (at: number, row: number): unknown => {
    const { data, valid } = columns[at]!;
    if (data === null || (valid !== null && ((valid[row >> 3]! >> (row & 7)) & 1) === 0)) return null;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const { type } = fields[at]!;
    if (type === 'DOUBLE') return view.getFloat64(row * 8, true);
    if (type === 'BIGINT') return Number(view.getBigInt64(row * 8, true));
    if (type === 'BOOLEAN') return data[row] === 1;
    const length = view.getUint32(row * 16, true);
    const from = view.getUint32(row * 16 + 8, true);
    return Buffer.from(
      length <= SHORT_TEXT ? data.subarray(row * 16 + 4, row * 16 + 4 + length) : texts.subarray(from, from + length),
    ).toString();
  };
  return Array.from({ length: rows }, (_, row) => Object.fromEntries(fields.map(({ name }, at) => [name, read(at, row)])));
}
