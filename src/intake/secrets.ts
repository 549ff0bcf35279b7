/** Patterns of credentials and personal data, after gitleaks' rules and the usual checks (Luhn, mod 97). */
import { mayBeginSecret } from './secret-hints.js';

/** How one kind of secret is found. */
export interface SecretPattern {
  readonly kind: string;
  /** Cheap test that is true for every text which `match` can match. */
  readonly trigger: RegExp;
  readonly match: RegExp;
  /** Group of `match` that holds the secret; 0 for the whole match, -1 for the first group that matched. */
  readonly group: number;
  /** Says whether a match is one; null when the pattern alone decides. */
  readonly check: ((value: string) => boolean) | null;
}

const WORD = 'A-Za-z0-9_';
const START = `(?<![${WORD}])`;
const END = `(?![${WORD}])`;
/** Names of fields and parameters whose value is a credential. */
const SECRET_NAMES =
  'password|passwd|passphrase|pwd(?!["\']?\\s*[:=]\\s*["\']?(?:~?/|[A-Za-z]:\\\\))|secret|client[_-]?secret|api[_-]?key|apikey|x-api-key|access[_-]?key|subscription[_-]?key|functions[_-]?key|secret[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token|session[_-]?token|x-auth-token|security[_-]?token|bearer[_-]?token|shared[_-]?secret|webhook[_-]?secret|signing[_-]?secret|encryption[_-]?key|set-cookie|cookie|proxy-authorization|connection[_-]?string|x-amz-signature|x-goog-signature|x-amz-security-token|cvv|cvc|otp';

