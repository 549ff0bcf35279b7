/** `caseharden report`: renders a findings.json again. */
import fs from 'node:fs';
import { plainReason } from '../intake/plan/reasons.js';
import { renderFiles } from '../report/files.js';
import { parseReview } from '../report/json.js';
import { UserError } from '../util/user-error.js';
import { writeOutput } from './output.js';
import { print } from './terminal.js';

/** @throws UserError when the file is not a findings.json of this version, or the folder cannot be written. */
export async function runReport(file: string, options: { readonly out: string; readonly quiet?: boolean }): Promise<number> {
  const files = renderFiles(parseReview(read(file), file));
  writeOutput(options.out, files);
  if (!options.quiet) await print(`Written to ${options.out}:\n${[...files.keys()].map((name) => `  ${name}\n`).join('')}`);
  return 0;
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${plainReason(error)}. Name the findings.json that an audit wrote.`);
  }
}
