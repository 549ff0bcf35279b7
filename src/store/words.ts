/** What texts speak of, for the SQL of views and rules: each topic of `words.yaml` is asked for with `says_TOPIC(text)`. */
import { readFileSync } from 'node:fs';
import { once } from '../util/once.js';
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

const patterns = once(() => new Map(topics().map(({ name, pattern }) => [name, pattern.replaceAll("'", "''")])));

/**
 * The SQL with its questions written out, `says_lock(error)` as a search for the pattern. Functions of the engine's own would have to be
 * made anew for every connection, which takes longer than many audits.
 * @throws Error that names a topic which the file does not have.
 */
export function withWords(sql: string): string {
  let out = '';
  let from = 0;
  for (const asked of sql.matchAll(/\bsays_(\w+)\(/g)) {
    if (asked.index < from) continue;
    const pattern = patterns().get(asked[1]!);
    if (pattern === undefined) throw new Error(`${asked[0]}) asks for no topic of words.yaml`);
    const begin = asked.index + asked[0].length;
    const end = closing(sql, begin);
    out += `${sql.slice(from, asked.index)}regexp_matches(lower(${withWords(sql.slice(begin, end))}), '${pattern}')`;
    from = end + 1;
  }
  return from === 0 ? sql : out + sql.slice(from);
}

/** Where the bracket closes that was opened before the place. */
function closing(sql: string, place: number): number {
  let open = 1;
  let quoted = false;
  for (let at = place; at < sql.length; at += 1) {
    const char = sql[at];
    if (char === "'") quoted = !quoted;
    else if (!quoted && char === '(') open += 1;
    else if (!quoted && char === ')' && --open === 0) return at;
  }
  throw new Error('a question for words is not closed');
}
