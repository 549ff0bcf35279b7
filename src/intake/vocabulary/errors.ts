/** Error texts of libraries and systems; see `errors.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** What an error text stands for; see `errors.yaml`. */
export interface ErrorPattern {
  readonly match: RegExp;
  readonly code: string;
  readonly sent?: boolean;
  readonly timed_out?: boolean;
}

export const errorPatterns = once((): readonly ErrorPattern[] =>
  (readWords('errors') as { match: string; code: string; sent?: boolean; timed_out?: boolean }[]).map((entry) => ({
    ...entry,
    match: new RegExp(entry.match, 'i'),
  })),
);
