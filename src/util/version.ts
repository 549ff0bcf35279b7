/** The version of this program and the folders that come with it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** Version as package.json states it. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string }).version;
}

/** Folder of the rule packs that come with the program. */
export const BUILT_IN_RULES = fileURLToPath(new URL('rules', ROOT));

/** Folder of the error taxonomy. */
export const TAXONOMY = fileURLToPath(new URL('rules/taxonomy', ROOT));
