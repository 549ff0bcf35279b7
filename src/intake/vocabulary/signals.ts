/** What messages say happened; see `signals.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** One entry of `signals.yaml`. */
export interface SignalPattern {
  readonly signal: string | null;
  readonly match: RegExp;
  readonly not: RegExp | null;
  readonly when: 'fine' | 'bad' | null;
}

export const signalPatterns = once((): readonly SignalPattern[] =>
  (readWords('signals') as { signal: string | null; match: string; not?: string; when?: 'fine' | 'bad' }[]).map((entry) => ({
    signal: entry.signal,
    match: new RegExp(entry.match, 'i'),
    not: entry.not === undefined ? null : new RegExp(entry.not, 'i'),
    when: entry.when ?? null,
  })),
);
