/** The shapes of JSON log lines that are known, the most specific ones first. */

import type { JsonObject } from '../../records/value.js';
import { byKeys } from './key-sets.js';
import { type JsonShape, matcher } from './shape.js';
import { ACCESS_SHAPES } from './shapes-access.js';
import { COLLECTOR_SHAPES } from './shapes-collectors.js';
import { DELIVERY_SHAPES } from './shapes-deliveries.js';
import { MARKED_LOGGER_SHAPES } from './shapes-loggers-marked.js';
import { PLAIN_LOGGER_SHAPES } from './shapes-loggers-plain.js';
import { PLATFORM_SHAPES } from './shapes-platforms.js';
import { WORKFLOW_SHAPES } from './shapes-workflows.js';

export const SHAPES: readonly JsonShape[] = [
  ...WORKFLOW_SHAPES,
  ...ACCESS_SHAPES,
  ...DELIVERY_SHAPES,
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

/** Shapes that objects with the keys of this one may have. */
const candidatesOf = byKeys((object): readonly Matcher[] => {
  const has = ([path, step]: readonly [string, string]): boolean => path in object || step in object;
  return MATCHERS.filter(({ needs }) => needs.some((set) => set.every(has)));
});

/** The first shape that an object has; undefined when none fits. */
export function shapeOf(object: JsonObject): JsonShape | undefined {
  for (const { shape, fits } of candidatesOf(object)) if (fits(object)) return shape;
  return undefined;
}
