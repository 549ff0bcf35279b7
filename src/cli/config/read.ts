/** Reads the configuration file. */

import fs from 'node:fs';
import path from 'node:path';
import { plainReason } from '../../intake/plan/reasons.js';
import { Config } from '../../model/config.js';
import { READ_ONCE } from '../../model/read-once.js';
import { UserError } from '../../util/user-error.js';
import { parseYaml, yamlFault, yamlLine } from '../../util/yaml.js';
import { faultsOf } from './faults.js';
import { findConfig } from './find.js';
import { issueFaults } from './issues.js';

/** A configuration, and where its parts stand. */
export interface ReadConfig extends Config {
  /** The file as it is shown; null when there is none. */
  readonly file: string | null;
  /** `file:line` of a place in it. */
  readonly locate: (path: readonly PropertyKey[]) => string;
  /** A path that the file names, seen from the working folder. */
  readonly resolve: (named: string) => string;
}

/**
 * The configuration: of the file that is named, else of the `caseharden.yaml` in the working folder or the nearest one
 * above it, else the default.
 * @param named file; false when none is to be used.
 * @throws UserError with one line for each fault: file, line, what is wrong, how to mend it.
 */
export function readConfig(named?: string | false): ReadConfig {
  const file = named === false ? null : (named ?? findConfig(process.cwd()));
  if (file === null) return { ...Config.parse({}, READ_ONCE), file, locate: (path) => path.join('.'), resolve: (one) => one };
  const text = readText(file);
  const locate = (place: readonly PropertyKey[]) => `${file}:${yamlLine(text, place)}`;
  const value = parse(file, text) ?? {};
  const read = Config.safeParse(value, READ_ONCE);
  const faults = read.success ? faultsOf(read.data, locate) : issueFaults(read.error.issues, value);
  if (!read.success || faults.length > 0)
    throw new UserError(faults.map(({ path: place, message }) => `${locate(place)}: ${message}`).join('\ncaseharden: '));
  return { ...read.data, file, locate, resolve: (one) => path.join(path.dirname(file), one) };
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${plainReason(error)}. Name a file that exists, or leave --config out.`);
  }
}

function parse(file: string, text: string): unknown {
  const fault = yamlFault(text);
  if (fault !== null) throw new UserError(`${file}:${fault.line}: is no YAML: ${fault.reason}. Mend that line; --no-config goes without.`);
  try {
    return parseYaml(text);
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message.split('\n')[0]} Mend the file; --no-config goes without.`);
  }
}
