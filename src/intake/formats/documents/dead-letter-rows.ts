/** Dead letters that were exported as a table. */

/** Whether the rows are jobs or messages with the error that they died of, by the names of the columns and of the file. */
export function areDeadLetters(names: ReadonlySet<string>, file: string): boolean {
  const all = [...names];
  const any = (pattern: RegExp): boolean => all.some((name) => pattern.test(name));
  if (any(/^deadletter|^dlq|deadletteredat|deadat$/)) return true;
  const work = any(/^(jobid|jid|messageid|taskid|job|task|queue|topic|queuename|originalqueue|sourcequeue)$/);
  const error = any(/^(error|errormessage|lasterror|exception|failedreason|failurereason|reason|errorclass|errorcode)$/);
  if (/dlq|dead.?letter|failed.?(jobs|messages|events)|poison/i.test(file)) return error || work;
  return work && error && any(/^(failedat|attempts|attemptsmade|retrycount|retries|deliverycount|receivecount|diedat)$/);
}
