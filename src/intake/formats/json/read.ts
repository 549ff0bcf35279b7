/** One parsed JSON line as a record, by the shape of its logger. */

import type { Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import type { Proven } from './http.js';
import { toLevel } from './level.js';
import { LEVEL, LOG_LEVEL, likeLevel, likeMessage, likeNamed, likeTime, MESSAGE, TIME } from './names.js';
import type { JsonShape, Line } from './shape.js';
import { PLAIN, shapeOf } from './shapes.js';
import { asNumber, asText, at, first, parseObject, set, without, withoutPaths } from './value.js';

const PER_MS = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 } as const;

/** Lifts the members of the named objects one level up; what stands outside wins nothing and loses nothing. */
function unfolded(object: JsonObject, paths: readonly string[]): JsonObject {
  let out = object;
  for (const path of paths) {
    const inner = at(out, path);
    if (!isObject(inner)) continue;
    const rest = path.includes('.') && !Object.hasOwn(out, path) ? out : without(out, [path]);
    out = { ...rest };
    for (const key of Object.keys(inner)) set(out, key, inner[key] as Value);
  }
  return out;
}

/** A message that is itself a JSON object was written by a logger behind a collector: both belong to the record. */
function inner(message: Value | undefined): JsonObject | undefined {
  if (isObject(message)) return message;
  return typeof message === 'string' && message.startsWith('{') ? parseObject(message.trimEnd()) : undefined;
}

/** The years 2000 to 2100: a number that is no such time in the logger's own unit was written by another encoder, and its size tells the unit. */
const isInstant = (ms: number): boolean => ms >= 946_684_800_000 && ms < 4_102_444_800_000;

function instant(found: Value, unit: keyof typeof PER_MS): Proven {
  const number = asNumber(found);
  const at = number === null ? null : Math.round(number * PER_MS[unit]);
  return at !== null && isInstant(at) ? { at_ms: at } : {};
}

/** Where time, level and message may stand, in the order of preference; made once for each shape. */
interface Places {
  readonly time: readonly string[];
  readonly level: readonly string[];
  readonly message: readonly string[];
}

const known = new WeakMap<JsonShape, Places>();

function placesOf(shape: JsonShape): Places {
  const found = known.get(shape);
  if (found) return found;
  const made = {
    time: [...(shape.time ?? []), ...TIME],
    level: [...(shape.level ?? []), ...LEVEL],
    message: [...(shape.message ?? []), ...MESSAGE],
  };
  known.set(shape, made);
  return made;
}

/** Loggers behind collectors behind collectors; deeper is somebody's play. */
const DEEPEST = 4;

/** The level outside of what was unfolded, with the name that it has left in the record: none where an unfolded member took its place. */
function outerLevel(source: JsonObject, object: JsonObject, shape: JsonShape): { path: string; value: Value } | null {
  const found = shape.outer ? first(source, shape.outer) : null;
  const name = found?.path.split('.').at(-1) ?? '';
  return found && { path: object[name] === found.value ? name : '', value: found.value };
}

/** Reads an object by a shape; places that the shape does not name are looked for under their common names. */
export function readObject(source: JsonObject, shape: JsonShape, depth = 0): Line {
  const places = placesOf(shape);
  const bare = shape.own ? withoutPaths(source, shape.own) : source;
  const object = shape.unfold ? unfolded(bare, shape.unfold) : bare;
  const message = first(object, places.message) ?? likeNamed(object, likeMessage());
  const nested = depth < DEEPEST ? inner(message?.value) : undefined;
  if (message && nested) return readNested(object, message.path, nested, shape, depth + 1);
  const time = first(object, places.time) ?? likeNamed(object, likeTime());
  const level = outerLevel(bare, object, shape) ?? first(object, places.level) ?? likeNamed(object, likeLevel());
  const severity = toLevel(level?.value ?? shape.defaultLevel, shape.scale);
  const taken = [time?.path ?? '', message?.path ?? '', severity && level ? level.path : ''];
  const own: Proven = severity ? { level: severity } : {};
  if (shape.unit && time && shape.time?.includes(time.path)) Object.assign(own, instant(time.value, shape.unit));
  return {
    time: typeof time?.value === 'string' || typeof time?.value === 'number' ? time.value : null,
    message: shape.say ? shape.say(object) : asText(message?.value),
    fields: without(object, taken),
    proven: shape.prove ? Object.assign(own, shape.prove(object)) : own,
  };
}

/** The inner logger knows better than the collector around it. */
function readNested(outer: JsonObject, path: string, nested: JsonObject, shape: JsonShape, depth: number): Line {
  const around = readObject(without(outer, [path]), { ...shape, unfold: [] }, depth);
  const own = readObject(nested, shapeOf(nested) ?? PLAIN, depth);
  const { at_ms, ...context } = around.proven ?? {};
  return {
    time: own.time ?? around.time,
    message: own.message,
    fields: { ...around.fields, ...own.fields },
    proven: { ...context, ...(own.time === null && at_ms !== undefined ? { at_ms } : {}), ...own.proven },
  };
}

/** A record with the name of a level is a logger's, whatever it calls its time and its message. */
export function isLevelled(object: JsonObject): boolean {
  const level = first(object, LOG_LEVEL);
  return (
    typeof level?.value === 'string' && toLevel(level.value) !== null && first(object, TIME) !== null && first(object, MESSAGE) !== null
  );
}
