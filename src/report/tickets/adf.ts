/** Blocks as Atlassian Document Format, which Jira Cloud's REST API takes for descriptions. */
import { type Block, type Line, type Span, spansOf } from '../content/blocks.js';
import { oneLine, visible } from '../escape.js';

export interface AdfNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, string | number>>;
  readonly marks?: readonly { readonly type: string }[];
  readonly text?: string;
  readonly content?: readonly AdfNode[];
}

export interface AdfDocument {
  readonly version: 1;
  readonly type: 'doc';
  readonly content: readonly AdfNode[];
}

export function blocksAdf(blocks: readonly Block[]): AdfDocument {
  return { version: 1, type: 'doc', content: blocks.flatMap(blockAdf) };
}

function blockAdf(block: Block): AdfNode[] {
  switch (block.kind) {
    case 'text':
      return [{ type: 'paragraph', content: lineAdf(block.line) }];
    case 'heading':
      return [{ type: 'heading', attrs: { level: 3 }, content: lineAdf(block.line) }];
    case 'list':
      return [{ type: block.ordered ? 'orderedList' : 'bulletList', content: block.items.map(itemAdf) }];
    case 'code':
      return [codeAdf(block.language, visible(block.text))];
    case 'table':
      return [{ type: 'table', content: [rowAdf('tableHeader', block.header), ...block.rows.map((row) => rowAdf('tableCell', row))] }];
    case 'fold':
    case 'finding':
      return block.blocks.flatMap(blockAdf);
  }
}

/** A text node must not be empty; a code block may be. */
function codeAdf(language: string, text: string): AdfNode {
  return { type: 'codeBlock', attrs: { language: language || 'text' }, content: text === '' ? [] : [{ type: 'text', text }] };
}

function itemAdf(line: Line): AdfNode {
  return { type: 'listItem', content: [{ type: 'paragraph', content: lineAdf(line) }] };
}

function rowAdf(type: 'tableHeader' | 'tableCell', row: readonly Line[]): AdfNode {
  return { type: 'tableRow', content: row.map((line) => ({ type, content: [{ type: 'paragraph', content: lineAdf(line) }] })) };
}

function lineAdf(line: Line): AdfNode[] {
  return spansOf(line)
    .map(spanAdf)
    .filter(({ text }) => text !== '');
}

function spanAdf(span: Span): AdfNode {
  if (typeof span === 'string') return { type: 'text', text: spaced(span) };
  if ('code' in span) return { type: 'text', text: oneLine(span.code), marks: [{ type: 'code' }] };
  if ('strong' in span) return { type: 'text', text: spaced(span.strong), marks: [{ type: 'strong' }] };
  return { type: 'text', text: oneLine('state' in span ? span.text : span.finding) };
}

/** Blanks at the ends part two spans. */
function spaced(text: string): string {
  const plain = oneLine(text);
  if (plain === '') return text === '' ? '' : ' ';
  return `${/^\s/.test(text) ? ' ' : ''}${plain}${/\s$/.test(text) ? ' ' : ''}`;
}
