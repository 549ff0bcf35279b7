/** Names of fields in all their spellings; see `fields.yaml`. */
import { once } from '../../util/once.js';
import { plainName } from '../plan/names.js';
import { readWords } from './data.js';

/** Which values are believed to belong to a field. */
export type Guard =
  | 'time'
  | 'http_status'
  | 'method'
  | 'url'
  | 'path'
  | 'text'
  | 'host'
  | 'name'
  | 'duration'
  | 'count'
  | 'retry_after'
  | 'flag'
  | 'id'
  | 'client'
  | 'level'
  | 'code'
  | 'result'
  | 'error'
  | 'body'
  | 'number'
  | 'state'
  | 'amount'
  | 'pair'
  | 'reset';

/** One spelling of a field: the smaller the rank, the more telling. */
export interface Spelling {
  readonly field: string;
  readonly guard: Guard;
  readonly rank: number;
  /** True when the name must stand at the top of the record. */
  readonly top: boolean;
}

/** A weak name gives way to any other of its field, also where that stands in a text. */
const WEAK = 200;

/** Spellings by plain name, the most telling first. */
export const spellings = once((): ReadonlyMap<string, readonly Spelling[]> => {
  const data = readWords('fields') as Record<string, { guard: Guard; names: string[] }>;
  const map = new Map<string, Spelling[]>();
  for (const [field, { guard, names }] of Object.entries(data)) {
    names.forEach((name, place) => {
      const key = plainName(name);
      const rank = place + (name.endsWith('?') ? WEAK : 0);
      const known = map.get(key) ?? [];
      if (!known.some((spelling) => spelling.field === field)) map.set(key, [...known, { field, guard, rank, top: name.startsWith('^') }]);
    });
  }
  return map;
});
