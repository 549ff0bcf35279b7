/** Blocks of the review as HTML. */
import type { Finding } from '../../model/finding.js';
import { type Block, type Line, type Span, spansOf } from '../content/blocks.js';
import { SEVERITY_WORDS } from '../words.js';
import { h, type Markup } from './markup.js';

/** Identifier of the element of a finding, for links. */
export function anchor(id: string): string {
  return `finding-${id.replace(/[^A-Za-z0-9-]/g, '')}`;
}

export function blockHtml(block: Block): Markup {
  switch (block.kind) {
    case 'text':
      return h`<p>${lineHtml(block.line)}</p>\n`;
    case 'heading':
      return h`<h3>${lineHtml(block.line)}</h3>\n`;
    case 'list':
      return block.ordered ? h`<ol>${block.items.map(item)}</ol>\n` : h`<ul>${block.items.map(item)}</ul>\n`;
    case 'code':
      return h`<pre tabindex="0"><code>${block.text}</code></pre>\n`;
    case 'table':
      return tableHtml(block);
    case 'fold':
      return h`<details${block.open ? OPEN : null}><summary>${block.title}</summary>\n<div class="folded">${block.blocks.map(blockHtml)}</div></details>\n`;
    case 'finding':
      return findingHtml(block.finding, block.blocks);
  }
}

const OPEN: Markup = { markup: ' open' };

export function lineHtml(line: Line): Markup[] {
  return spansOf(line).map(spanHtml);
}

function item(line: Line): Markup {
  return h`<li>${lineHtml(line)}</li>\n`;
}

function spanHtml(span: Span): Markup {
  if (typeof span === 'string') return h`${span}`;
  if ('code' in span) return h`<code>${span.code}</code>`;
  if ('strong' in span) return h`<strong>${span.strong}</strong>`;
  if ('state' in span) return h`<span class="state ${span.state}">${span.text}</span>`;
  return h`<a href="#${anchor(span.finding)}">${span.finding}</a>`;
}

/** A wide table scrolls in its own box, also by keyboard. The first column names its row. */
function tableHtml({ caption, header, rows, right }: Extract<Block, { kind: 'table' }>): Markup {
  const side = (at: number) => (right.includes(at) ? NUMBER : null);
  const head = header.map((name, at) => h`<th scope="col"${side(at)}>${name}</th>`);
  const body = rows.map((row) => h`<tr>${row.map((line, at) => h`<td${side(at)}>${lineHtml(line)}</td>`)}</tr>\n`);
  return h`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table></div>\n`;
}

const NUMBER: Markup = { markup: ' class="number"' };

/** Data attributes serve the filter; a finding without a name belongs to the system "". */
function findingHtml({ id, severity, category, title, subject }: Finding, blocks: readonly Block[]): Markup {
  const systems = JSON.stringify([subject.source, subject.target].filter((name) => name !== null));
  return h`<article class="finding ${severity}" id="${anchor(id)}" data-severity="${severity}" data-category="${category}" data-systems="${systems}" aria-labelledby="${anchor(id)}-title">
<h3 id="${anchor(id)}-title"><span class="id">${id}</span> <span class="state ${severity}">${SEVERITY_WORDS[severity]}</span> ${title}</h3>
${blocks.map(blockHtml)}</article>\n`;
}
