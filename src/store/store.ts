/** The store: events in, model views and facts out. Nothing outside this folder knows the engine. */
import type { Event } from '../model/event.js';
import { BATCH_ROWS, eventColumns } from '../model/event-columns.js';
import type { Facts } from '../model/facts.js';
import type { Flow } from '../model/flow.js';
import type { Recorded } from '../model/metric.js';
import type { TaxonomyEntry } from '../model/taxonomy.js';
import type { Unmatched } from '../model/unmatched.js';
import { type ColumnBatch, openColumns } from '../util/columns.js';
import { viewSingleCalls } from './calls.js';
import { settleClocks } from './clocks.js';
import { groupEffects } from './effects.js';
import { type Engine, LANES, openEngine, type Row } from './engine.js';
import { readFacts } from './facts.js';
import { settleFlows } from './flows.js';
import { numberEvents } from './numbering.js';
import { classifyEndings } from './outcomes.js';
import type { EngineRoom } from './room.js';
import { settleRoutes } from './routes.js';
import { readSeries } from './series.js';
import { settleSystems } from './systems.js';
import { joinVantages } from './vantages/vantages.js';
import { neededFiles } from './view-files.js';
import { settleWaits } from './waits.js';

/** What the configuration says of the input. */
export interface StoreSettings {
  readonly flows?: readonly Flow[];
  /** The system that wrote a file; null where nothing says so. */
  readonly systemOf?: (file: string) => string | null;
}

export type { Row } from './engine.js';

/** A store that is built: queries over the model views. */
export interface Store {
  /** Rows of one SELECT over the model views. @throws Error with the engine's message. */
  rows(sql: string, parameters?: Readonly<Record<string, number>>): Promise<Row[]>;
  /** How many queries may run side by side; more wait for their turn. */
  readonly lanes: number;
  facts(): Promise<Facts>;
  /** Counts by the minute and values of metrics, for the replay of alerts. */
  series(): Promise<Recorded>;
  close(): void;
}

/** A store that is being filled. */
export interface OpenStore extends Store {
  /** Appends a batch of events. */
  load(events: readonly Event[]): Promise<void>;
  /** Appends events that are columns already, those of `eventColumns`. */
  append(batch: ColumnBatch): Promise<void>;
  /** Materialises the model views over all events loaded, and gives the settings that fit none of them. */
  views(taxonomy: readonly TaxonomyEntry[], settings?: StoreSettings): Promise<Unmatched[]>;
  /** Writes what was built into a new file, for `reopenStore`. */
  copyTo(file: string): Promise<void>;
  /** Locks the engine: no files, no extensions, no settings. Before any rule runs. */
  lock(): Promise<void>;
  /** Views and lock at once. */
  build(taxonomy: readonly TaxonomyEntry[], settings?: StoreSettings): Promise<Unmatched[]>;
}

/** What is worked out in code, after the view of that number; it may give files that are needless then. */
const BETWEEN: Readonly<Record<string, (engine: Engine, taxonomy: readonly TaxonomyEntry[]) => Promise<readonly string[] | void>>> = {
  '10': async (engine) => {
    await numberEvents(engine);
    await settleRoutes(engine);
  },
  '11': classifyEndings,
  '42': async (engine) => {
    await settleClocks(engine);
    await joinVantages(engine);
  },
  '44': viewSingleCalls,
  '47': settleSystems,
  '52': settleWaits,
  '60': groupEffects,
};

/** The view after which expected flows are settled. */
const FLOWS = '74-flow-records.sql';

/** Events that are kept in memory; with more, the tables stand in a file. Unpacked, so many take about 150 MB at the end. */
const MOST_IN_MEMORY = 30_000;

/** Opens an empty store; the folder for what does not fit into memory is removed by the caller. */
export async function openStore(room?: EngineRoom): Promise<OpenStore> {
  const engine = await openEngine(room);
  const columns = eventColumns();
  await engine.run(`CREATE TABLE raw_events (${columns.map((c) => `${c.name} ${c.type}`).join(', ')})`);
  await engine.run('CREATE TABLE named_files (file VARCHAR, system VARCHAR)');
  let appending = await engine.appending('raw_events', columns);
  const waiting = openColumns(columns, BATCH_ROWS);
  let loaded = 0;
  const moveToDisk = async () => {
    await appending.end();
    await engine.toDisk();
    appending = await engine.appending('raw_events', columns);
  };
  const count = async (events: number) => {
    if (loaded < MOST_IN_MEMORY && loaded + events >= MOST_IN_MEMORY) await moveToDisk();
    loaded += events;
  };
  const addWaiting = async () => {
    if (waiting.rows() > 0) await appending.add(waiting.take());
  };
  const views: OpenStore['views'] = async (taxonomy, settings = {}) => {
    await addWaiting();
    await appending.end();
    await engine.expect(loaded);
    return await buildViews(engine, taxonomy, settings);
  };
  return {
    load: async (events) => {
      await count(events.length);
      for (const event of events) {
        waiting.add(event);
        if (waiting.rows() === BATCH_ROWS) await appending.add(waiting.take());
      }
    },
    append: async (batch) => {
      await addWaiting();
      await count(batch.rows);
      await appending.add(batch);
    },
    views,
    copyTo: engine.copyTo,
    lock: () => lock(engine),
    build: async (taxonomy, settings) => {
      const unmatched = await views(taxonomy, settings);
      await lock(engine);
      return unmatched;
    },
    ...queries(engine),
  };
}

/** Opens a store that was written to a file; it is locked. @throws Error when the file holds none. */
export async function reopenStore(file: string, room?: EngineRoom): Promise<Store> {
  const engine = await openEngine(room, file);
  try {
    const [events] = await engine.rows('SELECT count(*) AS n FROM events');
    await engine.expect(Number(events?.n));
    await lock(engine);
    return queries(engine);
  } catch (error) {
    engine.close();
    throw error;
  }
}

const queries = (engine: Engine): Store => ({
  rows: engine.rows,
  lanes: LANES,
  facts: () => readFacts(engine),
  series: () => readSeries(engine),
  close: engine.close,
});

const lock = (engine: Engine): Promise<void> => engine.run('SET enable_external_access = false; SET lock_configuration = true;');

async function buildViews(
  engine: Engine,
  taxonomy: readonly TaxonomyEntry[],
  { flows = [], systemOf = () => null }: StoreSettings,
): Promise<Unmatched[]> {
  await nameFiles(engine, systemOf);
  const unmatched: Unmatched[] = [];
  // What no code stands between goes to the engine at once, so that this thread is free meanwhile.
  let waiting = '';
  const runWaiting = async () => {
    await engine.run(waiting);
    waiting = '';
  };
  const needless = new Set<string>();
  for (const { name, sql } of await neededFiles(engine)) {
    if (needless.has(name)) continue;
    waiting += sql;
    const between = BETWEEN[name.slice(0, 2)];
    if (between !== undefined || name === FLOWS) await runWaiting();
    for (const other of (await between?.(engine, taxonomy)) ?? []) needless.add(other);
    if (name === FLOWS) unmatched.push(...(await settleFlows(engine, flows)));
  }
  await runWaiting();
  return unmatched;
}

async function nameFiles(engine: Engine, systemOf: (file: string) => string | null): Promise<void> {
  const files = (await engine.rows('SELECT DISTINCT file FROM raw_events ORDER BY 1')).map(({ file }) => String(file));
  await engine.append(
    'named_files',
    files.flatMap((file) => {
      const system = systemOf(file);
      return system === null ? [] : [[file, system]];
    }),
  );
}
