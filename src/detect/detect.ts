/** Rules over the store: facts in, detections out. No severity, no ranking, no words of its own. */
import type { Detection } from '../model/finding.js';
import type { LoadedRule, RuleOutcome } from '../model/rule.js';
import { type RuleSettings, subjectSetting } from '../model/settings.js';
import { thresholdHolds } from '../model/threshold.js';
import type { Unmatched } from '../model/unmatched.js';
import type { Store } from '../store/store.js';
import { inLanes } from '../util/lanes.js';
import { evidenceOf } from './evidence.js';
import { fileNamed } from './file-names.js';
import { measure } from './measures.js';
import { placesOf } from './places.js';
import { countedRows, type Values, valuesOf } from './query.js';
import { type HeldNeeds, holdings, mayArise, missing } from './requirements.js';
import { groupRows, type RowGroup, type RuleRow } from './rows.js';
import { unmatchedSubjects } from './unmatched.js';

export interface DetectOptions {
  /** Parameter values that differ from the rule's defaults, by rule id. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Settings by rule id: rules and subjects that are switched off. */
  readonly settings?: RuleSettings;
}

export interface Detected {
  readonly detections: readonly Detection[];
  readonly outcomes: readonly RuleOutcome[];
  /** Entries of the configuration that fit nothing in this input. */
  readonly unmatched: readonly Unmatched[];
}

/** Keys listed in one finding; the total is always told. */
const MOST_KEYS = 10_000;
const MOST_TIMES = 100_000;

/** Runs every rule. A rule that fails is an outcome of its own and never stops the others. */
export async function detect(store: Store, rules: readonly LoadedRule[], options: DetectOptions = {}): Promise<Detected> {
  const held = await holdings(
    store,
    rules.filter(({ id }) => options.settings?.[id]?.enabled !== false),
  );
  const ran = await inLanes(rules, store.lanes, (loaded) => runRule(store, loaded, held, options));
  const named = await fileNamed(store);
  const placed = ran.flatMap(({ found }) => found).map((one) => ({ ...one, file_named: named(one.subject) }));
  return {
    detections: placed,
    outcomes: ran.map(({ outcome }) => outcome),
    unmatched: await unmatchedSubjects(store, options.settings ?? {}),
  };
}

async function runRule(
  store: Store,
  loaded: LoadedRule,
  held: HeldNeeds,
  options: DetectOptions,
): Promise<{ found: readonly Detection[]; outcome: RuleOutcome }> {
  const parameters = valuesOf(loaded, options.parameters?.[loaded.id]);
  const setting = options.settings?.[loaded.id];
  const outcome = { rule: loaded.id, findings: 0, blind: [], cut: [], error: null, parameters };
  if (setting?.enabled === false) return { found: [], outcome: { ...outcome, outcome: 'not_judged', blind: [SWITCHED_OFF] } };
  try {
    const blind = await missing(store, loaded, held);
    if (blind.some(({ targets }) => targets.length === 0)) return { found: [], outcome: { ...outcome, outcome: 'not_judged', blind } };
    const rows = (await mayArise(store, loaded, held)) ? await countedRows(store, loaded, parameters) : [];
    const all = await gather(store, loaded, rows, parameters);
    const found = all.filter(({ subject }) => subjectSetting(setting, subject)?.enabled !== false);
    const cut = [...found.flatMap(cutOf), ...all.filter((one) => !found.includes(one)).map(switchedOff)];
    return { found, outcome: { ...outcome, outcome: found.length > 0 ? 'found' : 'clear', findings: found.length, blind, cut } };
  } catch (error) {
    return { found: [], outcome: { ...outcome, outcome: 'error', error: (error as Error).message.split('\n')[0] ?? 'failed' } };
  }
}

const SWITCHED_OFF = { what: 'A rule is switched off by the configuration.', close: 'Take `enabled: false` out of it.', targets: [] };

const switchedOff = ({ subject }: Detection): string =>
  `${subject.operation ?? subject.target ?? 'one subject'}: a finding is left out, the configuration switches the rule off there.`;

/** What a detection had to leave out. */
function cutOf({ subject, keys, key_total }: Detection): string[] {
  if (key_total <= keys.length) return [];
  return [
    `${subject.operation ?? subject.target ?? 'one finding'}: lists the first ${keys.length} of ${key_total} record keys; all are counted.`,
  ];
}

async function gather(store: Store, loaded: LoadedRule, rows: readonly RuleRow[], parameters: Values): Promise<Detection[]> {
  const found: Detection[] = [];
  for (const group of groupRows(rows)) {
    const measures = measure(loaded.rule, group.rows);
    if (loaded.rule.when.every((threshold) => thresholdHolds(threshold, measures, parameters))) {
      found.push(await toDetection(store, loaded, group, measures));
    }
  }
  return found;
}

async function toDetection(store: Store, loaded: LoadedRule, group: RowGroup, measures: Record<string, number>): Promise<Detection> {
  const keys = [...new Set(group.rows.map((row) => row.record_key).filter((key): key is string => typeof key === 'string'))];
  const certainties = group.rows.map((row) => row.certainty).filter((value): value is number => typeof value === 'number');
  return {
    rule: loaded.id,
    category: loaded.rule.category,
    subject: { source: group.source, target: group.target, operation: group.operation },
    file_named: [],
    cause: group.cause,
    window: windowOf(group.rows),
    measures,
    harm: harmTimes(group.rows),
    keys: keys.slice(0, MOST_KEYS),
    key_total: keys.length,
    evidence: await evidenceOf(store, group.rows),
    ruled_out: loaded.rule.rules_out.map((check) => ruledOut(check, group.rows)),
    places: await placesOf(store, loaded, group.rows),
    certainty: certainties.length > 0 ? certainties.reduce((a, b) => a + b, 0) / certainties.length : 0.9,
  };
}

/** A piece of harm is done when it ends. */
function harmTimes(rows: readonly RuleRow[]): number[] {
  const times = rows.map((row) => row.end_ms ?? row.at_ms).filter((time): time is number => typeof time === 'number');
  return times.slice(0, MOST_TIMES).sort((a, b) => a - b);
}

function windowOf(rows: readonly RuleRow[]): Detection['window'] {
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    if (typeof row.at_ms === 'number') start = Math.min(start, row.at_ms);
    const last = row.end_ms ?? row.at_ms;
    if (typeof last === 'number') end = Math.max(end, last);
  }
  return Number.isFinite(start) && Number.isFinite(end) ? { start_ms: start, end_ms: end } : null;
}

function ruledOut(check: { column: string; explanation: string }, rows: readonly RuleRow[]): Detection['ruled_out'][number] {
  const checked = rows.filter((row) => row[check.column] === true).length;
  return { explanation: check.explanation, result: checked > 0 ? 'ruled_out' : 'not_checkable', checked, total: rows.length };
}
