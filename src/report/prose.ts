/**
 * The prose of rules: a small part of Markdown (paragraphs, lists, fenced code, inline code, bold).
 * Rule packs may come from strangers, so links, images and HTML are not among it: they stay text.
 */
export type Span = { readonly kind: 'text' | 'code' | 'strong'; readonly text: string };
export type Block =
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;

/** Blocks in order. Anything that is not understood is a paragraph. */
export function parseProse(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  let at = 0;
  while (at < lines.length) {
    const { block, next } = blockAt(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number): { readonly block: Block | null; readonly next: number } {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { block: null, next: at + 1 };
  if (/^\s*```/.test(line)) return codeAt(lines, at);
  return ITEM.test(line) ? listAt(lines, at) : paragraphAt(lines, at);
}

function codeAt(lines: readonly string[], at: number): { readonly block: Block; readonly next: number } {
  const close = lines.findIndex((line, index) => index > at && /^\s*```\s*$/.test(line));
  const end = close < 0 ? lines.length : close;
  const language = /^\s*```(\w*)/.exec(lines[at] ?? '')?.[1] ?? '';
  return { block: { kind: 'code', language, text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function listAt(lines: readonly string[], start: number): { readonly block: Block; readonly next: number } {
  const items: string[] = [];
  const ordered = ITEM.exec(lines[start] ?? '')?.[1] !== undefined;
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const item = ITEM.exec(line);
    if (item) items.push(item[2] ?? '');
    else if (/^\s+\S/.test(line)) items.push(`${items.pop() ?? ''} ${line.trim()}`);
    else break;
  }
  return { block: { kind: 'list', ordered, items: items.map(parseSpans) }, next: at };
}

function paragraphAt(lines: readonly string[], start: number): { readonly block: Block; readonly next: number } {
  let at = start + 1;
  while (at < lines.length && (lines[at] ?? '').trim() !== '' && !ITEM.test(lines[at] ?? '') && !/^\s*```/.test(lines[at] ?? '')) at += 1;
  const text = lines
    .slice(start, at)
    .map((line) => line.trim())
    .join(' ');
  return { block: { kind: 'paragraph', spans: parseSpans(text) }, next: at };
}

/** Text, `code` and **strong** in order. */
export function parseSpans(text: string): Span[] {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== '')
    .map((part): Span => {
      if (/^`.+`$/.test(part)) return { kind: 'code', text: part.slice(1, -1) };
      if (/^\*\*.+\*\*$/.test(part)) return { kind: 'strong', text: part.slice(2, -2) };
      return { kind: 'text', text: part };
    });
}
