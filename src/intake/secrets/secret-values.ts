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

/** How long the account numbers of a country are, by the registry of ISO 13616: one id in 97 passes the check by chance. */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Account numbers: length and check of ISO 13616. */
export function isIban(value: string): boolean {
  const plain = value.replace(/ /g, '');
  if (plain.length !== IBAN_LENGTHS.get(plain.slice(0, 2))) return false;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
