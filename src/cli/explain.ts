/** `caseharden explain F-003 PATH...`: everything behind one finding, with the lines of all sides on one line of time. */
import fs from 'node:fs';
import path from 'node:path';
import { audit } from '../audit.js';
import { readExcerpts } from '../intake/excerpts.js';
import type { Choice } from '../intake/inputs/choice.js';
import { createOwn } from '../intake/own.js';
import { zoneRules } from '../intake/times/zone-rules.js';
import type { Finding } from '../model/finding.js';
import type { Review } from '../model/review.js';
import { type ExplainedLine, renderExplanation } from '../report/explanation.js';
import { parseReview } from '../report/json.js';
import { relatedLines } from '../store/related.js';
import { UserError } from '../util/user-error.js';
import { readConfig } from './config/read.js';
import { startProgress } from './progress.js';
import { coloursFor, paint, print, printError, widthOf } from './terminal.js';

interface ExplainOptions {
  readonly choices: readonly Choice[];
  readonly rules: readonly string[];
  readonly config?: string | false;
  readonly zone?: readonly string[];
}

/** Lines of the time line, the evidence among them. */
const MOST_LINES = 60;
/** Lines of evidence whose work is followed through all files; a finding may be about thousands of records that all look alike. */
const FOLLOWED = 6;

/**
 * @param id F-003, or a fingerprint or the beginning of one.
 * @throws UserError when the paths hold no such finding.
 */
export async function explainFinding(id: string, paths: readonly string[], options: ExplainOptions): Promise<number> {
  const { review, rest } = earlier(paths);
  const show = async (from: Review, finding: Finding, lines: readonly ExplainedLine[] | null) =>
    void (await print(renderExplanation(from, finding, lines, paint(coloursFor(process.stdout)), widthOf(process.stdout))));
  if (review && rest.length === 0) {
    await show(review, findingOf(review, id), null);
    return 0;
  }
  const wanted = review ? findingOf(review, id).fingerprint : id;
  await run(rest, options, async (from, look) => {
    const finding = findingOf(from, wanted);
    await show(from, finding, await look(finding));
  });
  return 0;
}

/** The review among the paths: a findings.json, or the folder of one. */
function earlier(paths: readonly string[]): { readonly review: Review | null; readonly rest: readonly string[] } {
  const found = paths.map((one) => (path.basename(one) === 'findings.json' ? one : path.join(one, 'findings.json')));
  const at = found.findIndex((file) => fs.existsSync(file));
  const file = found[at];
  if (file === undefined) return { review: null, rest: paths };
  return { review: parseReview(fs.readFileSync(file, 'utf8'), file), rest: paths.filter((_, other) => other !== at) };
}

function findingOf({ findings }: Review, id: string): Finding {
  const found =
    findings.find((one) => one.id === id.toUpperCase()) ??
    (id.length >= 6 ? findings.find((one) => one.fingerprint.startsWith(id)) : undefined);
  if (found) return found;
  const known =
    findings.length > 0
      ? `There are ${findings
          .slice(0, 30)
          .map((one) => one.id)
          .join(', ')}.`
      : 'There are no findings.';
  throw new UserError(`${id}: no finding of this name. ${known} Give the id or the fingerprint of one.`);
}

type Look = (finding: Finding) => Promise<ExplainedLine[]>;

async function run(paths: readonly string[], options: ExplainOptions, then: (review: Review, look: Look) => Promise<void>): Promise<void> {
  const config = readConfig(options.config);
  const own = createOwn(config);
  const progress = startProgress(Boolean(process.stderr.isTTY));
  await audit(paths, {
    rules: options.rules,
    config,
    locate: config.locate,
    choices: options.choices,
    zoneOf: zoneRules(options.zone ?? []),
    onNote: (note) => printError(`caseharden: ${note}`),
    onStage: progress.enter,
    onReview: async (review, store, inputs) => {
      progress.end();
      await then(review, async ({ evidence }) => {
        const lines = await relatedLines(store, evidence.slice(0, FOLLOWED), MOST_LINES - Math.max(0, evidence.length - FOLLOWED));
        const rest = evidence
          .slice(FOLLOWED)
          .map(({ file, line, at }) => ({ file, line, atMs: at ? Date.parse(at) : null, service: null, vantage: null }));
        const all = [...lines, ...rest].filter(
          (one, at, list) => list.findIndex((other) => other.file === one.file && other.line === one.line) === at,
        );
        const texts = await readExcerpts(all, inputs, own.text);
        return all.map((line) => ({ ...line, text: texts.get(`${line.file}:${line.line}`) ?? '' }));
      });
    },
  });
}
