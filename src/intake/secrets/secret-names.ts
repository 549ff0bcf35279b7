/** Credentials that are told by the name before them, however a program writes names and values. */
import { memo } from '../../util/memo.js';
import { once } from '../../util/once.js';
import { plainName } from '../plan/names.js';
import { credentialWords } from '../vocabulary/credentials.js';
import { looksMade, looksRandom } from './secret-values.js';

/** A part of a text, from its first letter to behind its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How sure a name makes it that what stands behind it is a credential. */
type Strength = 'certain' | 'made' | 'random' | 'authorization' | 'cookie';

/** Words and numbers at the end of a name that change nothing: `password_old`, `apiKey2`. */
const TRAILING = /(?:\d+|value|values|plain|plaintext|cleartext|old|new|raw|current|confirmation|confirm|header|v\d)$/;

/** What a name says of its value; null when it names no credential. */
const strengthOf = memo((name: string): { readonly strength: Strength | null } => ({ strength: readStrength(name) }));

function readStrength(name: string): Strength | null {
  const plain = plainName(name.slice(name.lastIndexOf('.') + 1)).replace(TRAILING, '');
  const words = credentialWords();
  if (/authori[sz]ation$/.test(plain)) return 'authorization';
  if (/cookies?$/.test(plain)) return 'cookie';
  if (words.never.test(plain)) return null;
  if (words.certain.test(plain)) return 'certain';
  if (words.made.test(plain)) return 'made';
  return words.random.test(plain) ? 'random' : null;
}

/** True for a name whose value may be a credential. */
export const namesCredential = (name: string): boolean => strengthOf(name).strength !== null;

