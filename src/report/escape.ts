/**
 * All text from logs is hostile. One function per sink, and before each of them the same step:
 * characters that nobody sees are made visible.
 */

/** Control and format characters (bidi, zero-width, tags), line separators and lone surrogates: they hide or reorder what is read. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** Escape sequences of terminals: CSI, OSC and the two-character ones. */
const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
const ANSI = new RegExp(`${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BEL}${ESC}\\n]*(?:${BEL}|${ESC}\\\\)?|[@-Z\\\\-_])`, 'g');

/** Terminal sequences are dropped, other unseen characters become `\u202e`; tabs and line breaks stay. */
export function visible(text: string): string {
  return text
    .replace(ANSI, '')
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** One line: line breaks and tabs become blanks. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim();
}

/** At most so many characters, the last one an ellipsis when something was cut. */
export function cut(text: string, most: number): string {
  const chars = [...text];
  return chars.length <= most ? text : `${chars.slice(0, most - 1).join('')}…`;
}

/** Text and attribute values of HTML. */
export function html(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * Running text of Markdown, on one line: nothing in it is taken for markup, a link or HTML. An
 * underscore inside a word is no markup and stays as it is, so that names remain readable.
 */
export function md(text: string): string {
  return oneLine(text)
    .replace(/&/g, '&amp;')
    .replace(/[\\`*[\]<|~]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/^([-+=>#])/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/(https?|ftp):\/\//gi, '$1&#58;//')
    .replace(/\bwww\./gi, 'www&#46;')
    .replace(/@(?=\w)/g, '&#64;');
}

/** Inline code of Markdown; long values are cut. A table escapes the pipes of its cells itself. */
export function mdCode(text: string, most = 160): string {
  const plain = cut(oneLine(text), most);
  if (plain === '') return '—';
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 || plain.startsWith(' ') ? `${fence} ${plain} ${fence}` : fence + plain + fence;
}

/** A fenced block of Markdown whose fence is longer than any in the text. */
export function mdFence(text: string, language = ''): string {
  const plain = visible(text);
  const longest = Math.max(2, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${plain}\n${fence}`;
}

/** A CSV field (RFC 4180), always quoted. A spreadsheet must not take it for a formula. */
export function csv(text: string): string {
  const plain = visible(text);
  const safe = /^[\s]*[=+\-@\t\r|%]/.test(plain) ? `'${plain}` : plain;
  return `"${safe.replace(/"/g, '""')}"`;
}

/** Running text of Jira's wiki markup: no macro, link, image, table or formatting out of a log. */
export function wiki(text: string): string {
  return visible(text)
    .replace(/[{}[\]|*_!^~+?\\#]/g, '\\$&')
    .replace(/--/g, '-\\-')
    .replace(/^(h[1-6]|bq)\./gm, '$1\\.')
    .replace(/^-(?=\s)/gm, '\\-');
}

/** Content of a {noformat} block: nothing may close it. */
export function wikiBlock(text: string): string {
  return visible(text).replace(/\{(noformat|code)/gi, '{ $1');
}

/** Terminal: no escape sequence, no control character, one line. */
export function terminal(text: string): string {
  return oneLine(text);
}
