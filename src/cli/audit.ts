/** `caseharden audit`: runs the pipeline, writes the review, says what came of it. */
import { audit } from '../audit.js';
import type { Choice } from '../intake/inputs/choice.js';
import { zoneRules } from '../intake/times/zone-rules.js';
import type { Review } from '../model/review.js';
import { isDay } from '../model/suppression.js';
import type { Unmatched } from '../model/unmatched.js';
import { renderSummary } from '../report/summary.js';
import { compareReviews } from '../review/compare/compare.js';
import { type Gate, gateReason } from '../review/compare/gate.js';
import { UserError } from '../util/user-error.js';
import { programVersion } from '../util/version.js';
import { chosenFiles } from './chosen-files.js';
import { type ReadConfig, readConfig } from './config/read.js';
import { gatesOf } from './gates.js';
import { checkFolder, writeOutput } from './output.js';
import { type Progress, printTimings, startProgress } from './progress.js';
import { keepInHistory, readReview } from './reviews.js';
import { withSpill } from './spill.js';
import { coloursFor, paint, print, printError } from './terminal.js';

export interface AuditCommandOptions {
  readonly out?: string;
  readonly format: 'text' | 'json';
  readonly choices: readonly Choice[];
  /** How files are to be read, in words. */
  readonly reading: readonly string[];
  readonly failOn?: string;
  readonly baseline?: string;
  readonly rules: readonly string[];
  readonly config?: string | false;
  readonly quiet?: boolean;
  readonly timings?: boolean;
  readonly zone?: readonly string[];
  readonly asOf?: string;
  readonly cache?: string;
  readonly memory?: string;
}

/** Where the review goes when nobody says. */
const FOLDER = 'caseharden-review';

/**
 * Exit status: 0; 1 when --fail-on is met; 2 when entries of the configuration match nothing in the input, after the
 * review was written. @throws UserError for what the user can mend.
 */
export async function runAudit(paths: readonly string[], options: AuditCommandOptions): Promise<number> {
  const gates = gatesOf(options.failOn, options.baseline);
  const baseline = options.baseline === undefined ? null : readReview(options.baseline);
  const today = dayOf(options.asOf);
  const memory = bytesOf(options.memory);
  const config = readConfig(options.config);
  const { folder } = config.outputs;
  const out = options.out ?? (folder === undefined ? FOLDER : config.resolve(folder));
  checkFolder(out, []);
  const progress = startProgress(Boolean(process.stderr.isTTY) && !options.quiet);
  const { review, unmatched } = await runPipeline(paths, { ...options, out, today, memory }, config, progress);
  const rendered = (await loadReport()).renderFiles(review);
  const { files, unknown } = chosenFiles(rendered, config.outputs.files);
  writeOutput(out, files);
  const { history } = config.outputs;
  if (history !== undefined) keepInHistory(config.resolve(history), review, rendered.get('findings.json') ?? '');
  progress.end();
  if (options.format === 'json') await print(rendered.get('findings.json') ?? '');
  else if (!options.quiet) await print(renderSummary(review, paint(coloursFor(process.stdout)), out, [...files.keys()]));
  sayUnread(review, options);
  if (options.timings) printTimings(progress);
  const dead = sayUnmatched([...unmatched, ...unknown], config, options);
  const reason = gateMet(gates, review, baseline);
  if (reason !== null) printError(`caseharden: ${reason}`);
  return reason !== null ? 1 : dead ? 2 : 0;
}

/** What renders the outputs is loaded once it is needed: the drawing of charts alone is as large as the rest of the program. */
const loadReport = () => import('../report/files.js');

/** Loads it, and draws for the first time, while the engine works and this thread waits. */
async function prepareReport(): Promise<void> {
  await loadReport();
  (await import('../report/charts/first.js')).drawFirst();
}

interface Ran {
  readonly review: Review;
  readonly unmatched: readonly Unmatched[];
}

async function runPipeline(
  paths: readonly string[],
  options: Omit<AuditCommandOptions, 'memory'> & { readonly out: string; readonly today?: string; readonly memory?: number },
  config: ReadConfig,
  progress: Progress,
): Promise<Ran> {
  const zoneOf = zoneRules(options.zone ?? []);
  let unmatched: readonly Unmatched[] = [];
  try {
    const review = await withSpill(options.out, (spill) =>
      audit(paths, {
        rules: options.rules,
        config,
        locate: config.locate,
        today: options.today,
        choices: options.choices,
        zoneOf,
        spill,
        memory: options.memory,
        cache: options.cache === undefined ? undefined : { folder: options.cache, reading: options.reading },
        onNote: noteUnlessQuiet(options),
        onUnmatched: (entries) => {
          unmatched = entries;
        },
        onStage: (stage, events, share) => {
          progress.enter(stage, events, share);
          if (stage === 'store') prepareReport().catch(() => {}); // told by the report itself
        },
      }),
    );
    return { review, unmatched };
  } finally {
    progress.end();
  }
}

/** Entries that match nothing are told one by one; true when they are errors. */
function sayUnmatched(entries: readonly Unmatched[], config: ReadConfig, { quiet }: AuditCommandOptions): boolean {
  const errors = config.unmatched === 'error';
  if (errors || !quiet) for (const { path, message } of entries) printError(`caseharden: ${config.locate(path)}: ${message}`);
  return errors && entries.length > 0;
}

/** Nothing is left out silently, unless silence is asked for. */
function noteUnlessQuiet({ quiet }: Pick<AuditCommandOptions, 'quiet'>): (note: string) => void {
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

function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || isDay(text)) return text;
  throw new UserError(`--as-of ${text}: is no day. Write YYYY-MM-DD.`);
}

/** Below this the engine cannot work at all. */
const LEAST_MEMORY = 200e6;

function bytesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?(MB|GB)$/i.exec(text) ?? [];
  const bytes = Math.round(Number(number) * (unit?.toUpperCase() === 'GB' ? 1e9 : 1e6));
  if (bytes >= LEAST_MEMORY) return bytes;
  throw new UserError(`--memory ${text}: is no size of at least 200MB. Write a number and MB or GB, for instance 2GB.`);
}

/** The reason of the first gate that is met. */
function gateMet(gates: readonly Gate[], review: Review, baseline: Review | null): string | null {
  const comparison = baseline && compareReviews(baseline, review, programVersion());
  return gates.map((gate) => gateReason(gate, review, comparison)).find((reason) => reason !== null) ?? null;
}
