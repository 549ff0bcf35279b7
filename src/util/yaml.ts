/** The only door to the `yaml` package. */
import { parse, stringify } from 'yaml';

/**
 * Reads one YAML document.
 * @throws YAMLParseError, whose message names line and column.
 */
export function parseYaml(text: string): unknown {
  return parse(text, { maxAliasCount: 50 });
}

/** Writes a value as YAML in block style, without folding long lines. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
