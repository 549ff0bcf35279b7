/** The only door to the `yaml` package. */
import { isMap, isNode, isScalar, isSeq, LineCounter, parse, parseDocument, stringify, visit } from 'yaml';
import { cachedYaml } from './yaml-cache.js';

/**
 * Reads one YAML document.
 * @throws YAMLParseError, whose message names line and column.
 */
export function parseYaml(text: string): unknown {
  return cachedYaml(text) ?? parseUncached(text);
}

/** As `parseYaml`, without looking at what was parsed when the program was built. */
export function parseUncached(text: string): unknown {
  return parse(text, { maxAliasCount: 50, merge: true });
}

/** Writes a value as YAML in block style, without folding long lines. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Line, counted from 1, of the place in a YAML text, or of the nearest place around it that exists. A name stands where its key stands. */
export function yamlLine(text: string, path: readonly PropertyKey[]): number {
  const lines = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter: lines }).contents;
  let start = 0;
  for (const step of path) {
    const found = inside(node, step);
    if (found === undefined) break;
    start = found.start ?? start;
    node = found.node;
  }
  return lines.linePos(start).line;
}

/** The part of a map or list, and where it begins. */
function inside(node: unknown, step: PropertyKey): { readonly node: unknown; readonly start: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
    return pair && { node: pair.value, start: startOf(pair.key) };
  }
  if (!isSeq(node)) return undefined;
  const item = node.items[Number(step)];
  return item === undefined ? undefined : { node: item, start: startOf(item) };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node.range?.[0] ?? undefined) : undefined;
}

/** What keeps a text from being YAML, and its line; null when it is. */
export function yamlFault(text: string): { readonly line: number; readonly reason: string } | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const [error] = document.errors;
  if (error) return { line: lines.linePos(error.pos[0]).line, reason: error.message.split(/ at line \d+|\n/)[0] ?? 'unreadable' };
  let fault: { line: number; reason: string } | null = null;
  visit(document, {
    Alias: (_, alias, ancestors) => {
      const to = alias.resolve(document);
      const line = lines.linePos(alias.range?.[0] ?? 0).line;
      if (to === undefined) fault = { line, reason: `*${alias.source} stands for nothing; there is no &${alias.source} before it` };
      else if (ancestors.includes(to))
        fault = { line, reason: `*${alias.source} stands inside the part that &${alias.source} names: a circle` };
      return fault ? visit.BREAK : undefined;
    },
  });
  return fault;
}

/**
 * The text with one more entry in the list of that name, which is made when missing. All else stays as it is, to the
 * byte, unless the list is written in brackets.
 */
export function appendYaml(text: string, list: string, entry: object, comment: string): string {
  const document = parseDocument(text);
  const found = document.get(list, true);
  const lines = `# ${comment}\n${stringify([entry], { lineWidth: 0 })}`.trimEnd().split('\n');
  if (isSeq(found) && !found.flow && found.items.length > 0) {
    const last = found.items.at(-1);
    const end = lineEnd(text, isNode(last) ? (last.range?.[1] ?? text.length) : text.length);
    const indent = ' '.repeat((found.range?.[0] ?? 0) - (text.lastIndexOf('\n', (found.range?.[0] ?? 0) - 1) + 1));
    return `${ended(text.slice(0, end))}${lines.map((line) => `${indent}${line}\n`).join('')}${text.slice(end)}`;
  }
  if (!document.has(list)) return `${ended(text)}${text.trim() === '' ? '' : '\n'}${list}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
  document.set(list, [...(isSeq(found) ? (found.toJSON() as unknown[]) : []), entry]);
  return document.toString({ lineWidth: 0 });
}

/** The place after the line that the place lies in, or that ends there. */
function lineEnd(text: string, at: number): number {
  if (text[at - 1] === '\n') return at;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
