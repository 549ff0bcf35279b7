/** Reads the configuration file. */
import fs from 'node:fs';
import { plainReason } from '../intake/discover.js';
import { Config } from '../model/config.js';
import { describeIssue } from '../util/issues.js';
import { UserError } from '../util/user-error.js';
import { parseYaml } from '../util/yaml.js';

/**
 * The configuration in the file; the default when no file is named.
 * @throws UserError when it cannot be read, or says what cannot be set.
 */
export function readConfig(file: string | undefined): Config {
  const read = Config.safeParse(file === undefined ? {} : (parse(file) ?? {}));
  if (read.success) return read.data;
  throw new UserError(`${file}: ${describeIssue(read.error)}. The file may hold: parameters: {pack/rule: {name: number}}.`);
}

function parse(file: string): unknown {
  try {
    return parseYaml(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file}: ${plainReason(error).split('\n')[0]}. Mend the file, or leave --config out.`);
  }
}
