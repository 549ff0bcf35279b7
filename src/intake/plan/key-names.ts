/** What the name of a field tells of the identifier in it. */
import type { Value } from '../records/format.js';
import { nouns } from '../vocabulary/nouns.js';
import { nameWords } from './names.js';

/** How the name of an identifier speaks. */
export interface KeyName {
  /** The name in snake_case. */
  readonly name: string;
  /** How much it sounds like the caller's own key (above 0) or like what a target gave back (below). */
  readonly score: number;
  /** 3 work, 2 unknown, 1 part of the work, 0 what stands around it. */
  readonly rank: number;
  /** True when any value without blanks will do; else the value must look like an identifier. */
  readonly sure: boolean;
}

/** `channel_ref` and `customer_reference` name the work at the party, not the party. */
const REFERENCES = new Set(['ref', 'reference', 'referenz', 'référence', 'referencia', 'riferimento']);

const BARE = new Set(['id', 'key', 'ref', 'reference', 'number', 'no', 'sku', 'uuid', 'name']);

/** Reads the name of a field, given as the segments of its path; null when it names no business record. */
export function keyNameOf(segments: readonly string[]): KeyName | null {
  let words = compoundWords(nameWords(segments.at(-1) ?? ''));
  if (words.length === 1 && segments.length > 1 && BARE.has(words[0]!) && words[0] !== 'sku')
    words = [...nameWords(segments.at(-2)!), ...words];
  const last = words.at(-1);
  if (last === undefined || words.length > 5) return null;
  if (words.length === 1 && BARE.has(last)) return bareKey(last);
  // A client id and the user of an access log name the program that calls, not a record.
  if (words.join(' ') === 'client id' || words.join(' ') === 'remote user') return null;
  return ofWords(words, nounFirst(words));
}

/** `id_asiento` and `numero_de_expediente` are of languages in which the noun comes last; one that is known is read without this. */
const WORDS_FIRST = new Set(['id', 'uuid', 'ref', 'numero', 'número', 'numéro', 'referencia', 'référence', 'riferimento']);
const ARTICLES = new Set(['de', 'del', 'du', 'des', 'di', 'do', 'da', 'la', 'le', 'el', 'les', 'van']);

function nounFirst(words: readonly string[]): readonly string[] {
  const { key_suffixes: keys, id_suffixes: ids } = nouns();
  const last = words.at(-1)!;
  const inOrder = words.length < 2 || !WORDS_FIRST.has(words[0]!) || ids.has(last) || keys.has(last) || nounLike(words);
  return inOrder ? words : [...words.slice(1).filter((word) => !ARTICLES.has(word)), words[0]!];
}

/** What a name says whose words stand in the order of English: the noun, then the word for an identifier. */
function ofWords(words: readonly string[], ordered: readonly string[]): KeyName | null {
  const { key_suffixes: keys, id_suffixes: ids, never } = nouns();
  const last = ordered.at(-1)!;
  const named = ids.has(last) || keys.has(last);
  const before = named ? ordered.slice(0, -1) : ordered;
  if (before.some((word) => never.has(word))) return null;
  if (before.length === 0) return bareKey(last);
  const kind = keys.has(last) ? 'key' : named ? 'id' : 'noun';
  if (kind === 'noun' && !nounLike(before)) return null;
  return {
    name: words.join('_'),
    score: scoreOf(before, kind, last),
    rank: REFERENCES.has(last) && rankOf(before) === 0 ? 2 : rankOf(before),
    sure: kind !== 'noun' && last !== 'key' && last !== 'code',
  };
}

/** `Bestellnummer`, `kundennr` and `Auftragsreferenz` are a noun and a number in one word. */
const COMPOUND = /^(\p{L}{3,})(nummer|nr|nro|kennung|referenz)$/u;

function compoundWords(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const m = COMPOUND.exec(word);
    return m === null ? [word] : [m[1]!, m[2]!];
  });
}

function bareKey(word: string): KeyName | null {
  if (!BARE.has(word) && word !== 'ean' && word !== 'gtin') return null;
  const score = word === 'id' || word === 'uuid' ? -1 : word === 'name' || word === 'key' ? 0 : 3;
  return { name: word, score, rank: word === 'sku' || word === 'ean' || word === 'gtin' ? 1 : 2, sure: word !== 'key' && word !== 'name' };
}

function nounLike(words: readonly string[]): boolean {
  const { work, parent, party } = nouns();
  const last = words.at(-1)!;
  return party.has(last) || (work.has(last) && !parent.has(last));
}

function scoreOf(before: readonly string[], kind: 'key' | 'id' | 'noun', last: string): number {
  const { work, parent, created, source } = nouns();
  const base =
    kind === 'key'
      ? last === 'key' || last === 'code'
        ? 1
        : 3
      : kind === 'noun'
        ? 2
        : before.some((word) => work.has(word) || parent.has(word))
          ? 1
          : -1;
  const given = before.some((word) => created.has(word)) ? -3 : 0;
  const own = before.some((word) => source.has(word)) ? 2 : 0;
  return base + given + own;
}

function rankOf(before: readonly string[]): number {
  const { work, parent, detail } = nouns();
  const noun = before.at(-1)!;
  if (parent.has(noun)) return 0;
  if (detail.has(noun)) return 1;
  return work.has(noun) ? 3 : 2;
}

/** The form of most identifiers: letters first, and a digit. */
const NUMBERED = /^[A-Za-z][\w-]*\d[\w-]*$/;

/** Ids that providers draw from all letters have no digit now and then: `ch_ZoBBWWTiaULC`. */
const DRAWN = /^[a-z]{2,8}_(?=\w*[A-Z]{2})(?=(?:[^a-z]*[a-z]){3})[A-Za-z]{10,}$/;

/** True for a value that may identify something: no blanks, no date, no decimal, not too long. */
export function isKeyValue(value: Value, name: KeyName): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value > 0 && (name.sure || !nouns().quantity.has(name.name));
  if (typeof value !== 'string' || value === '' || value.length > 100) return false;
  if (NUMBERED.test(value) && name.name !== 'name') return true;
  if (/\s/.test(value)) return false;
  if (
    /^(?:-|null|none|undefined|n\/a|unknown|true|false|\*+)$/i.test(value) ||
    value.includes('***') ||
    (value.includes('://') && !value.startsWith('gid:'))
  )
    return false;
  if (name.name === 'name') return /^#\d{3,}$/.test(value);
  if (/^\d+\.\d+$/.test(value) || /^\d{4}-\d\d-\d\d(?:[T ]|$)/.test(value)) return false;
  return (
    name.sure ||
    DRAWN.test(value) ||
    (/\d/.test(value) &&
      !(nouns().quantity.has(name.name) && /^\d+$/.test(value)) &&
      !/@/.test(value) &&
      !/^\d+(?:\.\d+)?(?:ms|s|%)$/.test(value))
  );
}
