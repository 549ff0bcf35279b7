/** What a logger's JSON lines look like: the row type of the tables of shapes. */

import type { SourceRecord } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import type { Proven } from './http.js';
import type { Scale } from './level.js';
import { at } from './value.js';

export type Line = Omit<SourceRecord, 'line'>;

/** The JSON lines of one logger. */
export interface JsonShape {
  /** Name of the format, as the review prints it. */
  readonly name: string;
  /**
   * Sets of paths; a line has this shape when it holds all paths of one set. `path:string`,
   * `path:number`, `path:object`, `path=value` ask for more than presence.
   */
  readonly marks: readonly (readonly string[])[];
  /** Paths that a line of this shape never holds. */
  readonly never?: readonly string[];
  /** Where the time stands, the most exact one first. */
  readonly time?: readonly string[];
  /** Unit of a numeric time, where the logger defines it. */
  readonly unit?: 's' | 'ms' | 'us' | 'ns';
  readonly level?: readonly string[];
  /** Where the level stands before the objects are unfolded, for what is unfolded may use the same name for something else. */
  readonly outer?: readonly string[];
  readonly scale?: Scale;
  /** Level of a record that states none. */
  readonly defaultLevel?: string;
  readonly message?: readonly string[];
  /** Names under which a collector numbers and files the entry itself: they say nothing of what happened. */
  readonly own?: readonly string[];
  /** Objects whose members count as the record's own. */
  readonly unfold?: readonly string[];
  /** What the logger's definition proves beyond time and level. */
  readonly prove?: (object: JsonObject) => Proven;
  /** A reader with a memory, for lines that only those before them explain; in place of what stands above. */
  readonly follow?: () => (object: JsonObject) => Line;
  /** True for collectors, whose message may be a line of any log. */
  readonly carries?: boolean;
  /** The message, where it has to be put together. */
  readonly say?: (object: JsonObject) => string | null;
}

type Mark = (object: JsonObject) => boolean;

/** Compiles `level:number`, `kind=Event` or a bare path. */
function mark(text: string): Mark {
  const equal = text.indexOf('=');
  if (equal > 0) {
    const [name, wanted] = [text.slice(0, equal), text.slice(equal + 1)];
    return (object) => object[name] === wanted;
  }
  const [path, type] = text.split(':') as [string, string | undefined];
  const nested = path.includes('.');
  return (object) => {
    const value = nested ? at(object, path) : object[path];
    if (value === undefined) return false;
    return type === undefined ? true : type === 'object' ? isObject(value) : typeof value === type;
  };
}

/** A test whether an object has the shape. */
export function matcher(shape: JsonShape): (object: JsonObject) => boolean {
  const sets = shape.marks.map((paths) => paths.map(mark));
  const never = (shape.never ?? []).map(mark);
  return (object) => {
    for (const set of sets) if (hasAll(set, object)) return !never.some((test) => test(object));
    return false;
  };
}

/** Asked for every line: a callback for each would take longer than the tests. */
function hasAll(tests: readonly Mark[], object: JsonObject): boolean {
  for (const test of tests) if (!test(object)) return false;
  return true;
}
