/** Whether there is anything to audit; if not, the message says which file, which line, why and what to do. */
import type { Input } from '../../model/input.js';
import { UserError } from '../../util/user-error.js';

const SHOWN = 10;

/**
 * Hands the inputs on when at least one event was read from them.
 * @throws UserError naming every file, the line and the reason.
 */
export function requireUsable(inputs: readonly Input[]): Input[] {
  if (inputs.some((input) => input.events > 0)) return [...inputs];
  const reasons = inputs.slice(0, SHOWN).map((input) => `  ${unusableReason(input)}`);
  const more = inputs.length > SHOWN ? [`  and ${inputs.length - SHOWN} more files`] : [];
  const what = inputs.length === 0 ? 'There is no file to read.' : 'None of the files could be used:';
  const mend = 'Hand in logs, metric exports or incident reports as text; `caseharden inspect PATH` shows how each file is read.';
  throw new UserError([what, ...reasons, ...more, mend].join('\n'));
}

/** One line on why a file gave no event: `path:line: reason`. */
export function unusableReason(input: Input): string {
  const problem = input.problems[0];
  const place = problem?.line ? `${input.path}:${problem.line}` : input.path;
  return `${place}: ${problem?.reason ?? (input.bytes === 0 ? 'the file is empty' : input.reason)}`;
}
