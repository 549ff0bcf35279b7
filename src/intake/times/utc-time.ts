/** Reads the form of time that most loggers write, `2026-03-04T05:06:07.890Z`, without a pattern: it stands on every line. */

/** Milliseconds since 1970-01-01 UTC; null for any other form, and for a day or time that no calendar has. */
export function plainUtc(text: string): number | null {
  const end = text.length - 1;
  if (end < 19 || end > 32 || text.charCodeAt(end) !== 90 || !hasMarks(text)) return null;
  const [year, month, day] = [numberAt(text, 0, 4), numberAt(text, 5, 2), numberAt(text, 8, 2)];
  const [hour, minute, second] = [numberAt(text, 11, 2), numberAt(text, 14, 2), numberAt(text, 17, 2)];
  const millis = end === 19 ? 0 : millisOf(text, end);
  // No digits make a number that is none, and comparing it is false.
  const valid = year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 60;
  return valid && millis >= 0 ? Date.UTC(year, month - 1, day, hour, minute, second, millis) : null;
}

function hasMarks(text: string): boolean {
  return (
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58
  );
}

function numberAt(text: string, from: number, length: number): number {
  let number = 0;
  for (let at = from; at < from + length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Milliseconds of a fraction of any number of digits; finer ones are cut. */
function millisOf(text: string, end: number): number {
  const mark = text.charCodeAt(19);
  const digits = end - 20;
  if ((mark !== 46 && mark !== 44) || digits < 1 || Number.isNaN(numberAt(text, 20, digits))) return Number.NaN;
  return numberAt(text, 20, Math.min(3, digits)) * 10 ** (3 - Math.min(3, digits));
}
