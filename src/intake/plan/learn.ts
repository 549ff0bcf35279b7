/** Learns from a sample of a file what its names alone do not tell: units, bases of counts, keys. */

import { type AttemptCounts, attemptsToldOf, NO_TOLD_ATTEMPTS, noteEnd, type ToldAttempts } from '../dialogues/attempts-told.js';
import { type DialogueCounts, noDialogues, noteDialogue } from '../dialogues/counting.js';
import { type Dialogues, dialoguesOf, NO_DIALOGUES } from '../dialogues/dialogues.js';
import { noAttemptNames, noteAttemptNames, settleAttemptNames } from '../exchanges/attempt-names.js';
import { prefixOf } from '../identifiers/identity.js';
import { learnKeys } from '../identifiers/keys.js';
import { noLineIds, noteLineId, settleLineIds } from '../identifiers/line-ids.js';
import { isTable } from '../kind.js';
import { type Deliveries, noteDelivery, settleDeliveries } from '../mining/deliveries.js';
import { type EventField, noteEventFields, noteReceivedFields, settleEventFields } from '../mining/events.js';
import { type Field, noteField, settleFields } from '../mining/fields.js';
import { type Given, noteGiven, settleGiven } from '../mining/given.js';
import { settleGivenBack, type ToldBeside } from '../mining/given-back.js';
import { type FlowIds, noteFlowIds, settleFlowIds } from '../mining/inner-keys.js';
import { type Mined, mine } from '../mining/mine.js';
import { minedAttempt } from '../mining/mined.js';
import { tell } from '../mining/positions.js';
import { type Reading, readRecord } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { isStepOfRun, numberAt, textAt } from '../slot-values.js';
import { type Around, noteAround, settleAround } from './around.js';
import { type Habits, habitsOf, noHabits, noteHabits, noteSilence } from './habits.js';
import { type Judged, judge } from './judge.js';
import { type LabelCounts, type Labels, labelsOf, noteLabel } from './labels.js';
import type { Meanings } from './meaning.js';
import type { PathNode } from './paths.js';

const DURATIONS = new Set(['duration', 'wait', 'timeout']);

/** Records of a sample that are all read; of those after them, one in so many: failures may start late. */
const ALL_OF = 1_000;
const EVERY = 8;
/** Values that are kept of an identifier. */
const MOST_VALUES = 5_000;

/** A record of the sample, read with what was known by then. */
interface Sampled {
  readonly record: SourceRecord;
  readonly reading: Reading;
  readonly judged: Judged;
}

/** What a sample tells of all records of its file, besides of their paths. */
export interface Lessons {
  /** What is said at which positions of its texts. */
  readonly mined: Mined;
  /** Name of the field that holds identifiers with a prefix. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** How the program that wrote the file speaks of its calls. */
  readonly habits: Habits;
  /** True when the file tells of failed calls only on the lines that say what became of them. */
  readonly endsTell: boolean;
  /** Calls of which it tells in words, over several lines. */
  readonly dialogues: Dialogues;
  /** Calls of which it tells by their ends alone. */
  readonly toldAttempts: ToldAttempts;
  /** Labels of steps, by the logger that they share. */
  readonly labels: Labels;
}

/** Reads the sample, settles the plan below the root, and gives what was learned besides. */
export function learn(sample: readonly SourceRecord[], root: PathNode, format: string): Lessons {
  const records = sample.filter((_, place) => place < ALL_OF || place % EVERY === 0);
  const read = (): Sampled[] => {
    // What values stand for is settled anew for each pass: the one before may have changed what stands at a path.
    const known: Meanings = new Map();
    return records.map((record) => {
      const reading = readRecord(record, root, null, known);
      return { record, reading, judged: judge(record, reading, format) };
    });
  };
  const first = read();
  // A status under a name of another language is known by its values: only then can be told what went well.
  const { fields, found } = settleNames(first, format);
  const lessons = settle(found ? read() : first, [...fields.keys()], root);
  forgetStats(root);
  return lessons;
}

