/** Reads the error taxonomy: every YAML file of a folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TaxonomyEntry, TaxonomyFile } from '../model/taxonomy.js';
import { UserError } from '../util/user-error.js';
import { parseYaml } from '../util/yaml.js';

/**
 * The entries of all files in `folder`, in the order of the file names.
 * @throws UserError when a file does not fit the schema; it names the file and the place.
 */
export function loadTaxonomy(folder: string): TaxonomyEntry[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return files.flatMap((name) => {
    const parsed = TaxonomyFile.safeParse(parseYaml(readFileSync(join(folder, name), 'utf8')));
    if (parsed.success) return parsed.data.entries;
    const issue = parsed.error.issues[0];
    throw new UserError(`${join(folder, name)}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit the schema'}`);
  });
}
