/** Times in UTC, as machines and as people read them. */

/** RFC 3339 in UTC; whole seconds lose their `.000`. */
export function toRfc3339(ms: number): string {
  return new Date(Math.round(ms)).toISOString().replace('.000Z', 'Z');
}

/** `2026-03-01 09:14:07 UTC`. */
export function formatTime(rfc3339: string): string {
  return `${rfc3339.slice(0, 10)} ${rfc3339.slice(11, 19)} UTC`;
}

/** `2026-03-01 09:14:07 to 09:20:11 UTC`; the second date only when it differs. */
export function formatSpan(start: string, end: string): string {
  if (start.slice(0, 19) === end.slice(0, 19)) return formatTime(start);
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${start.slice(0, 10)} ${start.slice(11, 19)} to ${sameDay ? '' : `${end.slice(0, 10)} `}${end.slice(11, 19)} UTC`;
}
