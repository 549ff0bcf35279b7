/** HTML that is safe by construction: what a template gets is escaped unless it is markup already. */
import { html } from '../escape.js';

export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | null | readonly Value[];

/** A template of HTML. Text and numbers are escaped, lists are joined, null is nothing. */
export function h(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: parts.reduce((all, part, at) => all + part + (at < values.length ? write(values[at] ?? null) : ''), '') };
}

function write(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return html(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(write).join('');
}
