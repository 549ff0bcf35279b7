/** Building blocks of Markdown. */
import { md, mdCode, mdFence } from '../escape.js';
import { parseProse, type Span } from '../prose.js';

/** A table; cells are Markdown already. Empty without rows. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  if (rows.length === 0) return '';
  const rule = header.map((_, at) => (right.includes(at) ? '---:' : '---'));
  return [header, rule, ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A bulleted list; items are Markdown already. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Parts with an empty line between; empty parts are left out. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Prose of a rule, written out again from its blocks, so that nothing but those gets through. */
export function prose(text: string): string {
  return blocks(
    ...parseProse(text).map((block) => {
      if (block.kind === 'code') return mdFence(block.text, block.language);
      if (block.kind === 'list') return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${spans(item)}`).join('\n');
      return spans(block.spans);
    }),
  );
}

/** One line of prose. */
export function sentence(text: string): string {
  return (
    parseProse(text)
      .flatMap((block) => (block.kind === 'paragraph' ? spans(block.spans) : []))
      .join(' ') || md(text)
  );
}

function spans(all: readonly Span[]): string {
  return all.map(({ kind, text }) => (kind === 'code' ? mdCode(text) : kind === 'strong' ? `**${md(text)}**` : outer(text))).join('');
}

/** `md` trims; the blanks between spans must stay. */
function outer(text: string): string {
  return `${/^\s/.test(text) ? ' ' : ''}${md(text)}${/\s$/.test(text) && text.trim() !== '' ? ' ' : ''}`;
}

/** A pipe ends a cell even within code, unless a backslash stands before it. */
function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, '\\|');
}
