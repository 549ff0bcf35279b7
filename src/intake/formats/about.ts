/** What each format is, in a sentence: for the list of formats. */
import { readFileSync } from 'node:fs';
import { parseYaml } from '../../util/yaml.js';
import { formats } from './index.js';

/** A format as it is listed. */
export interface AboutFormat {
  readonly name: string;
  /** `lines`, `wrapper` or `document`. */
  readonly kind: string;
  /** One sentence. */
  readonly about: string;
}

/** All formats in the order of the registry, each name once. */
export function aboutFormats(): AboutFormat[] {
  const about = parseYaml(readFileSync(new URL('./about.yaml', import.meta.url), 'utf8')) as Record<string, string>;
  const byName = new Map(formats.map(({ name, kind }) => [name, { name, kind, about: about[name] ?? '' }]));
  return [...byName.values()];
}

/** Names of the formats. */
export const formatNames = (): string[] => [...new Set(formats.map(({ name }) => name))];
