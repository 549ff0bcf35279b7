/** JSON of which a logger kept the beginning only: what is whole of it. */
import type { Value } from './format.js';

/** Longer beginnings are no previews. */
const LONGEST = 20_000;

/** The value that a text holds or begins with; undefined when it is no JSON of objects. A value cut in the middle is left out. */
export function beginningOf(text: string): Value | undefined {
  if (text.length < 8 || text.length > LONGEST || !/^\s*[[{]/.test(text) || !text.includes('":')) return undefined;
  const ends = endsIn(text);
  for (const { at, closers } of ends.reverse().slice(0, 8)) {
    try {
      const value = JSON.parse(text.slice(0, at) + closers) as Value;
      return typeof value === 'object' && value !== null ? value : undefined;
    } catch {
      // The text ends between a name and its value: the place before it is tried.
    }
  }
  return undefined;
}

const PREVIEW = /body|payload|response|reply|answer|request|content|json|raw|document|preview|snippet|excerpt|head$/i;
const SENT = /request|sent|outgoing|post/i;

/** The payload in a field of a name of its own: `body_head: "{\\"items\\": [{\\"sku\\": …"`. */
export function previewOf(name: string, value: string): { readonly side: 'request' | 'response'; readonly body: Value } | null {
  const code = value.charCodeAt(0);
  if ((code !== 123 && code !== 91) || !PREVIEW.test(name)) return null;
  const body = beginningOf(value);
  return body === undefined ? null : { side: SENT.test(name) ? 'request' : 'response', body };
}

interface End {
  readonly at: number;
  /** What closes all that is open there. */
  readonly closers: string;
}

/** Places at which the text may be cut and closed: after strings, brackets, and before commas. */
function endsIn(text: string): End[] {
  const ends: End[] = [];
  const open: string[] = [];
  let quoted = false;
  const note = (at: number) => {
    ends.push({ at, closers: [...open].reverse().join('') });
    if (ends.length > 64) ends.shift();
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') {
        quoted = false;
        note(at + 1);
      }
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') {
      open.pop();
      note(at + 1);
      if (open.length === 0) break;
    } else if (char === ',') note(at);
  }
  return ends;
}
