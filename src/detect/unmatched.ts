/** Entries of a configuration for subjects that this input does not have: most often a misspelt name. */
import type { SubjectSetting } from '../model/rule-setting.js';
import { fits, type RuleSettings } from '../model/settings.js';
import type { Unmatched } from '../model/unmatched.js';
import type { Store } from '../store/store.js';
import { didYouMean } from '../util/likeness.js';

/** The entries that fit nothing. */
export async function unmatchedSubjects(store: Store, settings: RuleSettings): Promise<Unmatched[]> {
  const entries = Object.entries(settings).flatMap(([id, { subjects }]) => subjects.map((entry, at) => ({ id, entry, at })));
  if (entries.length === 0) return [];
  const rows = await store.rows('SELECT DISTINCT source, target, operation FROM calls ORDER BY ALL');
  const known = rows.map((row) => ({ source: textOf(row.source), target: textOf(row.target), operation: textOf(row.operation) }));
  return entries
    .filter(({ entry }) => !known.some((subject) => fits(entry, subject)))
    .map(({ id, entry, at }) => ({
      path: ['rules', id, 'subjects', at],
      message: `fits no call of this input.${hint(entry, known) || ' Take it out.'}`,
    }));
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function hint(entry: SubjectSetting, known: readonly Readonly<Record<'source' | 'target' | 'operation', string | null>>[]): string {
  for (const part of ['operation', 'target', 'source'] as const) {
    const names = [...new Set(known.map((subject) => subject[part]).filter((name) => name !== null))];
    const word = entry[part];
    if (word !== undefined && !names.some((name) => fits({ [part]: word }, { source: null, target: null, operation: null, [part]: name })))
      return didYouMean(names, word.replaceAll('*', ''));
  }
  return '';
}
