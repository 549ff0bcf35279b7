/** Names of the time, the level and the message of a line in other languages; see `log-names.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

export const logNames = once(() => readWords('log-names') as Record<'time' | 'level' | 'message', readonly string[]>);
