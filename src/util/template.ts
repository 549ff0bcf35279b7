/** Templates of rules: `{name}` stands for a value. */

/** Matches `{name}`, but not `{{ … }}`, which belongs to other programs, nor `metric{label}`, which is a set of labels. */
const PLACEHOLDER = /(?<![\w{])\{(\w+)\}(?!\})/g;

/**
 * Replaces each placeholder for which there is a value; others stay as they are.
 * @param value the text for a name, given what follows the placeholder in the template; null when there is none.
 */
export function fillTemplate(template: string, value: (name: string, rest: string) => string | null): string {
  return template.replace(PLACEHOLDER, (whole, name: string, at: number) => value(name, template.slice(at + whole.length)) ?? whole);
}
