/** One line of progress on standard error that overwrites itself; and how long each stage took. */
import { count, formatDuration, formatNumber } from '../util/numbers.js';
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
  /** @param share of the input that is read, 0 to 1; null where that cannot be told. */
  enter(stage: string, events: number, share?: number | null): void;
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
    enter(next, events, share = null) {
      const changed = next !== stage;
      if (changed) close();
      stage = next;
      if (!visible || (!changed && performance.now() - drawn < REDRAW_MS)) return;
      drawn = performance.now();
      process.stderr.write(`\r\u001b[K${lineOf(next, events, share, performance.now() - since)}`);
    },
    end() {
      close();
      stage = '';
      if (visible) process.stderr.write('\r\u001b[K');
    },
    timings: () => timings,
  };
}

/** Before that nobody waits, and a rate would be a guess. */
const SOON_MS = 2_000;

/** `reading: 41,200 events, 62 %, 18,400/s, about 12 s left`; the rate and the rest of the time only where reading takes long. */
export function lineOf(stage: string, events: number, share: number | null, ms: number): string {
  const doing = DOING[stage] ?? stage;
  if (events === 0) return doing;
  const told = `${doing}: ${count(events, 'event')}`;
  if (stage !== 'intake' || ms < SOON_MS) return told;
  const rate = `${formatNumber(Math.round((events * 1_000) / ms))}/s`;
  if (share === null || share <= 0.01 || share > 1) return `${told}, ${rate}`;
  const left = Math.max(1_000, Math.round((ms * (1 - share)) / share / 1_000) * 1_000);
  return `${told}, ${Math.floor(share * 100)} %, ${rate}, about ${formatDuration(left)} left`;
}

/** Prints the stages with their durations. */
export function printTimings(progress: Progress): void {
  for (const { stage, ms } of progress.timings()) printError(`${stage.padEnd(10)} ${formatDuration(ms).padStart(9)}`);
}
