/** records/*.csv: the records to repair, one file for each kind of repair. */
import { REPAIR_FILES } from '../model/repair.js';
import type { Review } from '../model/review.js';
import { csv } from './escape.js';

/** All three files, also without rows: a header alone says that there is nothing to repair. RFC 4180, safe in spreadsheets. */
export function renderRecords({ repairs }: Review): [string, string][] {
  return REPAIR_FILES.map(({ file, part, row }) => {
    const columns = Object.keys(row.shape);
    const rows = repairs[part].map((one) => columns.map((column) => String((one as Record<string, unknown>)[column] ?? '')));
    return [file, [columns, ...rows].map((cells) => `${cells.map(csv).join(',')}\r\n`).join('')];
  });
}
