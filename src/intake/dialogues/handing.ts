/** Sentences with which a program hands work over to another system, and tells what it heard of it: "handing A-1 to hub", "no word from hub". */
import { memoOfMessages } from '../../util/memo.js';
import { once } from '../../util/once.js';
import { namesCall } from '../exchanges/procedure.js';
import { templateOf } from '../messages/template.js';
import { handingWords } from '../vocabulary/mining.js';

const SIGN = /^\P{L}+$/u;
/** Words behind the name of a system that are no part of it. */
const NO_NAME = /^(?:for|from|of|and|as|in|on|by|now|again|with|für|von|und|pour|de|du|et|para|por|y|per|e|voor|van|en)$/iu;
/** Verb and system stand at the beginning of a line. */
const LOOK = 120;

const either = (words: readonly string[]): string => [...words].sort((a, b) => b.length - a.length).join('|');

const patterns = once(() => {
  const { handing, directions, articles, answering, silence } = handingWords();
  const signs = directions.filter((word) => SIGN.test(word));
  const words = directions.filter((word) => !SIGN.test(word));
  const way = String.raw`(?:(?<![\p{L}\d_.-])(?:${either(words)})\s+(?:(?:${either(articles)})\s+|l['’])?|(?:${either(signs)})\s*)`;
  return {
    verb: new RegExp(String.raw`(?<![\p{L}\d_.-])(?:${either(handing)})(?![\p{L}\d_.-])`, 'iu'),
    sign: new RegExp(either(signs), 'u'),
    to: new RegExp(String.raw`${way}(\p{L}[\p{L}\d_.-]*)(?:\s+(\p{L}[\p{L}\d_-]*)\s*$)?`, 'iu'),
    answer: new RegExp(String.raw`(?<![\p{L}\d_])(?:${either(answering)})(?![\p{L}\d_])`, 'iu'),
    silence: new RegExp(silence.join('|'), 'iu'),
  };
});

/** The system to which a sentence says that work is handed, in small letters; null where it says nothing like it. */
export const handedTo = memoOfMessages((message: string): string | null => {
  const sentence = templateOf(message).slice(0, LOOK);
  const { verb, sign, to } = patterns();
  const said = verb.exec(sentence) ?? sign.exec(sentence);
  if (said === null) return null;
  const [, first, second] = to.exec(sentence.slice(sign.test(said[0]) ? said.index : said.index + said[0].length)) ?? [];
  // `>> BookSlot`: what is called, not who.
  if (first === undefined || first.length < 3 || namesCall(first)) return null;
  const name = first.toLowerCase().replace(/[.-]+$/, '');
  if (handingWords().noParty.has(name)) return null;
  return second === undefined || NO_NAME.test(second) ? name : `${name} ${second.toLowerCase()}`;
});

/** What is handed over, in the words before the system: `submitting claim` of `submitting claim K-7 to payer`; null where nothing is said. */
export function phraseOf(message: string): string | null {
  const { verb, to } = patterns();
  const sentence = templateOf(message).slice(0, LOOK);
  const said = verb.exec(sentence);
  if (said === null) return null;
  const way = to.exec(sentence.slice(said.index + said[0].length));
  const before = sentence.slice(0, said.index + said[0].length + (way?.index ?? 0));
  const words = before.replace(/\([^)]*\)/g, ' ').match(/(?<![\p{L}\d<*>])\p{L}[\p{L}'’-]*(?![\p{L}\d:>])/gu) ?? [];
  while (words.length > 1 && (NO_NAME.test(words.at(-1)!) || (words.length > 2 && verb.test(words.at(-1)!)))) words.pop();
  const phrase = words.slice(0, LONGEST_PHRASE).join(' ');
  return phrase.length < 3 ? null : phrase;
}

/** More words are a sentence. */
const LONGEST_PHRASE = 4;

/** What is begun, by the first word that is no mark and no sign: `envoi K-7, tentative 1`, `> RATE H-12 set`. */
export interface Head {
  readonly word: string;
  /** True where a sign before it points out of the program. */
  readonly out: boolean;
  /** True where a verb or a count of attempts says that something is brought to somebody. */
  readonly hands: boolean;
}

const OUT = /^(?:>{1,3}|-+>|=+>|→|»|↑|out:?|tx:?|snd:?)$/i;
const IN = /^(?:<{1,3}|<-+|<=+|←|«|↓|in:?|rx:?|rcv:?)$/i;
const ATTEMPT = /(?<![\p{L}\d])(?:attempt|try|versuch|essai|tentative|intento|tentativ[oa]|poging|försök|próba)s? ?#?\d|#\d+\s*$/iu;

/** The head of a line about work that it names by a mark; null where it has none. */
export function headOf(message: string): Head | null {
  const words = message.slice(0, LOOK).split(/\s+/);
  const place = words.findIndex((word) => /^\p{L}{2,}[:,]?$/u.test(word) && !OUT.test(word));
  if (place < 0 || place > MOST_BEFORE) return null;
  return {
    word: words[place]!.replace(/[:,]$/, ''),
    out: words.slice(0, place).some((word) => OUT.test(word)),
    hands: patterns().verb.test(words.slice(place, place + 3).join(' ')) || ATTEMPT.test(message),
  };
}

/** Marks, signs and names of components that stand before the first word. */
const MOST_BEFORE = 4;

/** True where a sign at the beginning of a line points into the program. */
export const comesIn = (message: string): boolean => message.split(/\s+/, MOST_BEFORE).some((word) => IN.test(word));

/** True where a text says that nobody answered. */
export const tellsSilence = memoOfMessages((message: string): boolean => patterns().silence.test(message.toLowerCase()));

/** True where a text speaks of an answer, or of a system by its name. */
export function speaksOf(message: string, party: string | null): boolean {
  return (party !== null && message.toLowerCase().includes(party)) || patterns().answer.test(message);
}

/** Who says a line, and what it is about. What a line begins with may be taken for a logger: `K-7: sent` is about K-7. */
export function inScope(logger: string | null, message: string): { readonly logger: string; readonly marks: readonly string[] } {
  const marks = marksIn(message);
  const own = logger === null ? [] : marksIn(logger);
  return own.length === 0 ? { logger: logger ?? '', marks } : { logger: '', marks: [...new Set([...own, ...marks])] };
}

/** Words with a digit by which a line says what it is about: of numbers only long ones, the others count something. */
export function marksIn(message: string): readonly string[] {
  const marks = (message.slice(0, 400).match(/[\p{L}\d][\p{L}\d_.:/#-]*/gu) ?? []).map((word) => word.replace(/[.:/#-]+$/, ''));
  return [
    ...new Set(
      marks.filter((word) => word.length >= 3 && (/^\d{5,}$/.test(word) || /\p{L}.*\d|\d.*\p{L}/u.test(word)) && !MEASURE.test(word)),
    ),
  ];
}

/** `25.2s`, `12kB`, `10:04:07`: how long, how much, when. */
const MEASURE = /^\d{1,4}(?:[.,:]\d+)*(?:ms|s|min|h|kb|mb|gb|b|x)?$/i;
