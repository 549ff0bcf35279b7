/** The text of an input, and what went wrong on its way; known only when it was read to the end. */

import type { OpenedTotals } from '../inputs/open.js';
import { type Ledger, noteProblem } from '../ledger.js';
import { plainReason } from '../plan/reasons.js';

export interface WatchedText {
  readonly text: AsyncGenerator<string>;
  readonly note: (ledger: Ledger) => void;
}

/** Text that cannot be read further ends there; what was read counts. */
export function watchedText(chunks: AsyncGenerator<string>, totals: OpenedTotals): WatchedText {
  let stopped: string | null = null;
  const watched = async function* () {
    try {
      yield* chunks;
    } catch (error) {
      stopped = `Reading stopped before the end: ${plainReason(error)}.`;
    }
  };
  return {
    text: watched(),
    note: (ledger) => {
      if (stopped !== null) noteProblem(ledger, null, stopped);
      if (totals.broken !== null) noteProblem(ledger, null, totals.broken);
      if (totals.western > 0) noteProblem(ledger, null, westernLines(totals.western));
    },
  };
}

const westernLines = (count: number): string =>
  `${count} ${count === 1 ? 'line is' : 'lines are'} not UTF-8 and ${count === 1 ? 'was' : 'were'} read as Windows-1252.`;
