/** `caseharden inspect`: what each file is taken for and why, which field comes from where, what is not understood. */
import { intake } from '../intake/intake.js';
import { totalsOf } from '../intake/totals.js';
import type { Input } from '../model/input.js';
import { inspection } from './inspection.js';
import { coloursFor, print, printError, widthOf } from './terminal.js';

/** Exit status 0; 2 when nothing could be used. @throws UserError when a path is missing. */
export async function runInspect(paths: readonly string[], options: { readonly format: 'text' | 'json' }): Promise<number> {
  const inputs: Input[] = await intake(paths, () => {}, { onNote: (note) => printError(`caseharden: ${note}`) });
  if (options.format === 'json') await print(`${JSON.stringify({ totals: totalsOf(inputs), inputs }, null, 2)}\n`);
  else await print(inspection(inputs, { colours: coloursFor(process.stdout), width: widthOf(process.stdout) }));
  return inputs.some((input) => input.events > 0) ? 0 : 2;
}
