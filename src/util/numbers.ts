/** Numbers as people read them. English notation on every machine, so that output does not depend on a locale. */

/** 1234 → `1,234`; 4.6789 → `4.7`; 0.0312 → `0.031`. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return group(value.toFixed(0));
  const size = Math.abs(value);
  if (size >= 100) return group(value.toFixed(0));
  if (size >= 1) return trimZeros(value.toFixed(1));
  return trimZeros(value.toPrecision(2));
}

/** 0.4567 → `46 %`; 0.0123 → `1.2 %`. Never rounds to 0 % or 100 % what is not. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  if (percent < 100 && percent > 99.9) return '> 99.9 %';
  const shown = percent < 10 || percent > 90 ? percent.toFixed(1) : percent.toFixed(0);
  return `${shown.replace(/\.0$/, '')} %`;
}

/** Milliseconds in the unit that reads best: `250 ms`, `4.7 s`, `12 min`, `3.5 h`, `2.1 days`. */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size < 1_000) return `${formatNumber(Math.round(ms))} ms`;
  if (size < 120_000) return `${formatNumber(roundTo(ms / 1_000, 1))} s`;
  if (size < 7_200_000) return `${formatNumber(roundTo(ms / 60_000, size < 600_000 ? 1 : 0))} min`;
  if (size < 172_800_000) return `${formatNumber(roundTo(ms / 3_600_000, 1))} h`;
  return `${formatNumber(roundTo(ms / 86_400_000, 1))} days`;
}

/** `1 call`, `1,234 calls`. The plural is the noun with an s unless it is given. */
export function count(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(value)} ${value === 1 ? noun : plural}`;
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function trimZeros(digits: string): string {
  return digits.includes('e') ? String(Number(digits)) : digits.replace(/\.?0+$/, '');
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
