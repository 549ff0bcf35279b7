/** The version of this program and the folders that come with it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** Version as package.json states it. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string }).version;
}

/** Folder of the program itself: its code, its queries and its vocabulary. */
const PROGRAM = new URL('../', import.meta.url);

/** Digest of the program: what another edition worked out may differ from what this one would. */
export function programDigest(): string {
  const hash = createHash('sha256').update(programVersion());
  const names = readdirSync(PROGRAM, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(c?js|ts|sql|yaml)$/.test(name));
  for (const name of names.sort()) hash.update(`${name}\n`).update(readFileSync(new URL(name.replaceAll('\\', '/'), PROGRAM)));
  return hash.digest('hex');
}

/** Folder of the rule packs that come with the program. */
export const BUILT_IN_RULES = fileURLToPath(new URL('rules', ROOT));

/** Folder of the error taxonomy. */
export const TAXONOMY = fileURLToPath(new URL('rules/taxonomy', ROOT));
