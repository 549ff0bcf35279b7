/** Blocks in Jira's wiki markup, which its CSV import takes for descriptions. */
import { type Block, type Line, type Span, spansOf } from '../content/blocks.js';
import { oneLine, wiki, wikiBlock } from '../escape.js';

export function blocksWiki(blocks: readonly Block[]): string {
  return blocks
    .map(blockWiki)
    .filter((part) => part !== '')
    .join('\n\n')
    .replace(/^(h3\. .*)\n\n/gm, '$1\n');
}

function blockWiki(block: Block): string {
  switch (block.kind) {
    case 'text':
      return lineWiki(block.line);
    case 'heading':
      return `h3. ${lineWiki(block.line)}`;
    case 'list':
      return block.items.map((item) => `${block.ordered ? '#' : '*'} ${lineWiki(item)}`).join('\n');
    case 'code':
      return `{noformat}\n${wikiBlock(block.text)}\n{noformat}`;
    case 'table':
      return [`||${block.header.map((name) => wiki(oneLine(name))).join('||')}||`, ...block.rows.map(rowWiki)].join('\n');
    case 'fold':
    case 'finding':
      return blocksWiki(block.blocks);
  }
}

const rowWiki = (row: readonly Line[]): string => `|${row.map(lineWiki).join('|')}|`;

function lineWiki(line: Line): string {
  return spansOf(line).map(spanWiki).join('').trim();
}

function spanWiki(span: Span): string {
  if (typeof span === 'string') return spaced(span, (text) => text);
  if ('code' in span) return `{{${wiki(oneLine(span.code))}}}`;
  if ('strong' in span) return spaced(span.strong, (text) => `*${text}*`);
  return wiki(oneLine('state' in span ? span.text : span.finding));
}

/** Blanks at the ends part two spans. */
function spaced(text: string, mark: (text: string) => string): string {
  const plain = wiki(oneLine(text));
  if (plain === '') return text === '' ? '' : ' ';
  return `${/^\s/.test(text) ? ' ' : ''}${mark(plain)}${/\s$/.test(text) ? ' ' : ''}`;
}
