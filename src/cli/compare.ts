/** `caseharden compare OLD NEW`: what is new, worse, unchanged, better and gone. */

import { COMPARISON_MARK, comparisonFiles } from '../report/comparison/files.js';
import { compareReviews } from '../review/compare/compare.js';
import { trendsOf } from '../review/compare/trends.js';
import { UserError } from '../util/user-error.js';
import { programVersion } from '../util/version.js';
import { writeOutput } from './output.js';
import { readHistory, readReview } from './reviews.js';
import { print, printable } from './terminal.js';

interface CompareOptions {
  readonly out?: string;
  readonly format: string;
  readonly history?: string;
}

/** Exit status 0. @throws UserError when one of the two cannot be read. */
export async function runCompare(old: string | undefined, now: string | undefined, options: CompareOptions): Promise<number> {
  const history = options.history === undefined ? null : readHistory(options.history);
  const trends = history && trendsOf(history);
  const inOrder = [...(history ?? [])].sort((a, b) => ((a.span?.start ?? '') < (b.span?.start ?? '') ? -1 : 1));
  const before = old === undefined ? inOrder.at(-2) : readReview(old);
  const after = now === undefined ? inOrder.at(-1) : readReview(now);
  if (!before || !after || (old === undefined) !== (now === undefined))
    throw new UserError(
      'compare needs two audits: name OLD and NEW (findings.json or output folders), or --history DIR with at least two.',
    );
  const files = comparisonFiles(compareReviews(before, after, programVersion()), trends);
  if (options.out !== undefined) writeOutput(options.out, files, COMPARISON_MARK);
  if (options.format === 'json') await print(files.get(COMPARISON_MARK) ?? '');
  else if (options.format === 'md') await print(printable(files.get('comparison.md') ?? ''));
  else throw new UserError(`--format ${options.format}: there is no such output. Use md or json.`);
  return 0;
}
