/** findings.json: the whole Review for machines, from which every other output can be made again. */
import { READ_ONCE } from '../model/read-once.js';
import { Review, reviewProblem } from '../model/review.js';
import { UserError } from '../util/user-error.js';

/** Keys stand in the order of the schema, and a row of a long list on one line, so that two runs can be compared line by line. */
export function renderJson(review: Review): string {
  return `${indented(Review.parse(review, READ_ONCE), '')}\n`;
}

/** As JSON.stringify with two blanks, save that an item of a list that holds no further list or object stands on one line. */
function indented(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const list = Array.isArray(value);
  const parts = list
    ? value.map((item) => (isFlat(item) ? JSON.stringify(item) : indented(item, deeper)))
    : Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [`${JSON.stringify(key)}: ${indented(item, deeper)}`]));
  const [open, close] = list ? '[]' : '{}';
  return parts.length === 0 ? `${open}${close}` : `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`;
}

function isFlat(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((part) => typeof part !== 'object' || part === null);
}

/**
 * Reads findings.json.
 * @param name of the file, for the message.
 * @throws UserError that names the place where the file is not a review.
 */
export function parseReview(text: string, name = 'findings.json'): Review {
  const value = parseJson(text, name);
  const version = typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : undefined;
  if (version !== '1') {
    throw new UserError(
      `${name}: not a review of this version (schemaVersion is ${JSON.stringify(version) ?? 'missing'}, expected "1"). Give the findings.json that "caseharden audit" wrote.`,
    );
  }
  const problem = reviewProblem(value);
  if (problem) throw new UserError(`${name}: ${problem.place}: ${problem.reason}. Run "caseharden audit" again to make a whole one.`);
  return Review.parse(value, READ_ONCE);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${name}: not JSON (${(error as Error).message}). Give the findings.json that "caseharden audit" wrote.`);
  }
}
