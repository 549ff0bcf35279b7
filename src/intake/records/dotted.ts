/**
 * Bodies of answers that an exporter took apart: `response.errors.0.code=…` in logfmt, in a column of a CSV,
 * in a flat JSON record. They are put together again, for what a body says is judged as a whole.
 */

import { childOf, type PathNode } from '../plan/paths.js';
import type { Value } from './format.js';

type Fields = Readonly<Record<string, Value>>;
type Tree = { [key: string]: Value };

/** Deeper names are no body that a logger printed. */
const DEEPEST = 8;
/** The name of the body that a dotted name belongs to, remembered by the root of a file's paths. */
const bodies = new WeakMap<PathNode, Map<string, string | null>>();
const REMEMBERED = 1000;

function bodyOf(name: string, root: PathNode): string | null {
  const known = bodies.get(root) ?? new Map<string, string | null>();
  bodies.set(root, known);
  const before = known.get(name);
  if (before !== undefined) return before;
  const parts = name.split('.');
  let found: string | null = null;
  for (let length = 1; length < parts.length && parts.length <= DEEPEST && found === null; length++) {
    const prefix = parts.slice(0, length).join('.');
    if (parts.every((part) => part !== '') && childOf(root, prefix).fields.some(({ guard }) => guard === 'body')) found = prefix;
  }
  if (known.size < REMEMBERED) known.set(name, found);
  return found;
}

/** The fields with bodies as objects; the same fields where none was taken apart. */
export function withBodies(fields: Fields, root: PathNode): Fields {
  let out: Record<string, Value> | null = null;
  for (const name in fields) {
    // A row of a table has an empty cell for each member that other rows have.
    const body = name.includes('.') && fields[name] !== '' && fields[name] !== null ? bodyOf(name, root) : null;
    if (body === null || (body in fields && out?.[body] === undefined)) continue;
    out ??= { ...fields };
    delete out[name];
    const tree = out[body];
    out[body] = placed(isTree(tree) ? tree : {}, name.slice(body.length + 1).split('.'), whole(fields[name] ?? null));
  }
  if (out === null) return fields;
  for (const name in out) if (!(name in fields)) out[name] = listed(out[name] ?? null);
  return out;
}

const isTree = (value: Value | undefined): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The tree with a value at a path. */
function placed(tree: Tree, path: readonly string[], value: Value): Tree {
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) return { ...tree, [name]: value };
  const below = Object.hasOwn(tree, name) ? tree[name] : undefined;
  return { ...tree, [name]: placed(isTree(below) ? below : {}, rest, value) };
}

/** The value with lists where all names are places of a list. */
function listed(value: Value): Value {
  if (!isTree(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, listed(inner)] as const);
  const places = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return places ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** A value out of the text that a flat format makes of it. */
function whole(value: Value): Value {
  if (typeof value !== 'string') return value;
  if (value === 'true' || value === 'false' || value === 'null' || /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(value) || /^[[{]/.test(value)) {
    try {
      return JSON.parse(value) as Value;
    } catch {
      return value;
    }
  }
  return value;
}
