/** review.html: one file without outside resources, usable offline. */
import { createHash } from 'node:crypto';
import type { Review } from '../../model/review.js';
import { count } from '../../util/numbers.js';
import { formatSpan } from '../../util/times.js';
import type { Chart } from '../charts/chart.js';
import { chartsOf } from '../charts/charts.js';
import type { Section } from '../content/blocks.js';
import { sectionsOf } from '../content/sections.js';
import { blockHtml } from './blocks.js';
import { figureHtml } from './figure.js';
import { filterHtml, SCRIPT } from './filter.js';
import { h, type Markup } from './markup.js';
import { STYLE } from './style.js';

/** Nothing is loaded and nothing runs but the style and the script of this file, known by their hashes. */
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

export function renderHtml(review: Review): string {
  const sections = sectionsOf(review);
  const charts = chartsOf(review);
  const page = h`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Hardening review: ${review.verdict[0] ?? ''}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<div class="page ${review.worst ?? 'none'}">
${navigation(sections, review)}
<main>
${head(review)}
${sections.map((section) => sectionHtml(section, review, charts))}
<footer>Written by ${review.tool.name} ${review.tool.version}. All times are UTC. The same content for machines: findings.json.</footer>
</main>
</div>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  return page.markup;
}

function head({ span, totals }: Review): Markup {
  const what = `${count(totals.files, 'file')}, ${count(totals.records, 'record')}`;
  return h`<header><h1>Hardening review</h1><p>${what}${span ? `, ${formatSpan(span.start, span.end)}` : ''}</p></header>`;
}

function navigation(sections: readonly Section[], { findings }: Review): Markup {
  const number = (id: string) => (id === 'findings' && findings.length > 0 ? h` <b>${findings.length}</b>` : null);
  return h`<nav aria-label="Sections"><ol>${sections.map(({ id, title }) => h`<li><a href="#${id}">${title}${number(id)}</a></li>\n`)}</ol></nav>`;
}

function sectionHtml({ id, title, blocks }: Section, review: Review, charts: readonly Chart[]): Markup {
  const drawings = charts.filter(({ section }) => section === id).map(figureHtml);
  const [first, ...rest] = blocks.map(blockHtml);
  const filter = id === 'findings' ? filterHtml(review) : null;
  return h`<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${title}</h2>\n${drawings}${first ?? null}${filter}${rest}</section>\n`;
}

function raw(markup: string): Markup {
  return { markup };
}

function hash(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
