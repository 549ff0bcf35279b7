/** Judgement: facts of the detectors in, findings with severity, confidence, causes and order out. */

import type { Detection, PlacedFinding } from '../model/finding.js';
import type { LoadedRule, RuleOutcome } from '../model/rule.js';
import { type RuleSettings, severitySetting } from '../model/settings.js';
import { legible } from '../util/masked.js';
import { toRfc3339 } from '../util/times.js';
import { type Causes, linkCauses } from './causes.js';
import { confidenceOf } from './confidence.js';
import type { Draft } from './draft.js';
import { spread } from './evidence.js';
import { fingerprints } from './fingerprint.js';
import { mergeDrafts } from './merge.js';
import { inOrder } from './order.js';
import { priorities } from './priority.js';
import { configured, severityOf } from './severity.js';
import { titleOf } from './title.js';

/**
 * Turns detections into findings, in the order of the review.
 * @param excerpts redacted text of lines, by `file:line`.
 * @param outcomes of the rules, for the parameters of this run; defaults apply where one is missing.
 * @param settings severities that the configuration sets.
 * @throws Error when a detection names a rule that is not among `rules`: a fault of the program.
 */
export function assess(
  detections: readonly Detection[],
  rules: readonly LoadedRule[],
  excerpts: ReadonlyMap<string, string>,
  outcomes: readonly RuleOutcome[] = [],
  settings: RuleSettings = {},
): PlacedFinding[] {
  const drafts = mergeDrafts(draftsOf(detections, rules, outcomes)).map((draft) => weighed(draft, settings));
  const causes = linkCauses(drafts);
  const ordered = inOrder(drafts, causes);
  const ids = new Map(ordered.map((draft, at) => [draft.fingerprint, `F-${String(at + 1).padStart(3, '0')}`]));
  const ranks = priorities(drafts, causes);
  return ordered.map((draft) => findingOf(draft, { causes, ids, ranks, excerpts }));
}

interface Context {
  readonly causes: Causes;
  readonly ids: ReadonlyMap<string, string>;
  readonly ranks: ReadonlyMap<string, number>;
  readonly excerpts: ReadonlyMap<string, string>;
}

function draftsOf(detections: readonly Detection[], rules: readonly LoadedRule[], outcomes: readonly RuleOutcome[]): Draft[] {
  const prints = fingerprints(detections);
  return detections.map((detection, at) => draftOf(detection, prints[at] as string, rules, outcomes));
}

function draftOf(detection: Detection, print: string, rules: readonly LoadedRule[], outcomes: readonly RuleOutcome[]): Draft {
  const rule = rules.find(({ id }) => id === detection.rule)?.rule;
  if (!rule) throw new Error(`detection of an unknown rule: ${detection.rule}`);
  const defaults = Object.fromEntries(Object.entries(rule.parameters).map(([name, parameter]) => [name, parameter.default]));
  const parameters = { ...defaults, ...outcomes.find((outcome) => outcome.rule === detection.rule)?.parameters };
  return {
    detection,
    rule,
    parameters,
    fingerprint: print,
    severity: rule.severity.base,
    confidence: detection.certainty,
  };
}

/** Severity and confidence are set after merging, since merged measures may be greater. */
function weighed(draft: Draft, settings: RuleSettings): Draft {
  const { rule, subject, measures } = draft.detection;
  const confidence = confidenceOf(draft.detection);
  const severity = severityOf(draft.rule, measures, draft.parameters, confidence);
  return { ...draft, confidence, severity: configured(severity, severitySetting(settings[rule], subject)) };
}

function findingOf(draft: Draft, { causes, ids, ranks, excerpts }: Context): PlacedFinding {
  const { detection, rule } = draft;
  const idsOf = (fingerprints: readonly string[]) => fingerprints.flatMap((one) => ids.get(one) ?? []).sort();
  const follows = [...causes].filter(([, found]) => found.includes(draft.fingerprint)).map(([consequence]) => consequence);
  return {
    id: ids.get(draft.fingerprint) ?? '',
    fingerprint: draft.fingerprint,
    state: 'open',
    rule: detection.rule,
    category: detection.category,
    severity: draft.severity,
    confidence: draft.confidence,
    priority: ranks.get(draft.fingerprint) ?? 0,
    title: titleOf(rule.title, detection),
    subject: detection.subject,
    cause: detection.cause,
    window: detection.window && { start: toRfc3339(detection.window.start_ms), end: toRfc3339(detection.window.end_ms) },
    measures: rounded(detection.measures),
    records: { total: detection.key_total, keys: detection.keys },
    places: detection.places.map(({ at_ms, ...place }) => ({ ...place, at: at_ms === null ? null : toRfc3339(at_ms) })),
    evidence: spread(detection.evidence).map(({ file, line, at_ms, why }) => ({
      file,
      line,
      at: at_ms === null ? null : toRfc3339(at_ms),
      excerpt: excerpts.get(`${file}:${line}`) ?? '',
      why: legible(why),
    })),
    ruledOut: detection.ruled_out,
    causedBy: idsOf(causes.get(draft.fingerprint) ?? []),
    leadsTo: idsOf(follows),
  };
}

/** Four digits after the point are more than any measure is sure of, and the same on every engine. */
function rounded(measures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, Math.round(value * 10_000) / 10_000]));
}
