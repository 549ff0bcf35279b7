/** One line of progress on standard error that overwrites itself; and how long each stage took. */
import { count, formatDuration } from '../util/numbers.js';
import { printError } from './terminal.js';

const DOING: Readonly<Record<string, string>> = {
  intake: 'reading',
  store: 'joining calls and attempts',
  rulepack: 'loading rules',
  detect: 'running rules',
  excerpts: 'looking up evidence',
  assess: 'weighing findings',
  review: 'writing the review',
};
const REDRAW_MS = 100;

export interface Progress {
  enter(stage: string, events: number): void;
  /** Ends the last stage and clears the line. */
  end(): void;
  timings(): readonly { readonly stage: string; readonly ms: number }[];
}

/** Progress of a run; nothing is shown unless `visible`. */
export function startProgress(visible: boolean): Progress {
  const timings: { stage: string; ms: number }[] = [];
  let stage = '';
  let since = performance.now();
  let drawn = 0;
  const close = () => {
    if (stage !== '') timings.push({ stage, ms: performance.now() - since });
    since = performance.now();
  };
  return {
    enter(next, events) {
      const changed = next !== stage;
      if (changed) close();
      stage = next;
      if (!visible || (!changed && performance.now() - drawn < REDRAW_MS)) return;
      drawn = performance.now();
      process.stderr.write(`\r\u001b[K${DOING[next] ?? next}${events > 0 ? `: ${count(events, 'event')}` : ''}`);
    },
    end() {
      close();
      stage = '';
      if (visible) process.stderr.write('\r\u001b[K');
    },
    timings: () => timings,
  };
}

/** Prints the stages with their durations. */
export function printTimings(progress: Progress): void {
  for (const { stage, ms } of progress.timings()) printError(`${stage.padEnd(10)} ${formatDuration(ms).padStart(9)}`);
}
