/** What the values of credentials, cards and accounts look like. */

/** A word in prose ("Bearer authentication failed") has no digits and one case; a credential has a mix. */
export function hasVariety(value: string): boolean {
  return /\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value) && value.length >= 16);
}

/** Letters beside digits, or a longer mix of both cases: a date, an amount and a number are none. */
export function looksMade(value: string): boolean {
  return (/[A-Za-z]/.test(value) && /\d/.test(value)) || (value.length >= 16 && /[a-z]/.test(value) && /[A-Z]/.test(value));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Identifiers that begin with their time (ULID, KSUID) name a record. */
const TIMED_ID = /^0[1-9][0-9A-HJKMNP-TV-Z]{24}$/i;
/** Fewer letters and digits in a row than this can be a number with its letters. */
const LEAST_RANDOM = 14;

/**
 * True for a value that nobody thought up: in its longest piece letters and digits change often. The numbers of orders,
 * dates and words with a number at the end change once or twice; UUIDs and ULIDs name records.
 */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || !/^[\w.~+/=$:-]+$/.test(value) || UUID.test(value) || TIMED_ID.test(value)) return false;
  const longest = value.split(/[^A-Za-z0-9]+/).reduce((best, piece) => (piece.length > best.length ? piece : best), '');
  return longest.length >= LEAST_RANDOM && changes(longest) >= longest.length / 6;
}

/** How often digits follow letters or letters digits. */
function changes(text: string): number {
  let count = 0;
  for (let at = 1; at < text.length; at += 1) if (isDigit(text, at) !== isDigit(text, at - 1)) count += 1;
  return count;
}

const isDigit = (text: string, at: number): boolean => text.charCodeAt(at) < 58;

/** Payment card numbers: a known issuer and the Luhn check; epoch milliseconds also begin with 1 and fail the first. */
export function isCard(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  if (!/^(?:4|5[1-5]|2[2-7]|3[47]|6(?:011|4[4-9]|5)|35|62)/.test(digits) || digits.length < 13 || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Account numbers: the check of ISO 13616. */
export function isIban(value: string): boolean {
  const plain = value.replace(/ /g, '');
  if (plain.length < 15 || plain.length > 34) return false;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
