/** Names of the columns of logs that are kept as tables; see `log-tables.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** Names of columns, and grades that make no log. */
export const logTableWords = once((): Readonly<Record<'said' | 'writer' | 'outcomes', ReadonlySet<string>>> => {
  const data = readWords('log-tables') as Record<string, string[]>;
  const set = (name: string) => new Set(data[name] ?? []);
  return { said: set('said'), writer: set('writer'), outcomes: set('outcomes') };
});
