/** What a review says, before it is Markdown or HTML: blocks of lines of spans. Both renderers say the same, since they get the same. */
import type { Finding } from '../../model/finding.js';
import { type Span as ProseSpan, parseProse } from '../prose.js';

/** Plain text is a string. Everything in it is hostile until a renderer has escaped it. */
export type Span =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly state: State; readonly text: string }
  | { readonly finding: string };
/** Colour of a word that states a judgement; the word itself always says it too. */
export type State = 'good' | 'bad' | 'warn' | 'unknown' | 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Line = Span | readonly Span[];

export type Block =
  | { readonly kind: 'text'; readonly line: Line }
  | { readonly kind: 'heading'; readonly line: Line }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Line[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly header: readonly string[];
      readonly rows: readonly (readonly Line[])[];
      readonly right: readonly number[];
    }
  /** A part that can be folded away where the medium allows it. */
  | { readonly kind: 'fold'; readonly title: string; readonly open: boolean; readonly blocks: readonly Block[] }
  | { readonly kind: 'finding'; readonly finding: Finding; readonly blocks: readonly Block[] };

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Spans of a line. */
export function spansOf(line: Line): readonly Span[] {
  return Array.isArray(line) ? line : [line as Span];
}

export function text(...spans: readonly Span[]): Block {
  return { kind: 'text', line: spans };
}

export function heading(...spans: readonly Span[]): Block {
  return { kind: 'heading', line: spans };
}

/** Nothing without items. */
export function list(items: readonly Line[], ordered = false): Block[] {
  return items.length > 0 ? [{ kind: 'list', ordered, items }] : [];
}

/** Nothing without rows. */
export function table(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly Line[])[],
  right: readonly number[] = [],
): Block[] {
  return rows.length > 0 ? [{ kind: 'table', caption, header, rows, right }] : [];
}

export function code(content: string, language = 'text'): Block {
  return { kind: 'code', language, text: content };
}

/** Nothing without content. */
export function fold(title: string, blocks: readonly Block[], open = false): Block[] {
  return blocks.length > 0 ? [{ kind: 'fold', title, open, blocks }] : [];
}

/** Names in code style, with commas between. */
export function codes(names: readonly string[]): Span[] {
  return names.flatMap((name, at) => (at === 0 ? [{ code: name }] : [', ', { code: name }]));
}

/** Ids of findings, with commas between; a word when there are none. */
export function refs(ids: readonly string[], none = '—'): Span[] {
  return ids.length === 0 ? [none] : ids.flatMap((id, at) => (at === 0 ? [{ finding: id }] : [', ', { finding: id }]));
}

/** Prose of a rule as blocks. */
export function prose(content: string): Block[] {
  return parseProse(content).map((block): Block => {
    if (block.kind === 'code') return code(block.text, block.language);
    if (block.kind === 'list') return { kind: 'list', ordered: block.ordered, items: block.items.map(proseLine) };
    return { kind: 'text', line: proseLine(block.spans) };
  });
}

/** One line of prose; its lists and fences are left out. */
export function sentence(content: string): Span[] {
  return parseProse(content).flatMap((block) => (block.kind === 'paragraph' ? proseLine(block.spans) : []));
}

function proseLine(spans: readonly ProseSpan[]): Span[] {
  return spans.map(({ kind, text: content }) => (kind === 'code' ? { code: content } : kind === 'strong' ? { strong: content } : content));
}
