/** What the views mean: the words of `views.yaml`, beside what the tables say of themselves. */
import { readFileSync } from 'node:fs';
import { EVENT_FIELDS, Event } from '../model/event.js';
import { parseYaml } from '../util/yaml.js';
import type { Store } from './store.js';

export interface ViewColumn {
  readonly name: string;
  readonly type: string;
  /** What it means, from the event's schema or from views.yaml; empty when nobody says. */
  readonly meaning: string;
}

export interface ViewDoc {
  readonly name: string;
  readonly is: string;
  readonly columns: readonly ViewColumn[];
}

type Words = Readonly<Record<string, { readonly is: string; readonly columns: Readonly<Record<string, string>> }>>;

/** The documented views with the columns that a built store gives them, in the order of views.yaml. */
export async function viewDocs(store: Store): Promise<ViewDoc[]> {
  const words = parseYaml(readFileSync(new URL('./views.yaml', import.meta.url), 'utf8')) as Words;
  const tables = await store.rows(
    `SELECT table_name AS view, column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = 'main' ORDER BY table_name, ordinal_position`,
  );
  return Object.entries(words).map(([name, { is, columns }]) => ({
    name,
    is,
    columns: tables
      .filter((row) => row.view === name)
      .map((row) => ({
        name: String(row.name),
        type: String(row.type),
        meaning: columns[String(row.name)] ?? eventMeaning(String(row.name)),
      })),
  }));
}

function eventMeaning(name: string): string {
  const field = EVENT_FIELDS.find((known) => known === name);
  return field ? (Event.shape[field].description ?? '') : '';
}
