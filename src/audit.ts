/** The pipeline: files in, Review out, one line per stage. */
import { assess } from './assess/assess.js';
import { suppress } from './assess/suppress.js';
import type { AuditOptions, Stage } from './audit-options.js';
import { detect } from './detect/detect.js';
import { readExcerpts } from './intake/excerpts.js';
import { intake, type Progress } from './intake/intake.js';
import { createOwn } from './intake/own.js';
import { totalsOf } from './intake/totals.js';
import { requireUsable } from './intake/usable.js';
import { Config } from './model/config.js';
import type { Event } from './model/event.js';
import type { Review } from './model/review.js';
import { parametersOf } from './model/settings.js';
import { buildReview } from './review/review.js';
import { unmatchedOwners } from './review/unmatched-owners.js';
import { requireRules, rulesInForce } from './rulepack/required.js';
import { loadTaxonomy } from './rulepack/taxonomy.js';
import { openStore } from './store/store.js';
import { BUILT_IN_RULES, programVersion, TAXONOMY } from './util/version.js';

export type { AuditOptions, Stage } from './audit-options.js';

/**
 * Audits files and folders.
 * @throws UserError when nothing in the paths can be used, or a rule pack is not sound.
 */
export async function audit(paths: readonly string[], options: AuditOptions = {}): Promise<Review> {
  const { config = Config.parse({}), locate, onNote, choices, zoneOf, today = new Date().toISOString().slice(0, 10) } = options;
  const { flows, owners, suppressions, rules: settings } = config;
  const [parameters, own] = [parametersOf(config), createOwn(config)];
  const store = await openStore(options.spill);
  let read = 0;
  let share: number | null = null;
  const enter = (stage: Stage) => options.onStage?.(stage, read, share);
  const onProgress = (progress: Progress) => {
    share = progress.share;
  };
  const load = async (events: Event[]) => {
    await store.load(own.events(events));
    read += events.length;
    enter('intake');
  };
  try {
    enter('rulepack');
    const folders = [BUILT_IN_RULES, ...(options.rules ?? [])];
    const rules = rulesInForce(await requireRules(folders, { parameters, rules: settings, suppressions, locate }), config);
    enter('intake');
    const inputs = own.inputs(requireUsable(await intake(paths, load, { onNote, onProgress, choices, zoneOf })));
    enter('store');
    const unmatchedFlows = await store.build(loadTaxonomy(TAXONOMY), { flows, systemOf: own.systemOf });
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
    options.onUnmatched?.([...own.unmatched(), ...unmatchedFlows, ...unmatched, ...named, ...judged.unmatched]);
    const material = { version: programVersion(), inputs, totals: totalsOf(inputs), rules, outcomes, facts, owners };
    const review = buildReview({ ...material, ...judged, detections, recorded });
    await options.onReview?.(review, store, inputs);
    return review;
  } finally {
    store.close();
  }
}
