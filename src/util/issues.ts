/** Schema errors as one sentence: the place and what is wrong there. */

interface Issues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** The first issue of a failed parse, for instance `measures.attempts.doc: must be a text`. */
export function describeIssue(error: Issues): string {
  const [issue] = error.issues;
  if (!issue) return 'does not fit the schema';
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return `${issue.path.map(String).join('.') || 'top level'}: ${issue.message}${more}`;
}
