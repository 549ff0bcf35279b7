/** JSON lines: one object a line. One parser, and one format for each shape of a logger. */

import type { Fit, LineFormat, Sample } from '../records/format.js';
import { isTraceLine } from '../records/stack-trace.js';
import type { JsonObject } from '../records/value.js';
import { withInnerLine } from './inner-line.js';
import { pairRequests } from './json/http-logger.js';
import { readObject } from './json/read.js';
import type { JsonShape, Line } from './json/shape.js';
import { PLAIN, SHAPES, shapeOf } from './json/shapes.js';
import { ACCESS_SHAPES } from './json/shapes-access.js';
import { parseObject } from './json/value.js';

const NONE: Fit = { score: 0, reason: '' };

/** What the lines of a sample are: how many are JSON objects, and of which shapes. */
interface Look {
  /** Lines but for stack traces, which stand below a record of any logger. */
  readonly lines: number;
  /** Objects that another line cut or that are glued together: no record can be read, but the file is JSON. */
  readonly broken: number;
  readonly objects: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly keys: readonly string[];
}

/** The start of a JSON object of a logger. */
const BROKEN = /^\{"[\w@.$-]+":/;

/** A line of a pretty-printed document: a member, a lone value or a bracket. It is indented as stack traces are. */
const MEMBER = /^\s*(?:"(?:[^"\\]|\\.)*"\s*[:,]|[\]}]+,?\s*$|[[{]\s*$|\{.*\},\s*$|[\d.-]+,?\s*$)/;

/** A sample is looked at once for all shapes. */
const looks = new WeakMap<Sample, Look>();

function look(sample: Sample): Look {
  const known = looks.get(sample);
  if (known) return known;
  // The last line of a cut sample may be half a line; it proves nothing.
  const objects = sample.lines.map(parseObject).filter((object): object is JsonObject => object !== undefined);
  const counts = new Map<string, number>();
  for (const object of objects) {
    const name = shapeOf(object)?.name ?? PLAIN.name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const traces = objects.length === 0 ? 0 : sample.lines.filter((line) => isTraceLine(line) && !MEMBER.test(line)).length;
  const broken = objects.length === 0 ? 0 : sample.lines.filter((line) => BROKEN.test(line) && parseObject(line) === undefined).length;
  const made = {
    lines: sample.lines.length - traces,
    broken,
    objects: objects.length,
    counts,
    keys: Object.keys(objects[0] ?? {}).slice(0, 4),
  };
  looks.set(sample, made);
  return made;
}

/** The shape with the most lines; the first one of the table when two have as many. */
function leading(counts: ReadonlyMap<string, number>): string {
  return [...counts].filter(([name]) => name !== PLAIN.name).sort((a, b) => b[1] - a[1])[0]?.[0] ?? PLAIN.name;
}

/**
 * The share of JSON objects decides whether it is JSON at all, the leading shape which logger.
 * A logger's lines differ (access lines beside messages), so a fifth of the lines names it.
 */
function fitOf(sample: Sample, shape: JsonShape): Fit {
  const { lines, broken, objects, counts, keys } = look(sample);
  if (objects === 0 || objects + broken < lines * 0.5) return NONE;
  const share = Math.max(objects / lines, 0.5);
  const count = counts.get(shape.name) ?? 0;
  const named = leading(counts);
  const known = named !== PLAIN.name && (counts.get(named) ?? 0) >= objects * 0.2;
  const reason = `${objects} of ${lines} lines are JSON objects with ${keys.join(', ')}`;
  if (shape.name === PLAIN.name) return { score: share * 0.6, reason };
  if (!known || shape.name !== named) return NONE;
  return { score: share * 0.95, reason: `${reason}; ${count} of them as ${shape.name} writes them` };
}

/** A line in which two loggers share a file is read by its own shape, else by the shape of the file. */
function parser(name: string): (line: string) => Line | null {
  const named = SHAPES.find((shape) => shape.name === name) ?? PLAIN;
  // What is no request in a log of requests is a message of the program, not another request.
  const own = ACCESS_SHAPES.includes(named) ? PLAIN : named;
  return (line) => {
    const object = parseObject(line);
    if (object === undefined) return null;
    const shape = shapeOf(object) ?? own;
    const read = readObject(object, shape);
    return shape.carries === true ? withInnerLine(read) : read;
  };
}

/** Lines of the shape are read with its memory, all others as they are. */
function following(
  shape: JsonShape,
  follow: (object: JsonObject) => Line,
  parse: (line: string) => Line | null,
  onMemory: () => void,
): (line: string) => Line | null {
  return (line) => {
    const object = parseObject(line);
    if (object === undefined || shapeOf(object) !== shape) return parse(line);
    onMemory();
    return { ...follow(object), rest: object };
  };
}

/** A line of words among JSON lines came from `print` or the runtime; a piece of JSON is a broken record. */
function isForeign(line: string): boolean {
  return !/^\s*[{}[\]",]|":|[}\]]\s*$/.test(line) && /[A-Za-z]{2}|^[ -~]+$/.test(line);
}

function jsonFormat(name: string): LineFormat {
  const shape = SHAPES.find((one) => one.name === name) ?? PLAIN;
  const parse = parser(name);
  return {
    name,
    kind: 'lines',
    fit: (sample) => fitOf(sample, shape),
    parse,
    otherLines: 'malformed',
    isForeign,
    open: (_sample, onMemory = () => {}) =>
      pairRequests(shape.follow === undefined ? parse : following(shape, shape.follow(), parse, onMemory), onMemory),
  };
}

/** One format for each shape, and `json` for objects of no known logger. */
export const jsonFormats: readonly LineFormat[] = [...new Set([...SHAPES, PLAIN].map((shape) => shape.name))].map(jsonFormat);
