/** review.md */
import type { Review } from '../model/review.js';
import { type Block, type Line, type Section, type Span, spansOf } from './content/blocks.js';
import { sectionsOf } from './content/sections.js';
import { md, mdCode, mdFence } from './escape.js';
import { SEVERITY_WORDS } from './words.js';

const LONGEST_CODE = 400;

/** The whole review as one Markdown document (GitHub's dialect, for the tables). */
export function renderMarkdown(review: Review): string {
  return sectionsMarkdown('Hardening review', sectionsOf(review));
}

/** A document of sections. */
export function sectionsMarkdown(name: string, sections: readonly Section[]): string {
  const parts = sections.flatMap(({ title, blocks }) => [`## ${title}`, ...blocks.map(blockText)]);
  return `${[`# ${name}`, ...parts].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Blocks one below the other. */
export function blocksMarkdown(blocks: readonly Block[]): string {
  return `${blocks
    .map(blockText)
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
      return lineText(block.line);
    case 'heading':
      return `### ${lineText(block.line)}`;
    case 'list':
      return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${lineText(item)}`).join('\n');
    case 'code':
      return mdFence(block.text, block.language);
    case 'table':
      return tableText(block);
    case 'fold':
      return [`**${md(block.title)}**`, ...block.blocks.map(blockText)].join('\n\n');
    case 'finding':
      return [
        `### ${block.finding.id} · ${SEVERITY_WORDS[block.finding.severity]} · ${md(block.finding.title)}`,
        ...block.blocks.map(blockText),
      ].join('\n\n');
  }
}

function tableText({ header, rows, right }: Extract<Block, { kind: 'table' }>): string {
  const rule = header.map((_, at) => (right.includes(at) ? '---:' : '---'));
  const cells = rows.map((row) => row.map((line) => cell(lineText(line))));
  return [header, rule, ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A pipe ends a cell even within code, unless a backslash stands before it. */
function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, '\\|');
}

function lineText(line: Line): string {
  return spansOf(line).map(spanText).join('').trim();
}

function spanText(span: Span): string {
  if (typeof span === 'string') return spaced(span, md);
  if ('code' in span) return mdCode(span.code, LONGEST_CODE);
  if ('strong' in span) return spaced(span.strong, (text) => `**${md(text)}**`);
  if ('state' in span) return ['good', 'unknown', 'low', 'info'].includes(span.state) ? md(span.text) : `**${md(span.text)}**`;
  return md(span.finding);
}

/** Escaping trims; the blanks between spans must stay. */
function spaced(text: string, write: (text: string) => string): string {
  if (text.trim() === '') return text === '' ? '' : ' ';
  return `${/^\s/.test(text) ? ' ' : ''}${write(text)}${/\s$/.test(text) ? ' ' : ''}`;
}
