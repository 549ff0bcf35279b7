/** Kinds of secrets in the values of a record, whatever holds them: fields, headers as pairs, lists, texts. */

import { childOf, type PathNode } from '../plan/paths.js';
import type { Value } from '../records/format.js';
import { findSecrets } from './redact.js';
import { namesCredential } from './secret-names.js';
import { mayHoldSecret } from './secrets.js';

const HEX_ONLY = /^[0-9a-f-]+$/i;
/** Characters of a text that are looked at. */
const LOOKED_AT = 4000;
/** Entries of a list that are looked at, and how deep. */
const ENTRIES = 50;
const DEEPEST = 7;
/** How headers are listed: `{name, value}`. */
const NAMES = ['name', 'key', 'header', 'Name', 'Key'];
const VALUES = ['value', 'val', 'Value'];

/** Adds the kinds that stand in a text. */
export function noteSecrets(text: string, kinds: string[]): void {
  for (const kind of findSecrets(text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text)) if (!kinds.includes(kind)) kinds.push(kind);
}

/** Adds the kinds that stand in the value of a field. */
export function noteSecretsAt(value: string, node: PathNode, kinds: string[]): void {
  if (node.sensitive) noteSecrets(`${node.segments.at(-1)}=${value}`, kinds);
  else if (value.length >= 8 && mayHoldSecret(value, HEX_ONLY)) noteSecrets(value, kinds);
}

/** Adds the kinds that stand anywhere in a value. */
export function noteSecretsIn(value: Value, node: PathNode, kinds: string[], depth = 0): void {
  if (typeof value === 'string') noteSecretsAt(value, node, kinds);
  else if (Array.isArray(value)) noteListSecrets(value, node, kinds, depth);
  else if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    notePair(memberOf(value, NAMES), memberOf(value, VALUES), kinds);
    for (const name in value) noteSecretsIn(value[name]!, childOf(node, name), kinds, depth + 1);
  }
}

/** A list may give names and values by turns, as raw headers do, or as pairs. */
export function noteListSecrets(list: readonly Value[], node: PathNode, kinds: string[], depth = 0): void {
  if (depth >= DEEPEST) return;
  for (const [at, entry] of list.slice(0, ENTRIES).entries()) {
    notePair(list[at - 1], entry, kinds);
    noteSecretsIn(entry, node, kinds, depth + 1);
  }
}

function notePair(name: Value | undefined, value: Value | undefined, kinds: string[]): void {
  if (typeof name === 'string' && name.length < 80 && typeof value === 'string' && namesCredential(name))
    noteSecrets(`${name}=${value}`, kinds);
}

const memberOf = (object: { [key: string]: Value }, names: readonly string[]): Value | undefined =>
  names.map((name) => object[name]).find((value) => value !== undefined);
