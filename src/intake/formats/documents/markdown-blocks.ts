/** The blocks of a Markdown text with their lines: headings, paragraphs, list items, table rows. */
import { lexer, type Token, type Tokens } from 'marked';

export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'row' | 'code' | 'front';
  /** Physical line on which it starts. */
  readonly line: number;
  /** Text without marks of emphasis, links and code; line breaks stay. */
  readonly text: string;
  /** Level of a heading, from 1. */
  readonly depth?: number;
  /** Cells of a table row, and the cells of the table's head. */
  readonly cells?: readonly string[];
  readonly head?: readonly string[];
}

/** Text without Markdown's marks. What is escaped stays what it means. */
export function plainText(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<%[\s\S]*?%>/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/(^|[\s(])[*_](\S[^*_\n]*?)[*_](?=[\s.,;:)!?]|$)/g, '$1$2')
    .replace(/<\/?[a-z][^>\n]*>/gi, '')
    .replace(/\\([\\`*_{}[\]()#+.!|~-])/g, '$1')
    .trim();
}

const lines = (raw: string): number => raw.split('\n').length - 1;
const leading = (raw: string): number => /^\n*/.exec(raw)?.[0].length ?? 0;

/** YAML front matter: one block a line; Markdown would take it for a heading. */
function frontMatter(text: string): { blocks: Block[]; rest: string; line: number } {
  const found = /^---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text);
  if (!found || !/^[\w-]+:/m.test(found[1] ?? '')) return { blocks: [], rest: text, line: 1 };
  const rows = (found[1] ?? '').split('\n').map((row, index): Block => ({ kind: 'front', line: index + 2, text: row.trim() }));
  return {
    blocks: rows.filter((row) => row.text !== '' && !row.text.startsWith('#')),
    rest: text.slice(found[0].length),
    line: lines(found[0]) + 1,
  };
}

function* listItems(list: Tokens.List, start: number): Generator<Block> {
  let line = start;
  for (const item of list.items) {
    const own = item.tokens.filter((token) => token.type !== 'list');
    const text = plainText(own.map((token) => ('text' in token ? String(token.text) : token.raw)).join('\n'));
    if (text !== '') yield { kind: 'item', line: line + leading(item.raw), text: text.replace(/^\[[ xX]\]\s*/, '') };
    let inner = line;
    for (const token of item.tokens) {
      if (token.type === 'list') yield* listItems(token as Tokens.List, inner + leading(token.raw));
      inner += lines(token.raw);
    }
    line += lines(item.raw);
  }
}

function* tableRows(table: Tokens.Table, line: number): Generator<Block> {
  const head = table.header.map((cell) => plainText(cell.text));
  for (const [index, row] of table.rows.entries()) {
    const cells = row.map((cell) => plainText(cell.text));
    if (cells.some((cell) => cell !== ''))
      yield { kind: 'row', line: line + 2 + index, text: cells.filter((cell) => cell !== '').join(' | '), cells, head };
  }
}

function* walk(tokens: readonly Token[], start: number): Generator<Block> {
  let line = start;
  for (const token of tokens) {
    const at = line + leading(token.raw);
    if (token.type === 'heading')
      yield { kind: 'heading', line: at, text: plainText((token as Tokens.Heading).text), depth: (token as Tokens.Heading).depth };
    else if (token.type === 'list') yield* listItems(token as Tokens.List, at);
    else if (token.type === 'table') yield* tableRows(token as Tokens.Table, at);
    else if (token.type === 'blockquote') yield* walk((token as Tokens.Blockquote).tokens, at);
    else if (token.type === 'code') yield { kind: 'code', line: at, text: (token as Tokens.Code).text };
    else if (token.type === 'paragraph' || token.type === 'text' || token.type === 'html')
      yield { kind: 'paragraph', line: at, text: plainText(token.raw) };
    line += lines(token.raw);
  }
}

/** Blocks that say something, in the order of the text. */
export function blocks(source: string): readonly Block[] {
  const { blocks: front, rest, line } = frontMatter(source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  return [...front, ...[...walk(lexer(rest), line)].filter((block) => block.text !== '')];
}
