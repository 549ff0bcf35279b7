/** A rule as a page of Markdown: for `rules show` and for docs/rules.md. */
import type { LoadedRule } from '../model/rule.js';

/** Everything that the rule says of itself. */
export function ruleText({ id, rule }: LoadedRule): string {
  const parts = [
    `## ${id}`,
    `Category \`${rule.category}\`, severity ${rule.severity.base} unless a threshold says otherwise.`,
    rule.finds,
    `**Why it matters.** ${rule.why}`,
    list(
      'What it needs',
      rule.requires.map(
        (need) => `\`${need.view}\` with ${need.columns.map((column) => `\`${column}\``).join(', ')}. Without: ${need.blind} ${need.close}`,
      ),
    ),
    table(
      'Parameters',
      ['name', 'default', 'bounds', 'unit', 'meaning'],
      Object.entries(rule.parameters).map(([name, p]) => [`\`${name}\``, p.default, `${p.min} to ${p.max}`, p.unit, p.doc]),
    ),
    table(
      'Measures',
      ['name', 'meaning'],
      Object.entries(rule.measures).map(([name, measure]) => [`\`${name}\``, measure.doc]),
    ),
    list(
      'What is ruled out first',
      rule.rules_out.map((check) => check.explanation),
    ),
    list('What it may take for harm though it is none', rule.mistakes),
    list('What it cannot see', rule.misses),
    `**Remedy.** ${rule.remedy.summary}`,
  ];
  return `${parts
    .filter((part) => part !== '')
    .map((part) => part.trim())
    .join('\n\n')}\n`;
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `**${title}.**\n\n${items.map((item) => `- ${oneLine(item)}`).join('\n')}`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => oneLine(String(cell)).replaceAll('|', '\\|')).join(' | ')} |`;
  return `**${title}.**\n\n${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
