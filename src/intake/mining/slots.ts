/** The places of a text at which something with a digit stands, with the words around each. */

import { memo, memoOfMessages } from '../../util/memo.js';
import { isDataFile } from '../identifiers/file-names.js';

/** What a value looks like. `other` is a time, an address, a version: never a status, count or key. */
export type SlotKind = 'int' | 'ratio' | 'ordinal' | 'measured' | 'id' | 'other';

/** One value in a text. */
export interface TextSlot {
  readonly value: string;
  readonly kind: SlotKind;
  /** The word before it, in lower case; empty at the start of the text. */
  readonly before: string;
  /** The word before that one when no value stands between the two; else empty. */
  readonly lead: string;
  /** True when no other value stands between that word and this one. */
  readonly worded: boolean;
  /** What stands between that word and the value, blanks as one. */
  readonly glue: string;
  /** The word directly after it, in lower case, or the mark that ends it. */
  readonly after: string;
}

/** A text taken apart. */
export interface SlottedText {
  /** The first word of the text, in lower case. */
  readonly first: string;
  readonly slots: readonly TextSlot[];
}

/** Characters of a text that are looked at: what a line is about stands at its start. */
const LOOKED_AT = 400;
/** Values of one text that are looked at; longer lists are dumps. */
const MOST_SLOTS = 16;
const TOKEN = /[^\s,;()[\]{}="'`|<>→⇒←]+/gu;
/** Words between a noun and its number: `try no. 3`, `Auftrag Nr. 7`. */
const FILLER = /^(?:no|nr|number|num|nro|numéro|id|ref|n°|nº|#)$/i;

/** The same, in one word with its number: `tentative n°2`. */
const NUMBERED = /^(?:n[°º.]|nr\.|№)(?=\d)/i;

/** Takes the first line of a text apart. */
export const slotsOf = memoOfMessages(takeApart);

function takeApart(message: string): SlottedText {
  const head = message.slice(0, LOOKED_AT);
  const text = head.includes('\n') ? head.slice(0, head.indexOf('\n')) : head;
  const slots: TextSlot[] = [];
  let first = '';
  let before = '';
  let since: string[] = [];
  let end = 0;
  for (const m of text.matchAll(TOKEN)) {
    if (/\d/.test(m[0])) {
      const token = bare(m[0]);
      const at = m.index + m[0].indexOf(token);
      if (slots.length === MOST_SLOTS) break;
      const glue = text.slice(end, at).replace(/\s+/g, ' ');
      slots.push({
        value: token,
        kind: kindOfValue(token),
        before,
        lead: since.at(-2) ?? '',
        worded: since.length > 0,
        glue,
        after: afterOf(text.slice(at + token.length)),
      });
      end = at + token.length;
      since = [];
      continue;
    }
    const { word, length } = wordOf(m[0]);
    if (word === '') continue;
    before = word;
    since.push(before);
    if (first === '') first = before;
    end = m.index + length;
  }
  return { first, slots };
}

/** A token without the marks around it. */
function bare(token: string): string {
  return token.replace(/^[.:!?*~+-]+|[.:!?*~]+$/g, '').replace(NUMBERED, '');
}

/** The word in a token without digits, in lower case, and how far it reaches into the token; empty where it is none. */
const wordOf = memo((token) => {
  const word = bare(token);
  const length = token.indexOf(word) + word.length;
  return { word: !/\p{L}/u.test(word) || FILLER.test(word) ? '' : word.toLowerCase(), length };
});

function afterOf(rest: string): string {
  if (rest === '') return '';
  const m = /^\s+(\p{L}[\p{L}_-]*|%)/u.exec(rest);
  if (m !== null) return m[1]!.toLowerCase();
  // `200 / 500` counts, `200 / 1.4 s` does not.
  if (/^\s*\/(?!\s*\d+(?![\d.,]))/.test(rest)) return '';
  return /^\s*(\S)/.exec(rest)?.[1] ?? '';
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$|^[0-9a-f]{16,}$/i;
const ID = /^#?[A-Za-z]{1,12}[-_/#]?[A-Za-z0-9]*(?:[-_/][A-Za-z0-9]+)*$|^#\d{3,}$|^\d{2,}(?:-\d+)+$/;
/** The key of a stored object: folders, a name with a number, an ending. */
const OBJECT_KEY = /^(?:[\w-]+\/){1,8}[\w-]*\d{3,}[\w-]*\.[a-z]\w{1,4}$/;
/** A number between capitals: `CN-4711-DE`, what kind of thing before it and for whom behind it. */
const BETWEEN_CAPITALS = /^[A-Z]{1,6}[-_/]\d{3,}[-_/][A-Z]{1,4}$/;
/** Drawn by chance behind a prefix, one in ten has a single digit: `evt_qzumwgxf4znpss`. A name with a number (`node_backend2`) has it at its end. */
const DRAWN = /^[A-Za-z]{1,8}[-_](?=[A-Za-z]*\d[A-Za-z]+$)[A-Za-z\d]{10,40}$/;
const DATE = /^\d{4}-\d{2}-\d{2}|^\d{2}-\d{2}-\d{4}$/;

/** What a value looks like. */
export function kindOfValue(token: string): SlotKind {
  if (/^#?\d+$/.test(token)) return token.startsWith('#') && token.length > 3 ? 'id' : 'int';
  if (/^\d+\/\d+$/.test(token)) return 'ratio';
  if (/^\d{1,2}(?:st|nd|rd|th)$/i.test(token)) return 'ordinal';
  if (/^\d+(?:[.,]\d+)?(?:[a-zµ]{1,3}|%)$/i.test(token)) return 'measured';
  if (UUID.test(token) || DATE.test(token) || /^v\d/i.test(token)) return 'other';
  if (isDataFile(token) || OBJECT_KEY.test(token) || BETWEEN_CAPITALS.test(token)) return 'id';
  if (DRAWN.test(token)) return 'id';
  return ID.test(token) && /\d[^-_/]*$/.test(token) && (token.match(/\d/g)?.length ?? 0) >= 2 ? 'id' : 'other';
}

/** The letters with which an identifier begins, in lower case. */
export function lettersOf(value: string): string {
  return /^#?([A-Za-z]*)/.exec(value)![1]!.toLowerCase();
}
