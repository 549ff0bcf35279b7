/** Where the configuration is, when nobody names it. */
import fs from 'node:fs';
import path from 'node:path';

export const CONFIG_NAME = 'caseharden.yaml';

/** The file in the folder, or in the nearest folder above it, seen from the folder; null when there is none. */
export function findConfig(folder: string): string | null {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const file = path.join(at, CONFIG_NAME);
    if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return path.relative(folder, file);
    if (path.dirname(at) === at) return null;
  }
}
