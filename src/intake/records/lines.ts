/** Chunks of text → physical lines. */

import { LONGEST_LINE } from './bounds.js';

/** A physical line without its line break; null when it is longer than LONGEST_LINE. */
export type Line = string | null;

/** Splits chunks at line feeds, takes a carriage return before them off, and keeps a last line without a break. */
export async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let tail: Tail = { text: '', overlong: false };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    tail = splitChunk(chunk, tail, lines);
    if (lines.length > 0) yield lines;
  }
  if (tail.text !== '' || tail.overlong) yield [finished(tail)];
}

interface Tail {
  readonly text: string;
  readonly overlong: boolean;
}

function splitChunk(chunk: string, tail: Tail, lines: Line[]): Tail {
  let from = 0;
  let open = tail;
  for (let at = chunk.indexOf('\n'); at !== -1; at = chunk.indexOf('\n', from)) {
    lines.push(finished(grown(open, chunk.slice(from, at))));
    open = { text: '', overlong: false };
    from = at + 1;
  }
  return grown(open, chunk.slice(from));
}

function grown(tail: Tail, more: string): Tail {
  if (tail.overlong || tail.text.length + more.length > LONGEST_LINE) return { text: '', overlong: true };
  return { text: tail.text === '' ? more : tail.text + more, overlong: false };
}

function finished(tail: Tail): Line {
  if (tail.overlong) return null;
  const code = tail.text.charCodeAt(0);
  const text = code === 0 || code === MARK ? tail.text.slice(emptyStart(tail.text)) : tail.text;
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/** Zeros of a file that was cut while its writer went on; the byte order mark of a file that was joined to another. */
function emptyStart(text: string): number {
  let from = 0;
  while (text.charCodeAt(from) === 0 || text.charCodeAt(from) === MARK) from++;
  return from;
}

const MARK = 0xfeff;
