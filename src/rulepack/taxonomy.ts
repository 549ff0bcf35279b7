/** Reads the error taxonomy: every YAML file of a folder, one provider each. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { READ_ONCE } from '../model/read-once.js';
import { type TaxonomyEntry, TaxonomyFile } from '../model/taxonomy.js';
import { describeYamlIssue } from '../util/issues.js';
import { UserError } from '../util/user-error.js';
import { parseYaml } from '../util/yaml.js';

/**
 * The entries of all files in `folder`, in the order of the file names.
 * @throws UserError when a file does not fit the schema; it names the file and the line.
 */
export function loadTaxonomy(folder: string): TaxonomyEntry[] {
  return loadTaxonomyFiles(folder).flatMap(({ entries }) => entries);
}

/** The same, by provider. @throws UserError as above. */
export function loadTaxonomyFiles(folder: string): TaxonomyFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => loadFile(join(folder, name)));
}

function loadFile(file: string): TaxonomyFile {
  const text = readFileSync(file, 'utf8');
  const parsed = TaxonomyFile.safeParse(parse(file, text), READ_ONCE);
  if (parsed.success) return parsed.data;
  throw new UserError(describeYamlIssue(file, text, parsed.error));
}

function parse(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message.split('\n')[0]}`);
  }
}
