/** Names of things; see `nouns.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** Words by which identifiers of business records are told from others; see `nouns.yaml`. */
export interface Nouns {
  readonly work: ReadonlySet<string>;
  readonly parent: ReadonlySet<string>;
  readonly party: ReadonlySet<string>;
  readonly detail: ReadonlySet<string>;
  readonly created: ReadonlySet<string>;
  readonly source: ReadonlySet<string>;
  readonly key_suffixes: ReadonlySet<string>;
  readonly id_suffixes: ReadonlySet<string>;
  readonly never: ReadonlySet<string>;
  readonly either: ReadonlySet<string>;
  readonly quantity: ReadonlySet<string>;
  readonly in_prose: readonly string[];
}

export const nouns = once((): Nouns => {
  const data = readWords('nouns') as Record<string, string[]>;
  const set = (name: string) => new Set(data[name] ?? []);
  return {
    work: set('work'),
    parent: set('parent'),
    party: set('party'),
    detail: set('detail'),
    created: set('created'),
    source: set('source'),
    key_suffixes: set('key_suffixes'),
    id_suffixes: set('id_suffixes'),
    never: set('never'),
    either: set('either'),
    quantity: set('quantity'),
    in_prose: data['in_prose'] ?? [],
  };
});
