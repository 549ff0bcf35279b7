/** comparison.html: one file without outside resources. */
import { createHash } from 'node:crypto';
import type { Comparison } from '../../model/comparison.js';
import type { Chart } from '../charts/chart.js';
import type { Section } from '../content/blocks.js';
import { blockHtml } from '../html/blocks.js';
import { figureHtml } from '../html/figure.js';
import { h, type Markup } from '../html/markup.js';
import { STYLE } from '../html/style.js';

/** Nothing is loaded and nothing runs; the style of this file is known by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

export function comparisonHtml({ verdict, counts, tool }: Comparison, sections: readonly Section[], charts: readonly Chart[]): string {
  const worst = counts.new + counts.worse > 0 ? 'high' : 'none';
  return h`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Comparison: ${verdict[0] ?? ''}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<div class="page ${worst}">
<nav aria-label="Sections"><ol>${sections.map(({ id, title }) => h`<li><a href="#${id}">${title}</a></li>\n`)}</ol></nav>
<main>
<header><h1>Then and now</h1></header>
${sections.map((section) => sectionHtml(section, charts))}
<footer>Written by ${tool.name} ${tool.version}. All times are UTC. The same content for machines: comparison.json.</footer>
</main>
</div>
</body>
</html>
`.markup;
}

function sectionHtml({ id, title, blocks }: Section, charts: readonly Chart[]): Markup {
  const drawings = charts.filter(({ section }) => section === id).map(figureHtml);
  return h`<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${title}</h2>\n${drawings}${blocks.map(blockHtml)}</section>\n`;
}

const raw = (markup: string): Markup => ({ markup });
