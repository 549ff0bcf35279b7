/** The shapes of JSON log lines that are known, the most specific ones first. */

import type { JsonObject } from '../../records/value.js';
import { type JsonShape, matcher } from './shape.js';
import { ACCESS_SHAPES } from './shapes-access.js';
import { COLLECTOR_SHAPES } from './shapes-collectors.js';
import { MARKED_LOGGER_SHAPES } from './shapes-loggers-marked.js';
import { PLAIN_LOGGER_SHAPES } from './shapes-loggers-plain.js';
import { PLATFORM_SHAPES } from './shapes-platforms.js';
import { WORKFLOW_SHAPES } from './shapes-workflows.js';

export const SHAPES: readonly JsonShape[] = [
  ...WORKFLOW_SHAPES,
  ...ACCESS_SHAPES,
  ...PLATFORM_SHAPES,
  ...COLLECTOR_SHAPES,
  ...MARKED_LOGGER_SHAPES,
  ...PLAIN_LOGGER_SHAPES,
];

/** JSON objects of no known logger. */
export const PLAIN: JsonShape = { name: 'json', marks: [[]] };

interface Matcher {
  readonly shape: JsonShape;
  readonly fits: (object: JsonObject) => boolean;
  /** For each set of marks the top-level keys it needs: the path as one key, or its first step. */
  readonly needs: readonly (readonly (readonly [string, string])[])[];
}

const pathOf = (mark: string): string => mark.split(/[:=]/, 1)[0] ?? mark;

const MATCHERS: readonly Matcher[] = SHAPES.map((shape) => ({
  shape,
  fits: matcher(shape),
  needs: shape.marks.map((paths) => paths.map(pathOf).map((path) => [path, path.split('.', 1)[0] ?? path] as const)),
}));

/** The keys of objects up to some key, in their order: a log has few sets of keys, so what fits them is remembered. */
interface Keys {
  /** The key with which most objects went on, and the keys up to there. */
  likely: string;
  next: Keys | null;
  others: Map<string, Keys> | null;
  /** Shapes that objects with these keys and no others may have. */
  candidates: readonly Matcher[] | null;
}

const noKeys = (): Keys => ({ likely: '', next: null, others: null, candidates: null });

/** Sets of keys that are kept; a hostile log does not get past the bound. */
const REMEMBERED = 20_000;

/** Finds the shapes that objects may have by their keys. */
function candidatesByKeys(): (object: JsonObject) => readonly Matcher[] {
  let first = noKeys();
  let kept = 0;
  const grown = (keys: Keys, key: string): Keys => {
    const next = noKeys();
    kept += 1;
    if (keys.next === null) [keys.likely, keys.next] = [key, next];
    else {
      keys.others ??= new Map();
      keys.others.set(key, next);
    }
    return next;
  };
  return (object) => {
    if (kept > REMEMBERED) [first, kept] = [noKeys(), 0];
    let keys = first;
    for (const key in object) keys = (keys.likely === key ? keys.next : keys.others?.get(key)) ?? grown(keys, key);
    keys.candidates ??= candidatesFor(object);
    return keys.candidates;
  };
}

const candidatesOf = candidatesByKeys();

function candidatesFor(object: JsonObject): readonly Matcher[] {
  const has = ([path, step]: readonly [string, string]): boolean => object[path] !== undefined || object[step] !== undefined;
  return MATCHERS.filter(({ needs }) => needs.some((set) => set.every(has)));
}

/** The first shape that an object has; undefined when none fits. */
export function shapeOf(object: JsonObject): JsonShape | undefined {
  return candidatesOf(object).find((entry) => entry.fits(object))?.shape;
}
