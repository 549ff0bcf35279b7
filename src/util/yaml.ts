/** The only door to the `yaml` package. */
import { LineCounter, parse, parseDocument, stringify } from 'yaml';
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

/** Line, counted from 1, of the place in a YAML text, or of the nearest place around it that exists. */
export function yamlLine(text: string, path: readonly PropertyKey[]): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const start = (node as { range?: readonly [number, number, number] } | undefined)?.range?.[0];
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}
