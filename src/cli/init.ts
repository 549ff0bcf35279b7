/** `caseharden init PATH...`: a first configuration from what the input shows, with comments. */
import fs from 'node:fs';
import { audit } from '../audit.js';
import { plainReason } from '../intake/plan/reasons.js';
import { firstConfig } from '../report/first-config.js';
import { UserError } from '../util/user-error.js';
import { print } from './terminal.js';

/** @throws UserError when the file is there already, or nothing in the paths can be used. */
export async function runInit(paths: readonly string[], { config: file }: { readonly config: string }): Promise<number> {
  if (fs.existsSync(file)) throw new UserError(`${file}: is there already. Change it there, or name another file with --config.`);
  const text = firstConfig(await audit(paths), paths);
  try {
    fs.writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new UserError(`${file}: cannot be written: ${plainReason(error)}. Name another file with --config.`);
  }
  await print(`${file} written. Read it, mend the names, then: caseharden audit ${paths.join(' ')}\n`);
  return 0;
}
