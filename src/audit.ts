/** The pipeline: files in, Review out, one line per stage. */
import { assess } from './assess/assess.js';
import type { AuditOptions, Stage } from './audit-options.js';
import { detect } from './detect/detect.js';
import { readExcerpts } from './intake/excerpts.js';
import { intake } from './intake/intake.js';
import { totalsOf } from './intake/totals.js';
import { requireUsable } from './intake/usable.js';
import { Config } from './model/config.js';
import type { Event } from './model/event.js';
import type { Review } from './model/review.js';
import { parametersOf } from './model/settings.js';
import { buildReview } from './review/review.js';
import { requireRules } from './rulepack/required.js';
import { loadTaxonomy } from './rulepack/taxonomy.js';
import { openStore } from './store/store.js';
import { BUILT_IN_RULES, programVersion, TAXONOMY } from './util/version.js';

export type { AuditOptions, Stage } from './audit-options.js';

/**
 * Audits files and folders.
 * @throws UserError when nothing in the paths can be used, or a rule pack is not sound.
 */
export async function audit(paths: readonly string[], options: AuditOptions = {}): Promise<Review> {
  const { config = Config.parse({}), locate, onNote } = options;
  const [parameters, settings] = [parametersOf(config), config.rules];
  const store = await openStore(options.spill);
  let read = 0;
  const enter = (stage: Stage) => options.onStage?.(stage, read);
  const load = async (events: Event[]) => {
    await store.load(events);
    read += events.length;
    enter('intake');
  };
  try {
    enter('rulepack');
    const rules = await requireRules([BUILT_IN_RULES, ...(options.rules ?? [])], { parameters, rules: settings, locate });
    enter('intake');
    const { choices, zoneOf } = options;
    const inputs = requireUsable(await intake(paths, load, { onNote, choices, zoneOf }));
    enter('store');
    await store.build(loadTaxonomy(TAXONOMY));
    enter('detect');
    const { detections, outcomes } = await detect(store, rules, { parameters, settings, locate, onNote });
    enter('excerpts');
    const excerpts = await readExcerpts(
      detections.flatMap((detection) => detection.evidence),
      inputs,
    );
    enter('assess');
    const findings = assess(detections, rules, excerpts, outcomes, settings);
    enter('review');
    const facts = await store.facts();
    return buildReview({
      version: programVersion(),
      inputs,
      totals: totalsOf(inputs),
      findings,
      rules,
      outcomes,
      facts,
      owners: config.owners,
    });
  } finally {
    store.close();
  }
}