/** Which paths hold what their names do not tell. */
function settleNames(sampled: readonly Sampled[], format: string): { fields: Map<PathNode, Field>; found: boolean } {
  const fields = new Map<PathNode, Field>();
  const events = new Map<PathNode, EventField>();
  const given = new Map<PathNode, Given>();
  const flowIds = new Map<PathNode, FlowIds>();
  const keys = new Set<string>();
  for (const { record, reading, judged } of sampled) {
    const keyed = reading.keys.some((key) => key.node.key!.score >= 0);
    const timed = record.time !== null || reading.slots.has('time');
    const known = { keyed, timed, ok: judged.ok, key: reading.keys[0]?.value ?? null, failed: judged.failed };
    for (const { node, value } of reading.unread ?? []) noteField(fields, node, value, known);
    noteEventFields(events, reading, judged.exchange, judged.failed);
    noteReceivedFields(events, reading, record.message, judged.signal);
    noteGiven(given, reading, record.message);
    noteFlowIds(flowIds, reading);
    for (const { node, value } of reading.keys) if (node.key!.score > 0 && keys.size < MOST_VALUES) keys.add(value);
  }
  const rows = sampled.length > 0 && sampled.every(({ judged }) => judged.row);
  const named = settleEventFields(events);
  const made = settleGiven(given);
  const inner = settleFlowIds(flowIds);
  return { fields, found: settleFields(fields, rows || isTable(format), keys, rows || format === 'csv') || named || made || inner };
}

/** What the paths and texts tell, now that their fields are known. */
function settle(sampled: readonly Sampled[], fields: readonly PathNode[], root: PathNode): Lessons {
  const prefixes = new Map<string, string>();
  const nodes = new Set<PathNode>(fields.filter((node) => node.key !== null));
  const texts: ToldBeside[] = [];
  const deliveries = new Map<PathNode, Deliveries>();
  const around: Around = new Map();
  const lineIds = noLineIds();
  const attemptNames = noAttemptNames();
  const refusals = { own: 0, became: 0 };
  const habits = noHabits();
  const dialogues = noDialogues();
  const labels: LabelCounts = new Map();
  let logged = 0;
  for (const [place, { record, reading, judged }] of sampled.entries()) {
    const { failed, refusal, signal, exchange } = judged;
    if (refusal !== null) refusals[refusal] += 1;
    noteDelivery(deliveries, reading);
    noteAttemptNames(reading, exchange.status !== null, signal, attemptNames);
    noteHabits(reading, exchange, signal, failed, habits, record.message);
    // Of later records not every one is looked at, so that nobody sees what stands right before them.
    if (place < ALL_OF) {
      noteSilence(place, reading, exchange, signal, habits);
      noteSaid(record, reading, judged, dialogues);
    }
    noteAround(reading.keys, around);
    noteValues(reading, judged, nodes, prefixes);
    if (record.message === null) continue;
    logged += 1;
    noteLabel(textAt(reading, 'logger'), record.message, labels);
    noteLineId(reading, reading.keys.length > 0 || signal !== null || exchange.status !== null, lineIds);
    const values = reading.keys.map(({ value }) => value);
    const keyed = reading.keys.some((key) => key.node.key!.score >= 0);
    if (/\d/.test(record.message))
      texts.push({ told: tell(record.message, values, failed, keyed, signal), nodes: reading.keys.map(({ node }) => node) });
  }
  settleDeliveries(deliveries);
  learnKeys([...nodes], logged, root);
  settleAround(around);
  settleLineIds(lineIds);
  settleAttemptNames(attemptNames);
  for (const node of nodes) learnNumbers(node);
  const settled = habitsOf(habits);
  const spoken = settled.byProcedure ? dialoguesOf(dialogues) : NO_DIALOGUES;
  const mined = settleGivenBack(texts) ?? mine(texts.map(({ told }) => told));
  return {
    mined,
    prefixes,
    habits: settled,
    endsTell: refusals.became > 0 && refusals.own === 0,
    labels: labelsOf(labels),
    dialogues: spoken,
    // Where lines tell that work is handed over, those that follow are the answers.
    toldAttempts: settled.byProcedure && spoken.parties.size === 0 ? attemptsToldOf(endsIn(sampled, mined)) : NO_TOLD_ATTEMPTS,
  };
}

