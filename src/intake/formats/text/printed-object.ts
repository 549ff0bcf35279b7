/** Objects as languages print them, `{'ok': False}` of Python, `{"ok"=>false}` of Ruby, `{ ok: false }` of Node, in the form of JSON. */

/** Strings, which stay as they are but for their quotes; words for nothing, true and false; names without quotes. */
const TOKENS =
  /"(?:[^"\\]|\\.)*"(\s*=>\s*)?|'((?:[^'\\]|\\.)*)'|\[(?:Object|Array|Function[^\]]*)\]|:?([A-Za-z_$][\w$]*)(\s*(?::|=>)(?!:)\s*)?/g;
const WORDS: Readonly<Record<string, string>> = { None: 'null', nil: 'null', undefined: 'null', NaN: 'null', True: 'true', False: 'false' };

/** The text with what JSON does not know put into its form; what cannot be put so stays, and JSON refuses it. */
export function fromPrinted(text: string): string {
  return text.replace(TOKENS, (whole, arrow?: string, quoted?: string, word?: string, colon?: string) => {
    if (arrow !== undefined) return `${whole.slice(0, -arrow.length)}: `;
    if (quoted !== undefined) return JSON.stringify(quoted.replace(/\\(['\\])/g, '$1'));
    if (word === undefined) return whole.startsWith('[') ? 'null' : whole;
    return colon === undefined ? (WORDS[word] ?? whole) : `"${word}": `;
  });
}
