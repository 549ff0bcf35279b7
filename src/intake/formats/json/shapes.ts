/** The shapes of JSON log lines that are known, the most specific ones first. */

import { type JsonShape, matcher } from './shape.js';
import { ACCESS_SHAPES } from './shapes-access.js';
import { LOGGER_SHAPES } from './shapes-loggers.js';
import { PLATFORM_SHAPES } from './shapes-platforms.js';
import type { JsonObject } from './value.js';

export const SHAPES: readonly JsonShape[] = [...ACCESS_SHAPES, ...PLATFORM_SHAPES, ...LOGGER_SHAPES];

/** JSON objects of no known logger. */
export const PLAIN: JsonShape = { name: 'json', marks: [[]] };

const MATCHERS = SHAPES.map((shape) => ({ shape, fits: matcher(shape) }));

/** The first shape that an object has; undefined when none fits. */
export function shapeOf(object: JsonObject): JsonShape | undefined {
  return MATCHERS.find((entry) => entry.fits(object))?.shape;
}
