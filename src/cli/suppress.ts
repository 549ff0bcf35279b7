/** `caseharden suppress F-003 --reason … --until …`: writes an entry into the configuration and leaves all else in it as it is. */
import fs from 'node:fs';
import os from 'node:os';
import { plainReason } from '../intake/plan/reasons.js';
import type { Finding } from '../model/finding.js';
import { Suppression } from '../model/suppression.js';
import { didYouMean } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import { appendYaml } from '../util/yaml.js';
import { CONFIG_NAME, findConfig } from './config/find.js';
import { readConfig } from './config/read.js';
import { readReview } from './reviews.js';
import { print, printable } from './terminal.js';

interface SuppressOptions {
  readonly reason: string;
  readonly until: string;
  readonly author?: string;
  readonly from?: string;
  readonly config?: string;
}

/** @throws UserError when there is no such finding, the entry would not be sound, or it is suppressed already. */
export async function runSuppress(named: string, options: SuppressOptions): Promise<number> {
  const file = options.config ?? findConfig(process.cwd());
  const config = readConfig(file ?? false);
  const folder = config.outputs.folder === undefined ? 'caseharden-review' : config.resolve(config.outputs.folder);
  const review = readReview(options.from ?? folder);
  const finding = findingNamed(named, [...review.findings, ...review.suppressed]);
  const entry = Suppression.safeParse({
    fingerprint: finding.fingerprint,
    reason: options.reason,
    author: options.author ?? os.userInfo().username,
    until: options.until,
  });
  if (!entry.success) {
    const [issue] = entry.error.issues;
    throw new UserError(`--${String(issue?.path[0] ?? 'reason')} ${options[issue?.path[0] as 'until'] ?? ''}: ${issue?.message}.`);
  }
  const at = config.suppressions.findIndex(({ fingerprint }) => fingerprint === finding.fingerprint);
  if (at >= 0) throw new UserError(`${named}: is suppressed in ${config.locate(['suppressions', at])} already. Change the day there.`);
  write(file ?? CONFIG_NAME, entry.data, `${finding.rule}: ${finding.title}`);
  await print(
    printable(`${file ?? CONFIG_NAME}: ${named} (${finding.title}) is suppressed until ${options.until}; it counts again the day after\n`),
  );
  return 0;
}

function findingNamed(named: string, findings: readonly Finding[]): Finding {
  const found = findings.find(({ id, fingerprint }) => id.toLowerCase() === named.toLowerCase() || fingerprint === named);
  if (found) return found;
  const known = findings.map(({ id }) => id);
  throw new UserError(
    `${named}: there is no such finding${didYouMean(named, known)} ${known.length > 0 ? `There are ${known.join(', ')}` : 'The audit has none'}; --from names another audit.`,
  );
}

function write(file: string, entry: Suppression, comment: string): void {
  try {
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    fs.writeFileSync(file, appendYaml(text, 'suppressions', entry, comment.replace(/\s+/g, ' ').slice(0, 160)));
  } catch (error) {
    throw new UserError(`${file}: cannot be written: ${plainReason(error)}. Name another file with --config.`);
  }
}
