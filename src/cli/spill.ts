/** Where the engine may put what does not fit into memory: inside the output folder, and gone afterwards. */
import fs from 'node:fs';
import path from 'node:path';

/**
 * Runs `work` with a place for such files below the output folder. The folder is made when missing, and
 * taken away again when nothing was put into it.
 */
export async function withSpill<T>(folder: string, work: (spill: string) => Promise<T>): Promise<T> {
  const made = fs.mkdirSync(folder, { recursive: true });
  const spill = path.join(folder, '.caseharden-spill');
  try {
    return await work(spill);
  } finally {
    fs.rmSync(spill, { recursive: true, force: true });
    if (made !== undefined && fs.readdirSync(folder).length === 0) fs.rmSync(made, { recursive: true, force: true });
  }
}
