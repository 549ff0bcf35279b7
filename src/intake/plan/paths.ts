/** The field plan of a file: for each path of its records, what may stand there. Grown as paths are met. */

import { namesCredential } from '../secrets/secret-names.js';
import { unitOfName } from '../times/duration.js';
import { type Spelling, spellings } from '../vocabulary/spellings.js';
import { type KeyName, keyNameOf } from './key-names.js';
import { nameWords, plainName, snakeName } from './names.js';

/** What was seen of a path in the sample. */
export interface PathStats {
  count: number;
  /** Values that stood first on a record that tells of no success. */
  firstElsewhere: number;
  readonly values: Set<string>;
  zero: boolean;
  /** Smallest value on lines that announce a retry, and how many of these there are. */
  minOnRetry: number;
  onRetry: number;
  readonly numbers: number[];
}

/** One path of the records of a file. */
export interface PathNode {
  readonly path: string;
  readonly segments: readonly string[];
  /** The last word of the path in snake_case. */
  readonly name: string;
  /** The last segment of the path in lower case. */
  readonly last: string;
  readonly children: Map<string, PathNode>;
  /** Fields that may stand here, the likeliest first. Where the name tells none, the values of the sample may. */
  fields: readonly Spelling[];
  key: KeyName | null;
  /** Unit of a bare number in milliseconds. */
  unit: number;
  /** False when the name says the unit and nothing is to be learned. */
  readonly learnUnit: boolean;
  /** Added to a count so that the first attempt is 1. */
  base: number;
  /** Added besides on lines that announce a retry. */
  retryBase: number;
  /** Preference as a record key; see `keys.ts`. */
  keyScore: number;
  /** True when its values are first met on successes. */
  fromSuccess: boolean;
  /** True when nearly every record of the sample has another value. */
  unique: boolean;
  /** Identifiers beside which this one stands around the work; see `around.ts`. */
  around: ReadonlySet<PathNode>;
  /** True when its values are ids of flows with the key of a record in them; see `mining/inner-keys.ts`. */
  inner: boolean;
  readonly sensitive: boolean;
  readonly stats: PathStats;
  used: boolean;
}

/** Objects that loggers put around the fields of the user; they do not count as part of a path. */
const WRAPPERS = new Set([
  'jsonpayload',
  'labels',
  'attributes',
  'fields',
  'context',
  'ctx',
  'extra',
  'mdc',
  'properties',
  'meta',
  'metadata',
  'tags',
  'data',
  'record',
  'props',
  'details',
  'info',
  'log',
  'httprequest',
  'values',
  'state',
  'scope',
  'params',
  'args',
  'custom',
]);
const ERRORS = new Set(['err', 'error', 'exception', 'cause', 'reason', 'failure']);
/** Names, besides those of credentials, whose values may be secrets. */
const SENSITIVE = /pass|secret|auth|cookie|session|signature|pwd|private|card|iban/i;
const SECONDS = new Set([
  'requesttime',
  'upstreamresponsetime',
  'countdown',
  'urt',
  'rt',
  'urttime',
  'targetprocessingtime',
  'retryafter',
  'timetaken',
]);
const NANOS = new Set(['eventduration']);
const NONE: ReadonlySet<PathNode> = new Set();

/** True for the name of a field whose value may be a secret. */
export const isSensitive = (name: string): boolean => SENSITIVE.test(name) || namesCredential(name);

export function rootNode(): PathNode {
  return makeNode([], '');
}

/** Hostile records may use ids as names: what is met after the first thousand is read but not kept. */
export const MOST_CHILDREN = 1000;

/** The node of a name below another; made when it is met first. */
export function childOf(node: PathNode, name: string): PathNode {
  const known = node.children.get(name);
  if (known !== undefined) return known;
  const child = makeNode(
    [...node.segments, ...name.split('.').filter((part) => part !== '')],
    node.path === '' ? name : `${node.path}.${name}`,
  );
  if (node.children.size < MOST_CHILDREN) node.children.set(name, child);
  return child;
}

function makeNode(segments: readonly string[], path: string): PathNode {
  const inner = withoutWrappers(segments);
  const plain = inner.map(plainName);
  const words = nameWords(inner.at(-1) ?? '');
  const unit = unitOfName(words);
  const fields = fieldsAt(plain, unit === undefined ? [] : words.slice(0, -1));
  return {
    path,
    segments,
    name: snakeName(inner.at(-1) ?? ''),
    last: segments.at(-1)?.toLowerCase() ?? '',
    children: new Map(),
    fields,
    key:
      underError(plain) || plain.includes('headers') || fields.some((field) => field.guard === 'id' && !field.top) || inner.length === 0
        ? null
        : keyNameOf(inner),
    unit: unit ?? (NANOS.has(plain.slice(-2).join('')) ? 1e-6 : SECONDS.has(plain.at(-1) ?? '') ? 1000 : 1),
    learnUnit: unit === undefined && !SECONDS.has(plain.at(-1) ?? '') && !NANOS.has(plain.slice(-2).join('')),
    base: 0,
    retryBase: 0,
    keyScore: 0,
    fromSuccess: true,
    unique: false,
    around: NONE,
    inner: false,
    sensitive: isSensitive(inner.at(-1) ?? ''),
    stats: { count: 0, firstElsewhere: 0, values: new Set(), zero: false, minOnRetry: Number.POSITIVE_INFINITY, onRetry: 0, numbers: [] },
    used: false,
  };
}

/** What is read from objects of errors, besides the error itself. */
const OF_ERRORS = new Set([
  'status',
  'code',
  'error',
  'method',
  'url',
  'timeout',
  'response_body',
  'request_body',
  'retry_after',
  'limit_max',
  'limit_remaining',
  'limit_reset',
]);

/** Objects of errors carry the whole configuration of the client; its names mean other things there. */
function underError(plain: readonly string[]): boolean {
  return plain.slice(0, -1).some((name) => ERRORS.has(name));
}

function withoutWrappers(segments: readonly string[]): readonly string[] {
  let start = 0;
  while (start < segments.length - 1 && WRAPPERS.has(plainName(segments[start]!))) start += 1;
  return segments.slice(start);
}

/** What is measured in time: under such a name a unit may be added to any spelling of it. */
const MEASURED = new Set(['duration', 'retry_after']);

/** Fields by the last three, two or one segments of a path: the longer the match, the surer. `measured`: the last words without their unit. */
function fieldsAt(plain: readonly string[], measured: readonly string[]): readonly Spelling[] {
  const found: Spelling[] = [];
  const least = underError(plain) ? 2 : 1;
  for (let length = Math.min(3, plain.length); length >= least; length -= 1) {
    const key = plain.slice(-length).join('');
    for (const spelling of spellings().get(key) ?? []) {
      if ((spelling.top && plain.length > length) || (least === 2 && !OF_ERRORS.has(spelling.field))) continue;
      if (!found.some((other) => other.field === spelling.field)) found.push(spelling);
    }
  }
  if (found.length > 0 || least > 1 || measured.length === 0) return found;
  return (spellings().get(measured.join('')) ?? []).filter(({ guard, top }) => MEASURED.has(guard) && !(top && plain.length > 1));
}