const make = (
  kind: string,
  trigger: RegExp,
  source: string,
  flags = 'g',
  group = 0,
  check: SecretPattern['check'] = null,
): SecretPattern => ({
  kind,
  trigger,
  match: new RegExp(source, flags),
  group,
  check,
});

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
    hasVariety,
  ),
  make(
    'authorization',
    /authorization/i,
    'authorization["\']?\\s*[:=]\\s*["\']?(?!(?:bearer|basic|digest|token)\\b)([^\\s"\',;}\\]]{8,})',
    'gi',
    1,
  ),
  make('authorization', /authorization/i, 'authorization["\']?\\s*[:=]\\s*["\']?(?:token|apikey|key)[ =:]+([^\\s"\',;}\\]]{8,})', 'gi', 1),
  make('aws_access_key', /A(?:KIA|SIA|BIA|CCA|3T)/, `${START}(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}${END}`),
  make('google_api_key', /AIza/, `${START}AIza[A-Za-z0-9_-]{30,}`),
  make('google_oauth_token', /ya29\./, `${START}ya29\\.[A-Za-z0-9_-]{20,}`),
  make('github_token', /gh[pousr]_|github_pat_/, `${START}(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{40,})`),
  make('gitlab_token', /glpat-/, `${START}glpat-[A-Za-z0-9_-]{20,}`),
  make(
    'slack_token',
    /xox[a-z]|xapp-|hooks\.slack\.com/,
    `${START}(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,})|hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{20,}`,
  ),
  make('stripe_key', /[sr]k_|whsec_/, `${START}(?:(?:sk|rk)_(?:test|live|prod)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,})`),
  make('shopify_token', /shp(?:at|ca|pa|ss)_/, `${START}shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{24,}`),
  make('twilio_key', /SK[0-9a-fA-F]{32}/, `${START}SK[0-9a-fA-F]{32}${END}`),
  make('sendgrid_key', /SG\./, `${START}SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}`),
  make(
    'api_token',
    /ntn_|secret_|lin_api_|ATATT3|npm_|sk-|pat-|key-|dop_v1_|pypi-/,
    `${START}(?:ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{40,}|lin_api_[A-Za-z0-9]{32,}|ATATT3[A-Za-z0-9_=-]{20,}|npm_[A-Za-z0-9]{30,}|sk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{20,}|pat-(?:na|eu)\\d-[A-Za-z0-9-]{20,}|dop_v1_[a-f0-9]{40,}|pypi-[A-Za-z0-9_-]{30,})`,
    'g',
    0,
    hasVariety,
  ),
  make('airtable_token', /pat[A-Za-z0-9]{14}\./, `${START}pat[A-Za-z0-9]{14}\\.[a-f0-9]{40,}`),
  make('azure_key', /AccountKey=|SharedAccess|sig=/, '(?:AccountKey|SharedAccessKey|[?&]sig)=([A-Za-z0-9+/%=_-]{16,})', 'g', 1),
  make(
    'webhook_signature',
    /signature/i,
    '(?:stripe-signature|x-hub-signature(?:-256)?|x-shopify-hmac-sha256|x-signature|webhook-signature|svix-signature)["\']?\\s*[:=]\\s*["\']?([^\\s"\'}\\]]{8,})',
    'gi',
    1,
  ),
  make(
    'credential',
    /pass|pwd|secret|api|access|subscription|functions|refresh|token|session|cookie|private|authoriz|signature|encryption|connection|cvv|cvc|otp/i,
    `(?<![A-Za-z0-9])(?:[A-Za-z0-9]+[_.-])?(?:${SECRET_NAMES})(?:\\\\*["'])?\\s*[:=]\\s*(?:\\\\*"([^"\\\\]{4,400})|'([^'\\\\]{4,400})'|([^\\s"'\\\\,;&}\\])]{4,400}))`,
    'gi',
    -1,
  ),
  // The same names as elements of XML: `<wsse:Password Type="…">…</wsse:Password>`.
  make(
    'credential',
    /(?:<|&lt;)[\w.:-]*(?:pass|pwd|secret|key|token|session|cvv|cvc|otp)/i,
    `(?:<|&lt;)(?:[\\w.-]+:)?[\\w.-]{0,30}?(?:${SECRET_NAMES}|session[_-]?id|binary[_-]?security[_-]?token)(?:\\s[^<>]{0,200}?)?(?:>|&gt;)\\s*([^<>&\\s]{4,400})\\s*(?:<|&lt;)`,
    'gi',
    1,
  ),
  // On a command line: `--password x`, `curl -u user:x`; and what Oracle's drivers put before the host.
  make(
    'credential',
    /--(?:pass|pwd|secret|token|api|client|access|auth)|\bcurl\b|jdbc:oracle/i,
    `--(?:${SECRET_NAMES}|token)\\s+["']?((?!-)[^\\s"']{4,400})|\\bcurl\\b.{0,200}?\\s(?:-u|--user)[ =]["']?[^\\s:"']{1,100}:([^\\s"']{1,200})|jdbc:oracle:\\w+:[\\w$#]+/([^\\s@/"']{1,100})(?=@)`,
    'gi',
    -1,
  ),
  // In other languages prose speaks of it with a colon as well: the value must look made.
  make(
    'credential',
    /contrase|senha|wachtwoord|kennwort|passwort|mot_?de_?passe|\bmdp\b/i,
    `(?<![A-Za-z0-9])(?:contrase(?:ñ|n)a|senha|wachtwoord|kennwort|passwort|mot_?de_?passe|mdp)(?:\\\\*["'])?\\s*[:=]\\s*(?:\\\\*["'])?([^\\s"'\\\\,;&}\\])]{6,400})`,
    'gi',
    1,
    hasVariety,
  ),
  // One word with capitals inside: `mapsApiKey=`. Prose has no such names, so their values must only look made.
  make(
    'credential',
    /ApiKey|APIKey|Password|Secret|AccessKey|SecretKey|PrivateKey|AuthToken|AccessToken|RefreshToken|Passphrase/,
    `(?<![A-Za-z0-9])[a-z][A-Za-z0-9]{1,30}(?:ApiKey|APIKey|Password|Secret|AccessKey|SecretKey|PrivateKey|AuthToken|AccessToken|RefreshToken|Passphrase)(?:\\\\*["'])?\\s*[:=]\\s*(?:\\\\*["'])?([^\\s"'\\\\,;&}\\])]{8,400})`,
    'g',
    1,
    hasVariety,
  ),
  make(
    'session_id',
    /session/i,
    `(?<![A-Za-z0-9])session[_-]?id(?:\\\\*["'])?\\s*[:=]\\s*(?:\\\\*["'])?([^\\s"'\\\\,;&}\\])]{4,400})`,
    'gi',
    1,
  ),
  make('credential', /token/i, `(?<![A-Za-z0-9_-])token["']?\\s*[:=]\\s*["']?([A-Za-z0-9._~+/=-]{16,400})`, 'gi', 1, hasVariety),
  make(
    'iban',
    /[A-Z]{2}\d{2}[ ]?[A-Z0-9]{4}/,
    `${START}[A-Z]{2}\\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?${END}`,
    'g',
    0,
    isIban,
  ),
  make(
    'card_number',
    /\d[ -]?(?:\d[ -]?){11,}\d/,
    '(?<![\\w.,:/#-])(?:\\d{13,19}|\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{1,7}|\\d{4}[ -]\\d{6}[ -]\\d{5})(?![\\w.-])',
    'g',
    0,
    isCard,
  ),
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
export const SECRET_HINT =
  /@[a-z0-9]|\bey[a-z0-9_-]{8}|bearer|basic |authori[sz]ation|A[KSB]IA|ACCA|[sr]k_|whsec_|shp[acs]|gh[pousr]_|github_pat|glpat|xox|AIza|ya29|SG\.|ntn_|secret|lin_api|ATATT|npm_|sk-|pat[-a-z0-9]|pass[wp]|pwd|contrase|senha|wachtwoord|kennwort|mot_?de_?passe|\bmdp\b|(?:api|access|subscription|functions)[_-]?key|token|cookie|signature|sig=|private[ _-]?key|accountkey|:\/\/[^/\s]*@|\bcurl\b|jdbc:oracle|\d[ -]?(?:\d[ -]?){11}\d|[a-z]{2}\d{2} ?[a-z0-9]{4} ?\d{4}|\+\d{8}|\+\d{1,3}[ -]|\d{3}-\d{2}-\d{4}|cvv|session/i;

/** False for a text in which no secret can stand; keeps the patterns away from most texts. */
export function mayHoldSecret(text: string): boolean {
  return mayBeginSecret(text) && SECRET_HINT.test(text);
}

/** All patterns, the most certain first. */
export function secretPatterns(): readonly SecretPattern[] {
  return PATTERNS;
}

/** A word in prose ("Bearer authentication failed") has no digits and one case; a credential has a mix. */
function hasVariety(value: string): boolean {
  return /\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value) && value.length >= 16);
}

/** Payment card numbers: a known issuer and the Luhn check; epoch milliseconds also begin with 1 and fail the first. */
function isCard(value: string): boolean {
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

function isIban(value: string): boolean {
  const plain = value.replace(/ /g, '');
  if (plain.length < 15 || plain.length > 34) return false;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
