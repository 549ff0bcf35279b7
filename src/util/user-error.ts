/**
 * An error that the user caused and can mend. Its message is printed alone, without a stack: one
 * line saying what is wrong, where (file:line) and what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