const QUOTE = '(?:\\\\*["\'`]|&quot;|&#34;|%22)';
const LETTER = 'A-Za-z0-9_\\u00c0-\\u024f\\u0400-\\u04ff\\u3040-\\u30ff\\u4e00-\\u9fff';
/** `a=`, `"a": `, `'a' => `, `[a] => `, `["a"]=>`, `a: [`, and the end of a name in a pair whose second part is the value. */
const BETWEEN = [
  `${QUOTE}?\\]?\\s*(?:=>|->|:=|[:=：]|%3[AaDd])\\s*`,
  `${QUOTE}?\\s*,\\s*${QUOTE}?(?:value|val|Value)${QUOTE}?\\s*[:=]\\s*`,
  `${QUOTE}\\s*,\\s*(?=[bur]?${QUOTE}|\\[)`,
  `${QUOTE};s:\\d+:`,
  `\\s+(?:is|was|ist|lautet|es|est|é|è|jest)\\s*:?\\s+(?=\\S*\\d)`,
].join('|');
const NAMED = new RegExp(
  `(?<![${LETTER}.$/-])(-{0,2}[${LETTER}][${LETTER}.$-]{1,79})(?:${BETWEEN})(?:string\\(\\d+\\)\\s*)?(?!\\{\\{)(?:[[({]\\s*){0,2}`,
  'g',
);
/** A value in quotes, or up to what ends one. */
const VALUE = /(?:[bur](?=["']))?(?:(\\*["'`]|&quot;|&#34;|%22)((?:(?!\1)[^\n]){3,600}?)\1|([^\s"'`\\,;&}\])<>|]{3,600}))/y;
/** Words that may stand before a credential in the header of that name: `Bearer`, `ApiKey`, `Token token=`. */
const SCHEME = /^(?:[A-Za-z][A-Za-z0-9-]{1,30}\s+)?(?:[a-z_]{2,20}=["']?)?/;
/** Words of prose before a word that ends a name: "API key: …", "mot de passe : …". */
const WORDS_BEFORE = /(?:[A-Za-zÀ-ž]{2,12} ){1,2}$/;
const LAST_OF_SEVERAL = /^(?:key|token|secret|passe|schlüssel)$/i;

/** The end of a name in quotes before a comma, and what stands before such a name. */
const PAIRED = /^[^\s,]*["'`;]\s*,\s*$/;
const LISTED = /[[(,]\s*[bur]?(?:\\*["'`]|&quot;)$/;

/** The parts of a text that are credentials by their names. */
export function namedCredentials(text: string): Span[] {
  const spans: Span[] = [];
  for (const found of text.matchAll(NAMED)) {
    const start = found.index + found[0].length;
    const strength = strengthAt(text, found.index, found[1]!);
    if (strength === null || !standsAsName(text, found.index, found[0])) continue;
    const span = valueAt(text, start, strength);
    if (span !== null && span.start >= (spans.at(-1)?.end ?? 0)) spans.push(span);
  }
  return spans;
}

/** What stands between two colons is a part of a longer name; only in lists does a comma stand between a name and its value. */
function standsAsName(text: string, at: number, found: string): boolean {
  if (found.endsWith(':')) return text[at - 1] !== ':';
  return !PAIRED.test(found) || LISTED.test(text.slice(Math.max(0, at - 12), at));
}

/** A name of several words ends with a general one. */
function strengthAt(text: string, at: number, name: string): Strength | null {
  const { strength } = strengthOf(name);
  if ((strength !== null && strength !== 'random') || !LAST_OF_SEVERAL.test(name)) return strength;
  const before = WORDS_BEFORE.exec(text.slice(Math.max(0, at - 26), at))?.[0] ?? '';
  const whole = before === '' ? null : (strengthOf(before.trim().split(' ').at(-1) + name).strength ?? strengthOf(before + name).strength);
  return whole === 'certain' ? 'made' : (whole ?? strength);
}

function valueAt(text: string, at: number, strength: Strength): Span | null {
  VALUE.lastIndex = at;
  const found = VALUE.exec(text);
  if (found === null) return null;
  const value = found[2] ?? found[3]!;
  const start = at + found[0].indexOf(value);
  if (strength !== 'authorization' && strength !== 'cookie') {
    if (found[2] === undefined && isProse(text, at, start + value.length, value)) return null;
    return isCredential(value, strength) ? { start, end: start + value.length } : null;
  }
  // Without quotes as well the value may hold blanks.
  const whole = found[2] ?? /[^\n"'\\}\]|]{3,600}/.exec(text.slice(start, start + 600))?.[0] ?? '';
  if (strength === 'cookie') return whole.split(/[\s=;,]+/).some(looksRandom) ? { start, end: start + whole.length } : null;
  const scheme = SCHEME.exec(whole)?.[0].length ?? 0;
  const rest = /^[^\s"',;]+/.exec(whole.slice(scheme))?.[0] ?? '';
  return isCredential(rest, 'made') && rest.length >= 8 ? { start: start + scheme, end: start + scheme + rest.length } : null;
}

/** "password: too short": the first of several words, behind a colon or a verb. */
const isProse = (text: string, at: number, end: number, value: string): boolean =>
  /^\p{L}+$/u.test(value) && /^ \p{L}/u.test(text.slice(end, end + 2)) && !/[=>]\s*$/.test(text.slice(Math.max(0, at - 4), at));

const states = once(() => credentialWords().states);
/** Where a credential is kept, or what was made of it: neither is the credential. */
const KEPT_ELSEWHERE =
  /^(?:[~/]|[A-Za-z]:\\|arn:|vault:|op:\/\/|https?:|file:|ssm:|env:|projects\/|secretsmanager|process\.env|\$2[aby]?\$|\{(?:cipher|SSHA|bcrypt)\}|ENC\(|pbkdf2|sha\d*[:=]|md5[:=])/i;

function isCredential(value: string, strength: 'certain' | 'made' | 'random'): boolean {
  if (value.length < 4 || KEPT_ELSEWHERE.test(value) || states().has(value.toLowerCase().replace(/[.!?:]+$/, ''))) return false;
  // Several words tell of a credential; a cookie among them is one all the same.
  if (/\s/.test(value.trim())) return value.split(/[\s=;]+/).some(looksRandom);
  if (strength === 'certain') return !/^\d{1,3}$/.test(value);
  return strength === 'made' ? looksMade(value) && value.length >= 6 : looksRandom(value);
}
