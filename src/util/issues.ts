/** Schema errors as one sentence: the place and what is wrong there. */
import { yamlLine } from './yaml.js';

interface Issues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** The first issue of a failed parse, for instance `measures.attempts.doc: must be a text`. */
export function describeIssue(error: Issues): string {
  const [issue] = error.issues;
  if (!issue) return 'does not fit the schema';
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return `${issue.path.map(String).join('.') || 'top level'}: ${inWords(issue.message)}${more}`;
}

/** The same with file and line: `rules/own/late/rule.yaml:12: measures.late.doc: is missing; add it (string)`. */
export function describeYamlIssue(file: string, text: string, error: Issues): string {
  return `${file}:${yamlLine(text, error.issues[0]?.path ?? [])}: ${describeIssue(error)}`;
}

function inWords(message: string): string {
  const missing = /^Invalid input: expected (\w+), received undefined$/.exec(message);
  if (missing) return `is missing; add it (${missing[1]})`;
  return message.startsWith('Unrecognized key') ? `${message}; mend its spelling or take it out` : message;
}
