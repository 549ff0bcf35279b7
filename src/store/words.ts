/** What texts speak of, for the SQL of views and rules: each topic of `words.yaml` is a macro `says_TOPIC(text)`. */
import { readFileSync } from 'node:fs';
import { parseYaml } from '../util/yaml.js';

/** A topic, with the patterns of all languages. */
export interface Topic {
  readonly name: string;
  /** What a text speaks of that one of its patterns is found in. */
  readonly is: string;
  /** One pattern of all, for text in small letters. */
  readonly pattern: string;
}

/** `is` says what it is, `of` takes in other topics, and the rest are languages. */
type Words = Readonly<
  Record<string, { readonly is: string; readonly of?: readonly string[] } & Readonly<Record<string, string | readonly string[]>>>
>;

/** The topics in the order of the file. */
export function topics(): Topic[] {
  const words = parseYaml(readFileSync(new URL('./words.yaml', import.meta.url), 'utf8')) as Words;
  const patterns = (name: string): string[] => {
    const { is: _, of = [], ...languages } = words[name]!;
    return [...of.flatMap(patterns), ...(Object.values(languages).flat() as string[])];
  };
  return Object.entries(words).map(([name, { is }]) => ({ name, is, pattern: patterns(name).join('|') }));
}

/** Macros for one connection; they are no part of the tables, so that a kept store is read with the words of today. */
export function macrosOf(all: readonly Topic[]): string {
  return all
    .map(({ name, pattern }) => `CREATE TEMP MACRO says_${name}(said) AS regexp_matches(lower(said), '${pattern.replaceAll("'", "''")}');`)
    .join('\n');
}
