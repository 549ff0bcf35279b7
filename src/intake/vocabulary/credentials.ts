/** Names and beginnings of credentials; see `credentials.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** How credentials are told by their names and by their beginnings; see `credentials.yaml`. */
export const credentialWords = once(() => {
  const data = readWords('credentials') as Record<'certain' | 'made' | 'random' | 'never' | 'states', string[]> & {
    issued: { least: number; begins: string[] }[];
  };
  const endings = (patterns: readonly string[]) => new RegExp(`(?:${patterns.join('|')})$`);
  return {
    certain: endings(data.certain),
    made: endings(data.made),
    random: endings(data.random),
    never: endings(data.never),
    states: new Set(data.states),
    issued: data.issued,
  };
});
