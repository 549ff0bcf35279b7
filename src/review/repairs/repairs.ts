/** The records that somebody has to repair, each once, with what to look at and what not to do. */
import type { Category, Finding, PlacedFinding, RecordPlace } from '../../model/finding.js';
import type { DuplicateToVoid, OperationToVerify, RecordToResync, Repairs } from '../../model/repair.js';

interface Harmed {
  readonly finding: Finding;
  readonly place: RecordPlace;
}

const TOO_OFTEN: readonly Category[] = ['duplicate_write', 'webhook_redelivery'];
const MISSING: readonly Category[] = ['unsynced_record', 'silent_failure', 'validation_failure', 'dead_letter_growth'];
/** A refusal of what the record holds comes again with every replay. */
const REFUSED: readonly Category[] = ['validation_failure'];
const UNKNOWN: readonly Category[] = ['ambiguous_timeout', 'partial_completion', 'out_of_order'];
const QUESTIONS: Readonly<Partial<Record<Category, string>>> = {
  ambiguous_timeout: 'Did the write take effect? Once, more than once, or not at all?',
  partial_completion: 'Which steps took effect, and are they to be completed or undone?',
  out_of_order: 'Does the target hold the newest state?',
};

/** Findings of severity info harmed nothing. Records are listed in the order of the findings. */
export function repairsOf(findings: readonly PlacedFinding[]): Repairs {
  const harmed = findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap((finding) => finding.places.map((place): Harmed => ({ finding, place })));
  const of = (categories: readonly Category[]) => together(harmed.filter(({ finding }) => categories.includes(finding.category)));
  // A depth without the keys behind it lists nothing that could be sent again.
  const missing = of(MISSING).filter((all) => all.some(({ place }) => place.key !== null));
  const refused = new Set(harmed.filter(({ finding }) => REFUSED.includes(finding.category)).flatMap(({ place }) => place.key ?? []));
  return {
    duplicatesToVoid: of(TOO_OFTEN).map(duplicate),
    recordsToResync: missing.map((all) => resync(all, refused)),
    operationsToVerify: of(UNKNOWN).map(verify),
  };
}

/**
 * What several findings say of one record at one target is one row, also where one of them does not name the target, or
 * follows from the other. A record without a key is told by its lines.
 */
function together(harmed: readonly Harmed[]): Harmed[][] {
  const groups = new Map<string, Harmed[][]>();
  for (const one of harmed) {
    const id = JSON.stringify(one.place.key ?? one.place.lines);
    const alike = groups.get(id) ?? [];
    const own = alike.find((all) => all.some(({ finding }) => sameHarm(finding, one.finding)));
    if (own) own.push(one);
    else groups.set(id, [...alike, [one]]);
  }
  return [...groups.values()].flat();
}

function sameHarm(a: Finding, b: Finding): boolean {
  const [one, other] = [a.subject.target, b.subject.target];
  return one === other || one === null || other === null || a.causedBy.includes(b.id) || b.causedBy.includes(a.id);
}

/** The columns that all three lists share. */
function common(all: readonly Harmed[]) {
  const [first] = all;
  const named = all.find(({ finding }) => finding.subject.target !== null) ?? first;
  return {
    key: first?.place.key ?? '',
    target: named?.finding.subject.target ?? '',
    operation: named?.finding.subject.operation ?? '',
    at: first?.place.at ?? '',
    lines: [...new Set(all.flatMap(({ place }) => place.lines))].join(' '),
    findings: [...new Set(all.map(({ finding }) => finding.id))].join(' '),
  };
}

function duplicate(all: readonly Harmed[]): DuplicateToVoid {
  const { key, target, operation, ...rest } = common(all);
  const [keep = '', ...others] = [...new Set(all.flatMap(({ place }) => place.created))];
  return { key, target, operation, extra: Math.max(1, ...all.map(({ place }) => place.extra)), keep, void: others.join(' '), ...rest };
}

function resync(all: readonly Harmed[], refused: ReadonlySet<string>): RecordToResync {
  const { key, target, operation, ...rest } = common(all);
  const why = all[0]?.place.why ?? '';
  return { key, target, operation, why, replay: refused.has(key) ? 'after_cause_is_mended' : 'after_look_up', ...rest };
}

function verify(all: readonly Harmed[]): OperationToVerify {
  const { key, target, operation, ...rest } = common(all);
  const category = all[0]?.finding.category;
  return { key, target, operation, question: (category && QUESTIONS[category]) ?? '', known: all[0]?.place.why ?? '', ...rest };
}
