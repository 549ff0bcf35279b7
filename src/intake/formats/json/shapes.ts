/** The shapes of JSON log lines that are known, the most specific ones first. */

import { type JsonShape, matcher } from './shape.js';
import { ACCESS_SHAPES } from './shapes-access.js';
import { COLLECTOR_SHAPES } from './shapes-collectors.js';
import { MARKED_LOGGER_SHAPES } from './shapes-loggers-marked.js';
import { PLAIN_LOGGER_SHAPES } from './shapes-loggers-plain.js';
import { PLATFORM_SHAPES } from './shapes-platforms.js';
import { WORKFLOW_SHAPES } from './shapes-workflows.js';
import type { JsonObject } from './value.js';

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

/** Objects with the same keys have the same candidates; a log has few sets of keys, so they are remembered. */
const candidates = new Map<string, readonly Matcher[]>();
const REMEMBERED = 2_000;

/** Most lines have the keys of the line before them: those are compared before all keys are joined and looked up. */
function candidatesByLine(): (object: JsonObject) => readonly Matcher[] {
  let last: { readonly keys: readonly string[]; readonly found: readonly Matcher[] } = { keys: [], found: [] };
  return (object) => {
    if (hasKeys(object, last.keys)) return last.found;
    const keys = Object.keys(object);
    const found = candidatesFor(object, keys.join('\n'));
    last = { keys, found };
    return found;
  };
}

/** True when the keys of an object are these, in this order, and it has any. */
function hasKeys(object: JsonObject, keys: readonly string[]): boolean {
  let at = 0;
  for (const key in object) if (key !== keys[at++]) return false;
  return at > 0 && at === keys.length;
}

const candidatesOf = candidatesByLine();

function candidatesFor(object: JsonObject, signature: string): readonly Matcher[] {
  const known = candidates.get(signature);
  if (known) return known;
  const has = ([path, step]: readonly [string, string]): boolean => object[path] !== undefined || object[step] !== undefined;
  const found = MATCHERS.filter(({ needs }) => needs.some((set) => set.every(has)));
  if (candidates.size < REMEMBERED && signature.length < 500) candidates.set(signature, found);
  return found;
}

/** The first shape that an object has; undefined when none fits. */
export function shapeOf(object: JsonObject): JsonShape | undefined {
  return candidatesOf(object).find((entry) => entry.fits(object))?.shape;
}