/** What the lines tell of how attempts ended. */
function endsIn(sampled: readonly Sampled[], mined: Mined): AttemptCounts {
  const ends: AttemptCounts = new Map();
  for (const { record, reading, judged } of sampled) {
    const { message } = record;
    if (message === null || judged.exchange.addressed || isStepOfRun(reading)) continue;
    const attempt = numberAt(reading, 'attempt') ?? reading.message?.attempt ?? minedAttempt(message, mined);
    noteEnd({ message, logger: textAt(reading, 'logger'), signal: judged.signal, failed: judged.failed, attempt }, ends);
  }
  return ends;
}

/** Notes what a line says of work that is handed over. */
function noteSaid(record: SourceRecord, reading: Reading, { exchange, signal, failed }: Judged, dialogues: DialogueCounts): void {
  if (record.message === null) return;
  noteDialogue(
    {
      message: record.message,
      logger: textAt(reading, 'logger'),
      worker: textAt(reading, 'worker'),
      signal,
      failed: failed || reading.message?.timedOut === true,
      addressed: exchange.addressed,
    },
    dialogues,
  );
}

/** Notes how the identifiers and numbers of a record behave. */
function noteValues(reading: Reading, { ok, retry }: Judged, nodes: Set<PathNode>, prefixes: Map<string, string>): void {
  for (const { node, value } of reading.keys) {
    nodes.add(node);
    const prefix = prefixOf(value);
    if (prefix.length > 1 && node.key!.name !== 'record_ref' && !prefixes.has(prefix)) prefixes.set(prefix, node.key!.name);
    node.stats.count += 1;
    if (node.stats.values.has(value) || node.stats.values.size >= MOST_VALUES) continue;
    node.stats.values.add(value);
    if (!ok) node.stats.firstElsewhere += 1;
  }
  for (const [field, { node, value }] of reading.slots) {
    if (typeof value !== 'number') continue;
    nodes.add(node);
    if (DURATIONS.has(field)) node.stats.numbers.push(value);
    if (field !== 'attempt' && field !== 'retry') continue;
    if (value === 0) node.stats.zero = true;
    if (!retry) continue;
    node.stats.onRetry += 1;
    node.stats.minOnRetry = Math.min(node.stats.minOnRetry, value);
  }
}

/** What was seen of the paths was for learning only; the values may be many. */
function forgetStats(node: PathNode): void {
  node.stats.values.clear();
  node.stats.numbers.length = 0;
  for (const child of node.children.values()) forgetStats(child);
}

function learnNumbers(node: PathNode): void {
  const field = node.fields[0]?.field;
  if (field === 'attempt' && node.stats.zero) node.base = 1;
  // Lines that announce a retry and never name attempt 1 name the attempt to come.
  if (field === 'attempt' && node.stats.onRetry >= 3 && node.stats.minOnRetry === 2) node.retryBase = -1;
  if (field === 'retry' && node.stats.zero && node.stats.minOnRetry === 0) node.base = 1;
  if (!node.learnUnit || node.stats.numbers.length === 0) return;
  const sorted = [...node.stats.numbers].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  const fractions = sorted.some((value) => !Number.isInteger(value));
  node.unit = unitOf(field, node.name, median, fractions, sorted.at(-1)!);
}

/**
 * The unit of numbers whose name states none, in milliseconds. Loggers that count in seconds write
 * fractions; figures in the millions are nanoseconds (Go's Duration); waits and limits below a
 * hundred are seconds, nobody sets a limit of 30 ms.
 */
function unitOf(field: string | undefined, name: string, median: number, fractions: boolean, max: number): number {
  if (median >= 5e6 && !fractions) return 1e-6;
  if (field === 'duration') return fractions && (median < 2 || (name === 'elapsed' && max < 600)) ? 1000 : 1;
  return max < 100 ? 1000 : 1;
}
