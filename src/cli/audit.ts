/** `caseharden audit`: runs the pipeline, writes the review, says what came of it. */
import { audit } from '../audit.js';
import type { Choice } from '../intake/choice.js';
import { zoneRules } from '../intake/zone-rules.js';
import { SEVERITIES, Severity } from '../model/finding.js';
import type { Review } from '../model/review.js';
import { renderFiles } from '../report/files.js';
import { renderSummary } from '../report/summary.js';
import { UserError } from '../util/user-error.js';
import { readConfig } from './config.js';
import { checkFolder, writeOutput } from './output.js';
import { type Progress, printTimings, startProgress } from './progress.js';
import { withSpill } from './spill.js';
import { coloursFor, paint, print, printError } from './terminal.js';

export interface AuditCommandOptions {
  readonly out: string;
  readonly format: 'text' | 'json';
  readonly choices: readonly Choice[];
  readonly failOn?: string;
  readonly rules: readonly string[];
  readonly config?: string;
  readonly quiet?: boolean;
  readonly timings?: boolean;
  readonly zone?: readonly string[];
}

/** Exit status: 0, or 1 when --fail-on is met. @throws UserError for what the user can mend. */
export async function runAudit(paths: readonly string[], options: AuditCommandOptions): Promise<number> {
  const threshold = severityOf(options.failOn);
  checkFolder(options.out, []);
  const progress = startProgress(Boolean(process.stderr.isTTY) && !options.quiet);
  const review = await runPipeline(paths, options, progress);
  const files = renderFiles(review);
  writeOutput(options.out, files);
  progress.end();
  if (options.format === 'json') await print(files.get('findings.json') ?? '');
  else if (!options.quiet) await print(renderSummary(review, paint(coloursFor(process.stdout)), options.out, [...files.keys()]));
  sayUnread(review, options);
  if (options.timings) printTimings(progress);
  return reaches(review, threshold) ? 1 : 0;
}

async function runPipeline(paths: readonly string[], options: AuditCommandOptions, progress: Progress): Promise<Review> {
  const config = readConfig(options.config);
  const zoneOf = zoneRules(options.zone ?? []);
  try {
    return await withSpill(options.out, (spill) =>
      audit(paths, {
        rules: options.rules,
        config,
        locate: config.locate,
        choices: options.choices,
        zoneOf,
        spill,
        onNote: noteUnlessQuiet(options),
        onStage: progress.enter,
      }),
    );
  } finally {
    progress.end();
  }
}

/** Nothing is left out silently, unless silence is asked for. */
function noteUnlessQuiet({ quiet }: AuditCommandOptions): (note: string) => void {
  return (note) => {
    if (!quiet) printError(`caseharden: ${note}`);
  };
}

/** Files that were left out are named on standard error when no summary names them. */
function sayUnread(review: Review, options: AuditCommandOptions): void {
  if (options.quiet || options.format === 'text') return;
  for (const input of review.inputs) {
    if (input.format === 'unreadable') printError(`caseharden: ${input.path}: left out: ${input.reason}`);
  }
}

function severityOf(word: string | undefined): Severity | null {
  if (word === undefined) return null;
  const severity = Severity.safeParse(word.toLowerCase());
  if (severity.success) return severity.data;
  throw new UserError(`--fail-on ${word}: there is no such severity. Use ${SEVERITIES.join(', ')}.`);
}

function reaches(review: Review, threshold: Severity | null): boolean {
  return threshold !== null && review.findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(threshold));
}
