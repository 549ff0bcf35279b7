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
