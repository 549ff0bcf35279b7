/** A drawing with its title and the sentence that says the same. */
import type { Chart } from '../charts/chart.js';
import { h, type Markup } from './markup.js';

export function figureHtml({ title, caption, svg }: Chart): Markup {
  return h`<figure class="chart"><h3>${title}</h3>${{ markup: svg }}<figcaption>${caption}</figcaption></figure>\n`;
}
