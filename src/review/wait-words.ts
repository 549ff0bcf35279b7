/** How a caller waits, in words. */
import type { Facts } from '../model/facts.js';
import { count, formatDuration, formatNumber } from '../util/numbers.js';

type Wait = Facts['waits'][number];

/** Waits spread by a fifth either way have half of them within a tenth: less spreads no load. */
const JITTERED = 0.1;
/** Timers and queues make this much of difference by themselves. */
const ALIKE = 0.02;

/** `; over 12 works they double each time from 500 ms, without jitter`; nothing where too few tell. */
export function waitShape(wait: Wait): string {
  const shape = shapeOf(wait);
  if (shape === null) return '';
  const jitter = wait.policy === 'none' ? '' : jitterOf(wait.jitter ?? 0);
  const together = wait.lockstep ? '; repeats of many works start at the same moments' : '';
  return `; over ${count(wait.works, 'piece')} of work ${shape}${jitter}${together}`;
}

const jitterOf = (share: number): string =>
  share >= JITTERED ? ', with jitter' : share >= ALIKE ? ', with hardly any jitter' : ', without jitter';

function shapeOf({ policy, base_ms, step }: Wait): string | null {
  const from = base_ms === null ? '' : ` from ${formatDuration(base_ms)}`;
  switch (policy) {
    case 'none':
      return 'repeats follow at once';
    case 'constant':
      return 'all waits are alike';
    case 'linear':
      return `each wait is ${formatDuration(step ?? 0)} longer than the one before${from}`;
    case 'exponential':
    case 'growing':
      return `each wait is ${formatNumber(step ?? 0)} times as long as the one before${from}`;
    case 'irregular':
      return 'waits follow no pattern';
    case 'unknown':
      return null;
  }
}
