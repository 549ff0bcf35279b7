/** Takes credentials and personal data out of text, and says which kinds a text holds. */
import { mayHoldSecret, type SecretPattern, secretPatterns } from './secrets.js';

const PLACEHOLDER =
  /^(?:\[?(?:redacted|filtered|masked|removed|hidden|secret|none|null|undefined|empty|true|false)\b.*|[*x•.#-]+|<[^>]*>|\{\{.*\}\}|%3c.*|\$\{.*\}|.*\*\*\*.*|[*x•]{3,}.*|.*\[redacted.*|your[_-].*|example.*|changeme|test|string|bearer|basic|token|cookies?|password|passwd|pwd|api[_-]?key)$/i;

/**
 * Replaces credentials and personal data by `[REDACTED:kind]`. Times, paths and business keys stay.
 * Redacting twice changes nothing.
 */
export function redact(text: string): string {
  if (!mayHoldSecret(text)) return text;
  let clean = text;
  for (const pattern of secretPatterns()) {
    if (!pattern.trigger.test(clean)) continue;
    clean = clean.replace(pattern.match, (...args) => replacement(pattern, args));
  }
  return clean;
}

/** Kinds of credentials and personal data that stand unmasked in the text, sorted. */
export function findSecrets(text: string): string[] {
  if (!mayHoldSecret(text)) return [];
  const kinds = new Set<string>();
  // What one pattern took is no other secret as well: `https://user:word@host` holds no mail address.
  let rest = text;
  for (const pattern of secretPatterns()) {
    if (!pattern.trigger.test(rest)) continue;
    const before = kinds.size;
    for (const found of rest.matchAll(pattern.match)) {
      if (isSecret(pattern, found)) kinds.add(pattern.kind);
    }
    if (kinds.size > before) rest = rest.replace(pattern.match, (...args) => replacement(pattern, args));
  }
  return [...kinds].sort();
}

/** A match of a pattern is a secret unless its value is a placeholder or fails the check of its kind. */
function isSecret(pattern: SecretPattern, found: readonly (string | undefined)[]): boolean {
  const value = secretIn(pattern, found);
  return !PLACEHOLDER.test(value) && !value.includes('[REDACTED') && (pattern.check === null || pattern.check(value));
}

/** The part of a match that is the secret: a group, or the first of several that matched. */
function secretIn(pattern: SecretPattern, found: readonly (string | undefined)[]): string {
  if (pattern.group >= 0) return found[pattern.group] ?? '';
  return found.slice(1).find((group) => group !== undefined) ?? '';
}

function replacement(pattern: SecretPattern, args: readonly unknown[]): string {
  const whole = args[0] as string;
  const groups = args.filter((arg, index) => index < args.length - 2 || typeof arg === 'string') as (string | undefined)[];
  if (!isSecret(pattern, groups)) return whole;
  const value = secretIn(pattern, groups);
  const at = whole.lastIndexOf(value);
  return `${whole.slice(0, at)}[REDACTED:${pattern.kind}]${whole.slice(at + value.length)}`;
}
