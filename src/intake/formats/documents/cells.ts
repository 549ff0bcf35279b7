/** Cells of a table that hold JSON: custom dimensions, headers, what a logger was given beside its columns. */
import type { JsonObject } from '../../records/value.js';
import { parseObject, set } from '../json/value.js';

/** The row with its cells of JSON taken apart, each under the name of its column. */
export function withParsedCells(row: JsonObject): JsonObject {
  const out: JsonObject = {};
  for (const [name, cell] of Object.entries(row)) set(out, name, (typeof cell === 'string' && parseObject(cell)) || cell);
  return out;
}
