/**
 * A first look for secrets: one pass over the letters of a text, since nearly every value of every record is asked
 * about and nearly none holds one. It may say yes to a text without a secret, never no to one with it.
 */
import { nextKey, tableOf } from '../../util/first-look.js';
import { once } from '../../util/once.js';
import { credentialWords } from '../vocabulary/credentials.js';

/**
 * Three letters of each thing that the hints of `secrets.ts` look for, the rarest ones where a choice is: `con` of a
 * connection string stands in contacts, `cha` of chave in charges. Letters in brackets stand for each of them.
 */
const LETTERS =
  'ey[abcdefghijklmnopqrstuvwxyz0123456789_-] rer sic aut a[ksb]i cca [sr]k_ whs shp ve_ _pr gh[pousr] git xox ks. aiz ya2 sg. sk[0123456789abcdef] -us :aa pat pas pwd tok coo sig key cre nne jwt ide otp cvv cvc ses ras lav nha hav clé cle jet mdp iav htw sle nnw chl geh öse gsk asa as[łŁ] asl esl ifr пар パスワ cur mys jdb';

/** A byte for each key: the table is asked at every letter of every value, and this one fits into the nearest cache. */
const looked = once(() => {
  const issued = credentialWords().issued.flatMap(({ begins }) => begins);
  return Uint8Array.from(tableOf([[LETTERS, ...issued.map((begin) => begin.slice(0, 3))].join(' ')]));
});

/** Digits of the shortest card number. */
const CARD = 13;
/** Characters of the shortest account number behind its two letters and two digits. */
const ACCOUNT_REST = 8;

/** What a text may hold: no secret, the number of a card and nothing else, or a secret of any kind. */
export type Suspicion = 'none' | 'card' | 'any';

/** Looks at a text. Long numbers are frequent in logs, and only one kind of secret is one. */
export function suspicionOf(text: string): Suspicion {
  const keys = looked();
  let key = 0;
  let digits = 0;
  let long = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    key = nextKey(key, code);
    if (keys[key] !== 0) return 'any';
    if (code >= 48 && code <= 57) {
      digits += 1;
      if (digits >= CARD) long = true;
      if (digits >= 2 && isAccount(text, at)) return 'any';
    } else if (code === 45) {
      if (digits >= 3 && isSocial(text, at)) return 'any';
    } else if (code === 64 || (code === 43 && isDigit(text.charCodeAt(at + 1)))) return 'any';
    // Numbers are written in groups with a blank between.
    else if (code !== 32) digits = 0;
  }
  return long ? 'card' : 'none';
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

/** Two letters and two digits with as much behind them as an IBAN has. */
function isAccount(text: string, at: number): boolean {
  return (
    at + ACCOUNT_REST < text.length &&
    isDigit(text.charCodeAt(at - 1)) &&
    isLetter(text.charCodeAt(at - 2)) &&
    isLetter(text.charCodeAt(at - 3))
  );
}

/** The first dash of `123-45-6789`; behind that of a day stands no such number. */
function isSocial(text: string, at: number): boolean {
  return text.charCodeAt(at + 3) === 45 && isDigit(text.charCodeAt(at + 6)) && isDigit(text.charCodeAt(at + 7));
}
