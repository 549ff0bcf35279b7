/** Errors to words and exit status. */
import { UserError } from '../util/user-error.js';
import { printError } from './terminal.js';

/** 2 for what the user can mend, without a stack; 3 for a fault of the program, with one. */
export function reportError(error: unknown): 2 | 3 {
  if (error instanceof UserError) {
    printError(`caseharden: ${error.message}`);
    return 2;
  }
  printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
  printError('caseharden: internal error. This is a fault of the program; please report it with the lines above.');
  return 3;
}
