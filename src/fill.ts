/** A store over the inputs: filled by reading them, or taken from the cache when the same was read before. */

import path from 'node:path';
import type { AuditOptions, CacheOptions, Stage } from './audit-options.js';
import { unusedChoices } from './intake/inputs/choice.js';
import { type Contents, contentsOf } from './intake/inputs/contents.js';
import { requireUsable } from './intake/inputs/usable.js';
import { intake, type Progress, SOURCE } from './intake/intake.js';
import type { Own } from './intake/own.js';
import { Config } from './model/config.js';
import type { Event } from './model/event.js';
import type { Input } from './model/input.js';
import { READ_ONCE } from './model/read-once.js';
import type { Unmatched } from './model/unmatched.js';
import { loadTaxonomy } from './rulepack/taxonomy.js';
import { type Entry, findKept, keep, keyOf } from './store/kept.js';
import { type OpenStore, openStore, reopenStore, type Store } from './store/store.js';
import type { ColumnBatch } from './util/columns.js';
import { UserError } from './util/user-error.js';
import { programDigest, TAXONOMY } from './util/version.js';

export interface Filled {
  /** Built and locked. Whoever is given it closes it. */
  readonly store: Store;
  readonly inputs: readonly Input[];
  /** Entries of the configuration that fitted nothing in the events, nor in any text that was redacted since. */
  readonly unmatched: () => Unmatched[];
}

/** What is kept beside a store, to go on as if the inputs had been read. */
interface Told {
  readonly inputs: readonly Input[];
  /** Entries of systems and redactions that fitted no event, and flows that fitted none. */
  readonly own: readonly Unmatched[];
  readonly flows: readonly Unmatched[];
}

type Enter = (stage: Stage, events?: number, share?: number | null) => void;

/** @throws UserError when nothing in the paths can be used. */
export async function fillStore(paths: readonly string[], options: AuditOptions, own: Own, enter: Enter): Promise<Filled> {
  enter('intake');
  if (options.cache === undefined) return await readAll(paths, options, own, enter);
  requireApart(paths, options.cache.folder);
  const contents = await contentsOf(paths);
  if (contents === null) return await readAll(paths, options, own, enter);
  const key = keyOf(partsOf(contents, options, options.cache));
  const entry = await findKept<Told>(options.cache.folder, key, (note) => options.onNote?.(note));
  const kept = entry && (await takeKept(entry, contents, options, own));
  return kept ?? (await readAll(paths, options, own, enter, { key, contents }));
}

/** All that a built store depends on. */
function partsOf({ digest }: Contents, { config }: AuditOptions, { reading }: CacheOptions): unknown {
  const { systems, redaction, flows } = config ?? Config.parse({}, READ_ONCE);
  return [programDigest(), loadTaxonomy(TAXONOMY), digest, reading, systems, redaction, flows];
}

async function takeKept(entry: Entry<Told>, contents: Contents, options: AuditOptions, own: Own): Promise<Filled | null> {
  try {
    const store = await reopenStore(entry.store, options);
    const sources = new Map(contents.sources.map((source) => [source.path, source]));
    for (const note of contents.notes) options.onNote?.(note);
    for (const note of unusedChoices(options.choices ?? [], [...sources.keys()])) options.onNote?.(note);
    const { inputs, own: first, flows } = entry.told;
    return {
      store,
      inputs: inputs.map((input) => ({ ...input, [SOURCE]: sources.get(input.path) })),
      unmatched: () => [...both(first, own.unmatched()), ...flows],
    };
  } catch (error) {
    options.onNote?.(`${path.dirname(entry.store)}: cannot be opened (${(error as Error).message.split('\n')[0]}); it is made again.`);
    return null;
  }
}

/** Of the entries that fitted no event, those that fitted nothing else either. */
function both(first: readonly Unmatched[], later: readonly Unmatched[]): Unmatched[] {
  const places = new Set(later.map((entry) => JSON.stringify(entry.path)));
  return first.filter((entry) => places.has(JSON.stringify(entry.path)));
}

/** Under which name a store is to be kept. */
interface Keeping {
  readonly key: string;
  readonly contents: Contents;
}

async function readAll(paths: readonly string[], options: AuditOptions, own: Own, enter: Enter, keeping?: Keeping): Promise<Filled> {
  // The engine opens while the first records are read.
  const opening = openStore(options);
  opening.catch(() => {}); // told by the first who needs it
  try {
    const inputs = own.inputs(requireUsable(await read(paths, options, own, opening, enter)));
    const store = await opening;
    enter('store');
    const { flows } = options.config ?? Config.parse({}, READ_ONCE);
    const unmatched = await store.views(loadTaxonomy(TAXONOMY), { flows, systemOf: own.systemOf });
    if (keeping && unchanged(inputs, keeping.contents))
      await keepStore(store, keeping.key, { inputs, own: own.unmatched(), flows: unmatched }, options);
    await store.lock();
    return { store, inputs, unmatched: () => [...own.unmatched(), ...unmatched] };
  } catch (error) {
    (await opening).close();
    throw error;
  }
}

async function read(
  paths: readonly string[],
  options: AuditOptions,
  own: Own,
  opening: Promise<OpenStore>,
  enter: Enter,
): Promise<Input[]> {
  const { onNote, choices, zoneOf } = options;
  let events = 0;
  let share: number | null = null;
  const onProgress = (progress: Progress) => {
    share = progress.share;
  };
  const load = async (batch: Event[]) => {
    await (await opening).load(own.events(batch));
    events += batch.length;
    enter('intake', events, share);
  };
  const append = async (batch: ColumnBatch) => {
    await (await opening).append(batch);
    events += batch.rows;
    enter('intake', events, share);
  };
  // What the configuration says of events is said of each by itself.
  const columns = own.plain ? append : undefined;
  return await intake(paths, load, { columns, onNote, onProgress, choices, zoneOf });
}

/** A log may grow between its digest and its reading: then the name would not be true. */
const unchanged = (inputs: readonly Input[], { files }: Contents): boolean =>
  inputs.every(({ path: file, format, sha256 }) => format === 'unreadable' || files.get(file) === sha256);

/** A cache that cannot be written does not stop the audit. */
async function keepStore(store: OpenStore, key: string, told: Told, { cache, onNote }: AuditOptions): Promise<void> {
  if (cache === undefined) return;
  try {
    await keep(cache.folder, key, told, store.copyTo);
  } catch (error) {
    onNote?.(`${cache.folder}: the cache cannot be written (${(error as Error).message.split('\n')[0]}); the audit goes on without it.`);
  }
}

/** Entries of the cache among the inputs would be read as inputs. */
function requireApart(paths: readonly string[], folder: string): void {
  const around = paths.find((one) => {
    const below = path.relative(path.resolve(one), path.resolve(folder));
    return !below.startsWith('..') && !path.isAbsolute(below) && !below.split(path.sep).some((part) => part.startsWith('.'));
  });
  if (around !== undefined)
    throw new UserError(`--cache ${folder}: lies in ${around}, which is audited. Choose a folder beside it, or a hidden one.`);
}
