/** Patterns of credentials and personal data, after the usual checks (Luhn, mod 97) and what issuers tell of their tokens. */

import { once } from '../../util/once.js';
import { credentialWords } from '../vocabulary/credentials.js';
import { suspicionOf } from './secret-hints.js';
import { namedCredentials, type Span } from './secret-names.js';
import { hasVariety, isCard, isIban, looksMade, looksRandom } from './secret-values.js';

/** How one kind of secret is found. */
export interface SecretPattern {
  readonly kind: string;
  /** Cheap test that is true for every text in which `find` can find something. */
  readonly trigger: RegExp;
  /** The parts of a text that are such a secret, from the first to the last. */
  readonly find: (text: string) => Span[];
}

const WORD = 'A-Za-z0-9_';
const START = `(?<![${WORD}])`;
const END = `(?![${WORD}])`;
/** Names of options of command lines whose value is a credential. */
const SECRET_OPTIONS =
  'password|passwd|passphrase|pass|secret|client-secret|api-?key|access-key|secret-key|private-key|auth-token|access-token|refresh-token|token|account-key|connection-string';
const PLACEHOLDER =
  /^(?:\[?(?:redacted|filtered|masked|removed|hidden|secret|none|null|undefined|empty|true|false)\b.*|[*x•.#-]+|<[^>]*>|\{\{.*\}\}|%3c.*|\$\{.*|\$[A-Z][A-Z0-9_]*|%[A-Z][A-Z0-9_]*%|.*\*\*\*.*|.*(?:…|\.\.\.).*|.*[*x•]{4,}.*|.*\[(?:redacted|filtered|masked).*|your[_-].*|example.*|changeme|test|string|bearer|basic|token|cookies?|password|passwd|pwd|api[_-]?key|nil|\(null\)|\w+\(\))$/i;

/** A value that stands in place of a secret, or what this program put there. */
const isPlaceholder = (value: string): boolean => PLACEHOLDER.test(value) || value.includes('[REDACTED');

/**
 * @param group Group of the pattern that holds the secret; 0 for the whole match, -1 for the first group that matched.
 * @param check Says whether a match is one; null when the pattern alone decides.
 */
const make = (
  kind: string,
  trigger: RegExp,
  source: string,
  flags = 'g',
  group = 0,
  check: ((value: string) => boolean) | null = null,
): SecretPattern => {
  const match = new RegExp(source, `${flags}d`);
  const find = (text: string): Span[] =>
    [...text.matchAll(match)].flatMap(({ indices }) => {
      const place = group >= 0 ? indices![group] : indices!.slice(1).find((one) => one !== undefined);
      if (place === undefined) return [];
      const value = text.slice(place[0], place[1]);
      return isPlaceholder(value) || (check !== null && !check(value)) ? [] : [{ start: place[0], end: place[1] }];
    });
  return { kind, trigger, find };
};

/** A text as a pattern that fits it alone. */
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const issuedBeginnings = once(() => credentialWords().issued.flatMap(({ begins }) => begins));

/** What begins as its issuer says; the beginnings are data. */
function issuedPattern(): SecretPattern {
  const issued = credentialWords().issued;
  const sources = issued.map(({ least, begins }) => `(?:${begins.map(literal).join('|')})[\\w.=-]{${least},}`);
  return make('api_token', new RegExp(issuedBeginnings().map(literal).join('|')), `${START}(?:${sources.join('|')})`, 'g', 0, looksMade);
}

const NAMED_HINT =
  /pass|pwd|secret|key|token|cookie|authori[sz]ation|auth|credential|signature|cvv|cvc|otp|jwt|connection|schl(?:ü|ue)ssel|contrase|clave|senha|chave|cl[ée]|jeton|mdp|chiave|wachtwoord|sleutel|kennwort|geheimnis|lösenord|adgangskode|salasana|has(?:ł|l)o|heslo|(?:ş|s)ifre|парол|パスワ/i;

/** Words of a manual behind an option are none. */
const isOption = (value: string): boolean =>
  !/^[A-Z_]+$/.test(value) &&
  !/^(?:file|stdin|env|prompt|is|was|has|and|or|for|from|to|in|must|expired|required|invalid|failed|missing)$/i.test(value);

const CARD = make(
  'card_number',
  /\d[ -]?(?:\d[ -]?){11,}\d/,
  '(?<![\\w.,:/#-])(?:\\d{13,19}|\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{1,7}|\\d{4}[ -]\\d{6}[ -]\\d{5})(?![\\w.-])',
  'g',
  0,
  isCard,
);

const PATTERNS: readonly SecretPattern[] = [
  make(
    'private_key',
    /PRIVATE KEY/,
    '-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)',
  ),
  make('url_credentials', /:\/\/[^/\s]*@/, '(?<=[a-z][a-z0-9+.-]*:\\/\\/)[^\\s/:@"\']*:([^\\s/@"\']{1,200})(?=@)', 'gi', 1),
  make('jwt', /ey[A-Za-z0-9_-]{8}/, `${START}ey[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?`),
  make(
    'authorization',
    /\b(?:basic|bearer|digest|token)\b/i,
    '\\b(?:bearer|basic|digest)[ +:]+([A-Za-z0-9._~+/=-]{12,})',
    'gi',
    1,
    (value) => hasVariety(value) && !/^[a-z_]{2,}=[^=]/.test(value),
  ),
  make('aws_access_key', /A(?:KIA|SIA|BIA|CCA|3T)/, `${START}(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}${END}`),
  make('google_api_key', /AIza/, `${START}AIza[A-Za-z0-9_-]{30,}`),
  make('google_oauth_token', /ya29\./, `${START}ya29\\.[A-Za-z0-9_-]{20,}`),
  make('github_token', /gh[pousr]_|github_pat_/, `${START}(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{40,})`),
  make(
    'slack_token',
    /xox[a-z]|xapp-|hooks\.slack\.com/,
    `${START}(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,})|hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{20,}`,
  ),
  make('stripe_key', /[sr]k_|whsec_/, `${START}(?:(?:sk|rk)_(?:test|live|prod)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,})`),
  make('shopify_token', /shp(?:at|ca|pa|ss|ua|it|tka)_/, `${START}shp(?:at|ca|pa|ss|ua|it|tka)_[A-Za-z0-9]{24,}`),
  make('twilio_key', /SK[0-9a-fA-F]{32}/, `${START}SK[0-9a-fA-F]{32}${END}`),
  make('sendgrid_key', /SG\./, `${START}SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}`),
  // The keys that programs make for their own interfaces: `shop_live_…`. What is published (`pk`) and what only names a record is none.
  make(
    'api_token',
    /_(?:live|prod|production)_/,
    `${START}(?!(?:pk|pub|public|cs|evt|pi|seti|ch|in)_)[a-z][a-z0-9]{1,15}_(?:live|prod|production)_[A-Za-z0-9]{16,}`,
    'g',
    0,
    looksRandom,
  ),
  make('telegram_token', /\d:AA/, '(?<!\\d)(?:bot)?(\\d{8,10}:AA[\\w-]{32,})', 'g', 1),
  make('mailchimp_key', /-us\d/, `${START}[0-9a-f]{32}-us\\d{1,2}${END}`),
  make('airtable_token', /pat[A-Za-z0-9]{14}\./, `${START}pat[A-Za-z0-9]{14}\\.[a-f0-9]{40,}`),
  make('azure_key', /AccountKey=|SharedAccess|sig=/, '(?:AccountKey|SharedAccessKey|[?&]sig)=([A-Za-z0-9+/%=_-]{16,})', 'g', 1),
  make(
    'webhook_signature',
    /signature/i,
    '(?:stripe-signature|x-hub-signature(?:-256)?|x-shopify-hmac-sha256|x-signature|webhook-signature|svix-signature)["\']?\\s*[:=]\\s*["\']?([^\\s"\'}\\]]{8,})',
    'gi',
    1,
  ),
  {
    kind: 'credential',
    trigger: NAMED_HINT,
    find: (text) => namedCredentials(text).filter(({ start, end }) => !isPlaceholder(text.slice(start, end))),
  },
  // The same names as elements of XML: `<wsse:Password Type="…">…</wsse:Password>`.
  make(
    'credential',
    /(?:<|&lt;)[\w.:-]*(?:pass|pwd|secret|key|token|session|cvv|cvc|otp)/i,
    `(?:<|&lt;)(?:[\\w.-]+:)?[\\w.-]{0,30}?(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|(?:auth|access|refresh|session|security|bearer)[_-]?token|token|cvv|cvc|otp|session[_-]?id|binary[_-]?security[_-]?token)(?:\\s[^<>]{0,200}?)?(?:>|&gt;)\\s*([^<>&\\s]{4,400})\\s*(?:<|&lt;)`,
    'gi',
    1,
  ),
  // On a command line: `--password x`, `curl -u user:x`, `mysql -px`; in the speech of mail and file servers; before the host of a driver.
  make(
    'credential',
    /--?(?:pass|pwd|secret|token|api|client|access|auth|private|refresh|account|connection)|\b(?:curl|mysql|mysqldump|sshpass|PASS|AUTH)\b|jdbc:oracle|identified by/i,
    `(?<![\\w-])--?(?:${SECRET_OPTIONS})\\s+["']?((?!-)[^\\s"']{4,400})|\\bcurl\\b.{0,200}?\\s(?:-u|--user)[ =]["']?[^\\s:"']{1,100}:([^\\s"']{1,200})|jdbc:oracle:\\w+:[\\w$#]+/([^\\s@/"']{1,100})(?=@)|\\b(?:mysql|mysqldump|mariadb|sshpass)\\b.{0,200}?\\s-p["']?([^\\s"']{4,100})|(?<=(?:^|[>"'\\]:] ?))PASS ([^\\s"']{4,100})|\\bAUTH (?:PLAIN|LOGIN) ([A-Za-z0-9+/=]{8,400})|\\b(?:IDENTIFIED BY|identified by) '([^']{4,100})'`,
    'g',
    -1,
    isOption,
  ),
  make(
    'session_id',
    /session/i,
    `(?<![A-Za-z0-9])session[_-]?id(?:\\\\*["'])?\\s*[:=]\\s*(?:\\\\*["'])?([^\\s"'\\\\,;&}\\])]{4,400})`,
    'gi',
    1,
  ),
  make(
    'iban',
    /[A-Z]{2}\d{2}[ ]?[A-Z0-9]{4}/,
    `${START}[A-Z]{2}\\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?${END}`,
    'g',
    0,
    isIban,
  ),
  CARD,
  make('us_ssn', /\d{3}-\d{2}-\d{4}/, '(?<![\\w-])(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}(?![\\w-])'),
  make(
    'email',
    /@[A-Za-z0-9]/,
    '(?<![A-Za-z0-9._%+*-])(?<!\\(compatible;[^()"]{0,160})[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,24}(?![A-Za-z0-9])',
    'g',
    0,
  ),
  make(
    'phone',
    /\+\d/,
    '(?<![\\w.+:/-])\\+[1-9]\\d{0,2}[ -]?(?:\\(\\d{1,4}\\)[ -]?)?\\d{2,4}(?:[ -]?\\d{2,5}){1,4}(?![\\w:.-])',
    'g',
    0,
    (value) => {
      const digits = value.replace(/\D/g, '').length;
      return digits >= 8 && digits <= 15;
    },
  ),
];

/** What a secret or the word before it looks like; `secret-hints.ts` knows how each of these begins. */
const HINTS =
  /@[a-z0-9]|\bey[a-z0-9_-]{8}|bearer|basic |authori[sz]ation|A[KSB]IA|ACCA|[sr]k_|whsec_|shp[acpsuit]|_live_|_prod|gh[pousr]_|github_pat|xox|hooks\.sl|AIza|ya29|SG\.|SK[0-9a-f]{32}|-us\d|\d:AA|secret|pat[a-z0-9]{14}|pass[wpce]|pass\b|pwd|token|cookie|signature|sig=|private[ _-]?key|accountkey|:\/\/[^/\s]*@|\bcurl\b|\bmysql|jdbc:oracle|\bauth\b|xauth|auth["'`\]]|identified by|-auth|credential|connection[_-]?string|\bjwt\b|cvv|cvc|otp\b|key[\\"'`\])\d]{0,4}\s*(?:[:=,%-]|is )|key&quot;|keyvalue|session|contrase|clave|senha|chave|cl[ée][_ -]?(?:api|sec|d|pri)|jeton|\bmdp\b|chiave|wachtwoord|sleutel|kennwort|schl(?:ü|ue)ssel|geheimnis|lösenord|adgangskode|salasana|has(?:ł|l)o|heslo|(?:ş|s)ifre|парол|パスワ|\d[ -]?(?:\d[ -]?){11}\d|[a-z]{2}\d{2} ?[a-z0-9]{4} ?\d{4}|\+\d{8}|\+\d{1,3}[ -]|\d{3}-\d{2}-\d{4}/i;

/** All hints: those above, and what issuers begin their tokens with. */
export const secretHint = once(() => new RegExp(`${HINTS.source}|\\b(?:${issuedBeginnings().map(literal).join('|')})`, 'i'));

/**
 * False for a text in which no secret can stand; keeps the patterns away from most texts.
 * @param harmless Form of texts that hold none; only the few that are suspected are asked for it.
 */
export function mayHoldSecret(text: string, harmless?: RegExp): boolean {
  const suspicion = suspicionOf(text);
  if (suspicion === 'none' || harmless?.test(text)) return false;
  if (suspicion === 'card') return CARD.trigger.test(text) && CARD.find(text).length > 0;
  return suspicion === 'any' && secretHint().test(text);
}

/** All patterns, the most certain first. */
export const secretPatterns = once((): readonly SecretPattern[] => [...PATTERNS, issuedPattern()]);
