/** `caseharden rules test`: every rule on its own cases. */
import fs from 'node:fs';
import { runCases } from '../rule-cases.js';
import { requireRules } from '../rulepack/required.js';
import { count } from '../util/numbers.js';
import { UserError } from '../util/user-error.js';
import { BUILT_IN_RULES } from '../util/version.js';
import { findRule } from './rules.js';
import { coloursFor, print } from './terminal.js';

/** Exit status 0 when every case holds, 2 when one does not. `which` is a folder of packs or a rule. */
export async function testRules(which: string | undefined): Promise<number> {
  const isFolder = which !== undefined && fs.existsSync(which);
  const all = await requireRules([isFolder ? which : BUILT_IN_RULES]);
  const rules = which === undefined || isFolder ? all : [findRule(all, which)];
  const colours = coloursFor(process.stdout);
  let failed = 0;
  let run = 0;
  for (const rule of rules) {
    for (const result of await casesOf(rule)) {
      run++;
      if (result.wrong.length > 0) failed++;
      const mark = result.wrong.length > 0 ? colours.red('fails') : colours.green('holds');
      await print(`${mark}  ${result.rule}: ${result.name}\n${result.wrong.map((line) => `         ${line}\n`).join('')}`);
    }
  }
  await print(`${count(rules.length, 'rule')}, ${count(run, 'case')}, ${failed} failed\n`);
  return failed > 0 ? 2 : 0;
}

async function casesOf(rule: Parameters<typeof runCases>[0]) {
  try {
    return await runCases(rule);
  } catch (error) {
    throw new UserError((error as Error).message);
  }
}
