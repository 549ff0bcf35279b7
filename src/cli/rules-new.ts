/** `caseharden rules new PACK/NAME`: a working rule to start from. */
import fs from 'node:fs';
import path from 'node:path';
import { loadRules } from '../rulepack/load.js';
import { UserError } from '../util/user-error.js';
import { BUILT_IN_RULES } from '../util/version.js';
import { print } from './terminal.js';

const SKELETON = new URL('./skeleton/', import.meta.url);
const FILES = ['rule.yaml', 'rule.sql', 'cases.yaml'] as const;
const ID = /^([a-z0-9]+(?:-[a-z0-9]+)*)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** @throws UserError when the name cannot be used, is taken, or the folder is there already. */
export async function newRule(id: string, { rules: dir }: { readonly rules: string }): Promise<number> {
  const [, pack, name] = ID.exec(id) ?? [];
  if (pack === undefined || name === undefined)
    throw new UserError(
      `${id}: is no name of a rule. Write PACK/NAME in small letters, digits and hyphens, for instance billing/slow-answers.`,
    );
  const builtIn = (await loadRules([BUILT_IN_RULES])).rules.some((rule) => rule.id === id);
  if (builtIn) throw new UserError(`${id}: comes with the program; choose another pack or name. \`caseharden rules show ${id}\` shows it.`);
  const folder = path.join(dir, pack, name);
  if (fs.existsSync(folder)) throw new UserError(`${folder}: is there already. Choose another name, or change the rule that stands there.`);
  write(folder, name);
  await print(`${folder}: ${FILES.join(', ')} written; they hold a rule that works\n`);
  await print(`caseharden rules check ${dir}, then caseharden rules test ${dir}; CONTRIBUTING.md explains each line\n`);
  return 0;
}

function write(folder: string, name: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const file of FILES) {
      fs.writeFileSync(path.join(folder, file), fs.readFileSync(new URL(file, SKELETON), 'utf8').replace('name: NAME', `name: ${name}`), {
        flag: 'wx',
      });
    }
  } catch (error) {
    throw new UserError(`${folder}: cannot be written: ${(error as Error).message}. Name a folder that can, with --rules DIR.`);
  }
}
