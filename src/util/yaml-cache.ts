/**
 * YAML that was parsed when the program was built. Parsing the built-in rules takes a fifth of a second
 * at every start; their parsed form is read in milliseconds. The key is the hash of the text, so a file
 * that was changed since is simply not found and parsed as ever.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

const FILE = new URL('./yaml-cache.json', import.meta.url);

/** The key of a text. */
export const textHash = (text: string): string => createHash('sha256').update(text).digest('base64url');

let parsed: Readonly<Record<string, string>> | undefined;

/** The value of a text as it was parsed at build time, a fresh copy each time; undefined when it was not there. */
export function cachedYaml(text: string): unknown {
  parsed ??= existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>) : {};
  const json = parsed[textHash(text)];
  return json === undefined ? undefined : JSON.parse(json);
}
