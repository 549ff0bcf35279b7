/** Reads the vocabularies that stand beside this code as YAML. */
import { readFileSync } from 'node:fs';
import { parseYaml } from '../../util/yaml.js';

/** The content of one vocabulary. */
export function readWords(name: string): unknown {
  return parseYaml(readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8'));
}
