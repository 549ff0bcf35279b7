// What promtool says of the rules and rule tests that audits wrote: the folders below DIR that hold a review.
//   node scripts/check-monitoring.mjs DIR
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** One sentence for each folder whose rules or tests are refused; null when promtool is not installed. */
export function monitoringFaults(results) {
  if (spawnSync('promtool', ['--version']).status !== 0) return null;
  const folders = fs.readdirSync(results).map((name) => path.join(results, name, 'monitoring'));
  return folders
    .filter((folder) => fs.existsSync(path.join(folder, 'prometheus-rules.yml')))
    .flatMap((folder) => [
      ...refused(folder, ['check', 'rules', 'prometheus-rules.yml']),
      ...refused(folder, ['test', 'rules', 'prometheus-tests.yml']),
    ]);
}

function refused(cwd, args) {
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd, encoding: 'utf8' });
  return status === 0 ? [] : [`${path.basename(path.dirname(cwd))}: promtool ${args.join(' ')}:\n${stdout}${stderr}`];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const faults = monitoringFaults(process.argv[2]);
  if (faults === null) console.log('monitoring: not checked, promtool is not installed. Install the prometheus package.');
  else console.log(faults.length > 0 ? faults.join('\n') : 'monitoring: promtool takes all rules, and all their tests pass');
  process.exitCode = faults !== null && faults.length > 0 ? 1 : 0;
}
