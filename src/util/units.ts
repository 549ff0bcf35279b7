/** Numbers whose name states their unit. */
import { formatDuration, formatNumber, formatShare } from './numbers.js';

/** A measure with the unit that its name states: `longest_wait_ms` 4700 → `4.7 s`; `limited_share` 0.31 → `31 %`. */
export function measureText(name: string, value: number): string {
  if (/(^|_)ms$/.test(name)) return formatDuration(value);
  if (/(^|_)(seconds|s)$/.test(name)) return formatDuration(value * 1_000);
  if (/(^|_)minutes$/.test(name)) return formatDuration(value * 60_000);
  if (/(^|_)hours$/.test(name)) return formatDuration(value * 3_600_000);
  if (/(^|_)(share|ratio)$/.test(name)) return value <= 1 ? formatShare(value) : formatNumber(value);
  return formatNumber(value);
}
