/** Reads the configuration file. */
import fs from 'node:fs';
import { plainReason } from '../intake/reasons.js';
import { Config } from '../model/config.js';
import { describeYamlIssue } from '../util/issues.js';
import { UserError } from '../util/user-error.js';
import { parseYaml } from '../util/yaml.js';

/**
 * The configuration in the file; the default when no file is named.
 * @throws UserError when it cannot be read, or says what cannot be set.
 */
export function readConfig(file: string | undefined): Config {
  if (file === undefined) return Config.parse({});
  const text = readText(file);
  const read = Config.safeParse(parse(file, text) ?? {});
  if (read.success) return read.data;
  throw new UserError(`${describeYamlIssue(file, text, read.error)}. The file may hold: parameters: {pack/rule: {name: number}}.`);
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${plainReason(error)}. Name a file that exists, or leave --config out.`);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message.split('\n')[0]} Mend the file, or leave --config out.`);
  }
}
