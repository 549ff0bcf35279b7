/** Splits a line at blanks; a quoted part is one token, without its quotes. */

const TOKEN = /"((?:[^"\\]|\\.)*)"|(\S+)/y;

/** The tokens of a line; null when a quote has no end. */
export function splitTokens(line: string): string[] | null {
  const tokens: string[] = [];
  const end = line.trimEnd().length;
  let at = 0;
  while (at < end) {
    if (line.charCodeAt(at) === 32) {
      at++;
      continue;
    }
    TOKEN.lastIndex = at;
    const m = TOKEN.exec(line);
    if (m === null || (m[1] === undefined && line.charCodeAt(at) === 34)) return null;
    tokens.push(m[1] ?? (m[2] as string));
    at = TOKEN.lastIndex;
  }
  return tokens;
}
