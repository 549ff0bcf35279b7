/** Stores over a few hand-written events, in the notation of rule cases. Invented names only. */
import type { Event } from '../../src/model/event.js';
import { caseEvents } from '../../src/rulepack/case-events.js';
import { loadTaxonomy } from '../../src/rulepack/taxonomy.js';
import type { Row } from '../../src/store/engine.js';
import { openStore, type Store, type StoreSettings } from '../../src/store/store.js';
import { TAXONOMY } from '../../src/util/version.js';

export type Written = Readonly<Record<string, unknown>>;

/** Full events; `defaults` are fields that all of them share. */
export function eventsOf(events: readonly Written[], defaults: Written = {}): Event[] {
  return caseEvents({
    name: 'events of a test',
    expect: 'clear',
    events: events.map((event) => ({ ...event })),
    defaults: { ...defaults },
  });
}

/** A store that holds the events, built and locked. Whoever opens it closes it. */
export async function storeOf(events: readonly Event[], settings: StoreSettings = {}): Promise<Store> {
  const store = await openStore();
  await store.load(events);
  await store.build(loadTaxonomy(TAXONOMY), settings);
  return store;
}

/** Rows of one query over the views that the events make. */
export async function rowsOf(sql: string, events: readonly Written[], defaults: Written = {}): Promise<Row[]> {
  const store = await storeOf(eventsOf(events, defaults));
  try {
    return await store.rows(sql);
  } finally {
    store.close();
  }
}

/** Milliseconds of a time of day on the day of rule cases. */
export const at = (time: string): number => Date.parse(`2026-01-15T${time}Z`);
