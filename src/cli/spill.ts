/** Where the engine may put what does not fit into memory: inside the output folder, and gone afterwards. */
import fs from 'node:fs';
import path from 'node:path';
import { cleaningUp } from '../util/stopping.js';

/**
 * Runs `work` with a place for such files below the output folder. The folder is made when missing, and
 * taken away again when nothing was put into it.
 */
export async function withSpill<T>(folder: string, work: (spill: string) => Promise<T>): Promise<T> {
  const made = fs.mkdirSync(folder, { recursive: true });
  const spill = path.join(folder, '.caseharden-spill');
  const clean = () => {
    fs.rmSync(spill, { recursive: true, force: true });
    if (made !== undefined && fs.existsSync(folder) && fs.readdirSync(folder).length === 0)
      fs.rmSync(made, { recursive: true, force: true });
  };
  return await cleaningUp(clean, () => work(spill));
}
