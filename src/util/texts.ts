/** Texts as bytes, one behind the other in a buffer that grows. */

export interface Texts {
  bytes: Buffer<ArrayBuffer>;
  used: number;
}

/** Up to this length a loop over the letters is faster than the call that encodes a text. */
const LOOPED = 48;

export function newTexts(room: number): Texts {
  return { bytes: Buffer.from(new ArrayBuffer(room)), used: 0 };
}

/** Adds a text and gives the number of its bytes in UTF-8. */
export function addText(texts: Texts, text: string): number {
  // A letter takes at most three bytes for each of its UTF-16 units.
  const most = texts.used + text.length * 3;
  if (most > texts.bytes.length) grow(texts, most);
  const plain = text.length <= LOOPED ? addPlain(texts.bytes, texts.used, text) : -1;
  const added = plain >= 0 ? plain : texts.bytes.write(text, texts.used);
  texts.used += added;
  return added;
}

/** Writes a text of plain letters; -1 where it holds others. */
function addPlain(bytes: Uint8Array, at: number, text: string): number {
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n);
    if (code > 127) return -1;
    bytes[at + n] = code;
  }
  return text.length;
}

function grow(texts: Texts, least: number): void {
  const larger = Buffer.from(new ArrayBuffer(Math.max(least, texts.bytes.length * 2)));
  texts.bytes.copy(larger, 0, 0, texts.used);
  texts.bytes = larger;
}
