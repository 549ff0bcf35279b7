/** review.html */
import type { Review } from '../../model/review.js';
import { html } from '../escape.js';
import { renderMarkdown } from '../markdown/markdown.js';

export function renderHtml(review: Review): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hardening review</title><pre>${html(renderMarkdown(review))}</pre></html>\n`;
}
