/** Reads the configuration file. */
import fs from 'node:fs';
import { plainReason } from '../intake/reasons.js';
import { Config } from '../model/config.js';
import { describeYamlIssue } from '../util/issues.js';
import { UserError } from '../util/user-error.js';
import { parseYaml, yamlLine } from '../util/yaml.js';

/** A configuration, and where its parts stand. */
export interface ReadConfig extends Config {
  readonly locate?: (path: readonly PropertyKey[]) => string;
}

/**
 * The configuration in the file; the default when no file is named.
 * @throws UserError when it cannot be read, or says what cannot be set.
 */
export function readConfig(file: string | undefined): ReadConfig {
  if (file === undefined) return Config.parse({});
  const text = readText(file);
  const read = Config.safeParse(parse(file, text) ?? {});
  if (!read.success) {
    throw new UserError(
      `${describeYamlIssue(file, text, read.error)}. The file may hold: rules: {pack/rule: {enabled, parameters, severity, subjects}}.`,
    );
  }
  return { ...read.data, locate: (path) => `${file}:${yamlLine(text, path)}` };
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
