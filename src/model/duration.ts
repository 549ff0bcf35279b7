/** Spans of time as people write them: `90s`, `15m`, `2h`, `1d`. */
import { z } from 'zod';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const FORM = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d)$/;

/** A text such as `15m`; use `milliseconds` for its length. */
export const Duration = z.string().regex(FORM, 'is no span of time; write a number and ms, s, m, h or d, for instance 15m');

/** Length in milliseconds of a text that `Duration` accepts. */
export function milliseconds(duration: string): number {
  const [, number, unit] = FORM.exec(duration) ?? [];
  return Number(number) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
}
