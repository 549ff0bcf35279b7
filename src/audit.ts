/** The pipeline: files in, Review out, one line per stage. */

import { assess } from './assess/assess.js';
import { suppress } from './assess/suppress.js';
import type { AuditOptions, Stage } from './audit-options.js';
import { detect } from './detect/detect.js';
import { fillStore } from './fill.js';
import { readExcerpts } from './intake/excerpts.js';
import { createOwn } from './intake/own.js';
import { totalsOf } from './intake/totals.js';
import { Config } from './model/config.js';
import { READ_ONCE } from './model/read-once.js';
import type { Review } from './model/review.js';
import { parametersOf } from './model/settings.js';
import { buildReview } from './review/review.js';
import { unmatchedOwners } from './review/unmatched-owners.js';
import { requireRules, rulesInForce } from './rulepack/required.js';
import { BUILT_IN_RULES, programVersion } from './util/version.js';

export type { AuditOptions, Stage } from './audit-options.js';

/**
 * Audits files and folders.
 * @throws UserError when nothing in the paths can be used, or a rule pack is not sound.
 */
export async function audit(paths: readonly string[], options: AuditOptions = {}): Promise<Review> {
  const { config = Config.parse({}, READ_ONCE), locate, today = new Date().toISOString().slice(0, 10) } = options;
  const { owners, suppressions, rules: settings } = config;
  const [parameters, own] = [parametersOf(config), createOwn(config)];
  let read = 0;
  const enter = (stage: Stage, events = read, share: number | null = null) => {
    read = events;
    options.onStage?.(stage, read, share);
  };
  enter('rulepack');
  const folders = [BUILT_IN_RULES, ...(options.rules ?? [])];
  const rules = rulesInForce(await requireRules(folders, { parameters, rules: settings, suppressions, locate }), config);
  const { store, inputs, unmatched: unmatchedInput } = await fillStore(paths, options, own, enter);
  try {
    enter('detect');
    const { detections, outcomes, unmatched } = await detect(store, rules, { parameters, settings });
    enter('excerpts');
    const places = detections.flatMap((detection) => detection.evidence);
    const excerpts = await readExcerpts(places, inputs, own.text);
    enter('assess');
    const judged = suppress(assess(detections, rules, excerpts, outcomes, settings), suppressions, today, locate);
    enter('review');
    const facts = await store.facts();
    const recorded = judged.findings.length > 0 ? await store.series() : undefined;
    const named = unmatchedOwners(owners, facts, [...judged.findings, ...judged.suppressed]);
    options.onUnmatched?.([...unmatchedInput(), ...unmatched, ...named, ...judged.unmatched]);
    const material = { version: programVersion(), inputs, totals: totalsOf(inputs), rules, outcomes, facts, owners };
    const review = buildReview({ ...material, ...judged, detections, recorded });
    await options.onReview?.(review, store, inputs);
    return review;
  } finally {
    store.close();
  }
}
